"""What whoever prints chooses of a form: sheet, columns, whose part of a register; and the same paper again later."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.prints import WHOLE, Shape
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.printing.forms.definition import parse_form
from station_desk.services.forms import shape as shapes
from station_desk.services.forms.files import form_of
from station_desk.services.forms.names import unusable
from station_desk.services.papers.log import PaperLog, printed
from station_desk.services.papers.papers import Paper, at_once, form_steps
from station_desk.services.papers.reprinting import Reprint, reprint_steps
from station_desk.services.records import records
from station_desk.services.session.session import Session

REGISTER = "mediation_register"
WIDTHS = {"A4": 842, "A3": 1191}


def committee(session: Session, name: str) -> int:
    values: dict[str, Any] = {"name": name, "committee_type": "village"}
    return records.save(session, Committee(**values)).only_id


def case(session: Session, number: str, of: int | None) -> int:
    values: dict[str, Any] = {"case_number": number, "title": f"{number}的纠纷", "committee": of}
    usual: dict[str, Any] = {"accepted_on": date(2026, 11, 2), "dispute_type": "neighbour", "applicant": "甲"}
    return records.save(session, Mediation(**values, **usual)).only_id


@pytest.fixture
def one(session: Session) -> int:
    """A committee with two cases; another has one, and one case has none."""
    first, second = committee(session, "甲村调委会"), committee(session, "乙村调委会")
    for number, of in (("样1号", first), ("样2号", second), ("样3号", first), ("样4号", None)):
        case(session, number, of)
    return first


def register(session: Session, shape: Shape = WHOLE, *, blank: bool = False) -> Paper:
    return at_once(form_steps(session, REGISTER, shape=shape, blank=blank))


def text(paper: Paper) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages)


def again(session: Session) -> Reprint:
    steps = reprint_steps(session, printed(session)[0])
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Reprint = end.value
            return found


def test_a_register_of_one_committee_holds_its_cases_and_names_it(session: Session, one: int) -> None:
    paper = register(session, Shape(by=str(one)))
    assert re.findall(r"样\d号(?!的)", text(paper)) == ["样1号", "样3号"]
    assert text(paper).startswith("甲村调委会人民调解登记簿")
    assert paper.title == "人民调解登记簿（甲村调委会）"
    assert "甲村调委会" in text(register(session, Shape(by=str(one)), blank=True))
    assert text(register(session)).startswith("人民调解登记簿")


def test_the_parts_offered_are_those_that_have_records(session: Session, one: int) -> None:
    committee(session, "丙村调委会")
    by = form_of(session, REGISTER).by
    assert [(part.title, part.count) for part in shapes.shares(session, by)] == [
        ("甲村调委会", 2),
        ("乙村调委会", 1),
    ]
    assert shapes.shares(session, by)[0].by == str(one)


@pytest.mark.parametrize("by", ["0", "99999", "甲", "-1", "1e3", "９", "9" * 40])
def test_a_part_that_does_not_exist_is_refused_with_those_that_do(
    session: Session, one: int, by: str
) -> None:
    with pytest.raises(KnownError, match="调委会") as error:
        register(session, Shape(by=by))
    assert f"{one}（甲村调委会）" in error.value.advice


def test_a_form_without_parts_says_so(session: Session) -> None:
    with pytest.raises(KnownError, match="不能只印一部分"):
        at_once(form_steps(session, "roster", shape=Shape(by="1")))


def test_a_choice_can_part_a_register_too(session: Session, one: int) -> None:
    block = {"kind": "table", "source": "mediation", "columns": [{"key": "title", "label": "名", "width": 1}]}
    head = {"id": "x", "title": "样", "edition": "1", "source": "虚构"}
    form = parse_form({**head, "by": "mediation.dispute_type", "block": [block]}, unusable)
    part = shapes.within(session, form, "neighbour")
    assert part is not None and part.title and part.of is None
    assert [share.count for share in shapes.shares(session, form.by)] == [4]


@pytest.mark.parametrize("by", ["committee", "mediation.title", "nothing.at", "equipment.room"])
def test_a_form_cannot_be_parted_by_what_it_does_not_list(by: str) -> None:
    block = {"kind": "table", "source": "mediation", "columns": [{"key": "title", "label": "名", "width": 1}]}
    head = {"id": "x", "title": "样", "edition": "1", "source": "虚构"}
    with pytest.raises(KnownError, match=r"by"):
        parse_form({**head, "by": by, "block": [block]}, unusable)


def test_columns_are_left_out_but_not_those_that_a_register_needs(session: Session, one: int) -> None:
    paper = register(session, Shape(without=("source", "note")))
    assert "案件来源" in text(register(session)) and "案件来源" not in text(paper)
    for key in ("title", "no", "nothing"):
        with pytest.raises(KnownError, match=f"不能不印这些栏目：{key}"):
            register(session, Shape(without=(key,)))


def test_a_table_does_not_lose_all_its_columns(session: Session) -> None:
    columns = [{"key": key, "label": key, "width": 1} for key in ("title", "note")]
    block = {"kind": "table", "source": "mediation", "columns": columns}
    form = parse_form({"id": "x", "title": "样", "edition": "1", "source": "虚构", "block": [block]})
    with pytest.raises(KnownError, match="至少"):
        shapes.shaped(form, Shape(without=("title", "note")))


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_sheet_can_be_chosen_where_the_form_offers_it(session: Session, one: int, paper: str) -> None:
    pages = PdfReader(BytesIO(register(session, Shape(paper=paper)).pdf)).pages
    assert round(float(pages[0].mediabox.width)) == WIDTHS[paper]
    with pytest.raises(KnownError, match="A3 纸"):
        at_once(form_steps(session, "roster", shape=Shape(paper="A3")))


def test_a_reprint_is_the_same_paper_in_the_same_shape(session: Session, one: int) -> None:
    shape = Shape("A3", ("note", "source"), str(one))
    paper = register(session, shape)
    PaperLog(session).print(paper)
    assert printed(session)[0].terms.shape == shape
    found = again(session)
    assert found.same and found.paper.pdf == paper.pdf


@pytest.mark.parametrize("held", ["", "[]", "{", '{"paper": 3, "without": 4}', '{"without": null}', "\udcff"])
def test_a_log_that_was_damaged_in_this_place_still_prints(session: Session, one: int, held: str) -> None:
    PaperLog(session).print(register(session))
    session.file.connection.execute(
        "UPDATE print_log SET shape = ?", (held.encode("utf-8", "replace").decode(),)
    )
    assert isinstance(printed(session)[0].terms.shape, Shape)


def test_a_choice_that_there_is_not_is_refused_with_those_that_there_are(session: Session, one: int) -> None:
    block = {"kind": "table", "source": "mediation", "columns": [{"key": "title", "label": "名", "width": 1}]}
    head = {"id": "x", "title": "样", "edition": "1", "source": "虚构"}
    form = parse_form({**head, "by": "mediation.dispute_type", "block": [block]}, unusable)
    with pytest.raises(KnownError, match="没有编号为“没有这种”的纠纷类型") as error:
        shapes.within(session, form, "没有这种")
    assert error.value.advice == "本年登记有：neighbour（邻里）"


def test_what_is_no_field_has_no_parts(session: Session, one: int) -> None:
    assert shapes.shares(session, "") == [] and shapes.shares(session, "mediation.nothing") == []


def test_a_masked_register_of_one_committee_names_it_as_a_masked_paper_does(
    session: Session, one: int
) -> None:
    paper = at_once(form_steps(session, REGISTER, shape=Shape(by=str(one)), masked=True))
    shown = text(paper)
    assert shown.startswith("甲村调委会人民调解登记簿") and "甲村调委会" in paper.title
    assert re.findall(r"样\d号(?!的)", text(register(session, Shape(by=str(one))))) == ["样1号", "样3号"]
    assert "乙村调委会" not in shown
