"""What is signed once is one sheet, for the pen and for two parties; and the pen finds each place once."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.printing.fillings import Filling, filled
from tests.printing.golden import all_forms

from station_desk.printing.drawing.data import FormData
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

ONE_SHEET = (
    "mediation_application",
    "mediation_acceptance",
    "mediation_oral",
    "mediation_receipt",
    "mediation_confirmation",
    "mediation_confirmation_unit",
    "mediation_police",
    "mediator_registration",
    "mediator_grades",
    "person_file",
)


def pages(form: str, filling: Filling, fonts: Fonts) -> list[str]:
    """What each page says of a form that is blank, or about the usual two parties."""
    shown = all_forms()[form]
    made = render(shown, _of_two(filled(shown, filling)), fonts, blank=filling == "blank")
    return [page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages]


def _of_two(data: FormData) -> FormData:
    tables = {
        name: [row for row in rows if row.get("side") != "其他当事人"]
        for name, rows in data.tables.items()
        if name.startswith("case_parties")
    }
    return replace(data, tables={**data.tables, **tables})


@pytest.mark.parametrize("form", ONE_SHEET)
@pytest.mark.parametrize("filling", ["blank", "ordinary"])
def test_what_is_signed_once_is_one_sheet(form: str, filling: Filling, fonts: Fonts) -> None:
    assert len(pages(form, filling, fonts)) == 1


def test_the_blank_minutes_are_one_sheet_with_two_sides(fonts: Fonts) -> None:
    first, second = pages("mediation_minutes", "blank", fonts)
    assert "申请人的请求：" in first and "（签名或按指印）" in second


def test_the_blank_receipt_has_each_place_for_the_pen_once(fonts: Fonts) -> None:
    (text,) = pages("mediation_receipt", "blank", fonts)
    said = "".join(text.split())
    assert said.count("□申请人：") == said.count("□被申请人：") == 2
    assert said.count("全部收讫") == said.count("其中一部分") == 1 and "款项：" not in said


def test_a_filled_receipt_states_what_was_performed_and_offers_no_choice(fonts: Fonts) -> None:
    (text,) = pages("mediation_receipt", "ordinary", fonts)
    said = "".join(text.split())
    assert "款项：人民币捌佰元整（小写800元）" in said and "□申请人：" not in said and "全部收讫" not in said
