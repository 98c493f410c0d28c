"""Reading a typed score: half points within the full marks, with a plain reason when it cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from station_desk.domain.fields.types import ParseError, clip, number_text

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)")


def read_points(text: str, most: Decimal, step: Decimal) -> Decimal | None:
    """The score of a typed text, None for nothing typed; raises ParseError with what may be typed instead.

    Full-width digits, a full-width point and a trailing 分 are what people type with a Chinese keyboard.
    """
    clean = unicodedata.normalize("NFKC", text).replace("。", ".").strip().removesuffix("分").strip()
    if not clean:
        return None
    span = f"0 至 {number_text(most)} 分"
    if not _NUMBER.fullmatch(clean):
        raise ParseError(f"“{clip(text.strip())}”不是数字，请填 {span}，例如 {number_text(most)}")
    points = Decimal(clean)
    if points < 0:
        raise ParseError(f"得分不能是负数，请填 {span}")
    if points > most:
        raise ParseError(f"这一项满分 {number_text(most)} 分，不能填 {clip(clean)} 分")
    if points % step:
        low = points // step * step
        near = f"{number_text(low)} 或 {number_text(min(low + step, most))}"
        raise ParseError(f"打分以 {number_text(step)} 分为一档，请填 {near}")
    return points
