"""On a blank paper the pen finds each place once; a filled one offers no choice where something is recorded."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader
from tests.printing.fillings import Filling, render_filled

from station_desk.printing.forms.definition import Form
from station_desk.printing.type.fonts import Fonts


def _pages(form: Form, filling: Filling, fonts: Fonts) -> list[str]:
    made = render_filled(form, filling, fonts)
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(made.pdf)).pages]


def test_the_blank_minutes_are_one_sheet_with_two_sides(forms: dict[str, Form], fonts: Fonts) -> None:
    first, second = _pages(forms["mediation_minutes"], "blank", fonts)
    assert "申请人的请求：" in first and "（签名或按指印）" in second


def test_the_blank_receipt_has_each_place_for_the_pen_once(forms: dict[str, Form], fonts: Fonts) -> None:
    (said,) = _pages(forms["mediation_receipt"], "blank", fonts)
    assert said.count("□申请人：") == said.count("□被申请人：") == 2
    assert said.count("全部收讫") == said.count("其中一部分") == 1 and "款项：" not in said


def test_a_filled_receipt_states_what_was_performed(forms: dict[str, Form], fonts: Fonts) -> None:
    (said,) = _pages(forms["mediation_receipt"], "ordinary", fonts)
    assert "款项：人民币捌佰元整（小写800元）" in said and "□申请人：" not in said and "全部收讫" not in said
