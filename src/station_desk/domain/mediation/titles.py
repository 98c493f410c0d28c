"""What a dispute is called: who with whom about what (卷名：当事人加纠纷类型)."""

from __future__ import annotations

import re
from typing import Protocol

from station_desk.domain.fields.vocabulary import Vocabulary

_SEVERAL = re.compile(r"[、，,；;\n]+")
_LONGEST = 100


class _Dispute(Protocol):
    @property
    def applicant(self) -> str: ...
    @property
    def respondent(self) -> str: ...
    @property
    def dispute_type(self) -> str: ...


def title_of(dispute: _Dispute, types: Vocabulary) -> str:
    """张某甲与李某乙邻里纠纷; "" while nobody is named. Of several on a side the first stands for all."""
    sides = [side for names in (dispute.applicant, dispute.respondent) if (side := _side(names))]
    if not sides:
        return ""
    term = types.show(dispute.dispute_type)
    what = "" if dispute.dispute_type in ("", "other") else term.removeprefix("其他")
    title = "与".join(sides) + (what if what.endswith("争议") else f"{what}纠纷")
    return title if len(title) <= _LONGEST else ""


def _side(names: str) -> str:
    one, *more = [name.strip() for name in _SEVERAL.split(names) if name.strip()] or [""]
    return f"{one}等{len(more) + 1}人" if more else one
