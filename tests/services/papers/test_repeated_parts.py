"""Papers whose parts are as many as the records: through the file, by a form as a county writes it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.services.forms import county
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session

FORMS = Path(__file__).parents[2] / "printing" / "county_forms"
FORM = "county_walk_record"


@pytest.fixture
def helped(session: Session) -> int:
    """Somebody with two visits, one with money handed over, and two pictures; the form is the county's."""
    county.import_form(session, FORMS / "walk_record.toml")
    number = records.save(session, Resettlement(name="样丰收", released_on=date(2025, 3, 20))).only_id
    for month, grant in ((4, None), (5, 1205)):
        held_on = date(2026, month, 1)
        said = f"{month}月，样丰收说一切都好"
        records.save(
            session, Visit(resettlement=number, form="home", held_on=held_on, situation=said, grant=grant)
        )
    person = records.find(session, KINDS["resettlement"], number)
    for name, colour in (("入户.png", "navy"), ("门前.png", "white")):
        image = BytesIO()
        Image.new("RGB", (30, 20), colour).save(image, "PNG")
        attachments.add(session, person, name, image.getvalue())
    attachments.add(session, person, "说明.pdf", b"%PDF-1.4 ")
    return number


def read(paper: papers.Paper) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages)


def images(paper: papers.Paper) -> int:
    return sum(len(page.images) for page in PdfReader(BytesIO(paper.pdf)).pages)


def test_every_visit_stands_on_the_paper(session: Session, helped: int) -> None:
    paper = papers.print_form(session, FORM, record_id=helped)
    said = read(paper)
    assert [said.count(f"第{number}次走访") for number in "一二三"] == [1, 1, 0]
    assert "二〇二六年五月一日" in said and "释放日期：二〇二五年三月二十日" in said
    assert said.count("当场发放") == 1 and "壹仟贰佰零伍元整，合0.1205万元" in re.sub(r"\s", "", said)
    assert images(paper) == 2 and "入户.png" in said and "说明" not in said
    assert papers.print_form(session, FORM, record_id=helped).pdf == paper.pdf


def test_a_masked_paper_hides_the_rows_too_and_shows_no_picture(session: Session, helped: int) -> None:
    paper = papers.print_form(session, FORM, record_id=helped, masked=True)
    said = read(paper)
    assert "样丰收" not in said and "第二次走访" in said
    assert images(paper) == 0 and "入户" not in said


def test_the_blank_paper_tells_of_nobody(session: Session, helped: int) -> None:
    paper = papers.print_form(session, FORM, blank=True)
    assert "样丰收" not in read(paper) and "都好" not in read(paper) and images(paper) == 0


def test_a_spoilt_picture_stops_no_paper(session: Session, helped: int) -> None:
    person = records.find(session, KINDS["resettlement"], helped)
    first, *_ = attachments.listed(session, person)
    session.file.connection.execute(
        "UPDATE blob SET data = ? WHERE digest = ?", (b"\x89PNG spoilt", first.digest)
    )
    paper = papers.print_form(session, FORM, record_id=helped)
    said = re.sub(r"\s", "", read(paper))
    assert images(paper) == 1 and "附件“入户.png”的内容丢失或者损坏，请把照片贴在这里" in said


def test_a_paper_of_the_station_that_repeats_watched_records_is_in_the_access_log(
    session: Session, helped: int, tmp_path: Path
) -> None:
    """Whose names stand on it is no less told than by a table."""
    definition = """
id = "notes"
title = "名单"
edition = "1"
source = "县里自拟"
[[block]]
kind = "note"
text = "在册人员"
[[block]]
kind = "each"
source = "resettlement"
[[block.block]]
kind = "note"
text = "{each.number}　{resettlement.name}"
"""
    (tmp_path / "notes.toml").write_text(definition, encoding="utf-8")
    county.import_form(session, tmp_path / "notes.toml")
    paper = papers.print_form(session, "notes")
    assert "1　样丰收" in read(paper)
    PaperLog(session).show(paper)
    noted = session.file.connection.execute("SELECT kind, detail FROM access ORDER BY seq").fetchall()
    assert noted[-1] == ("resettlement", "预览：名单")


CHOSEN = """
id = "chosen"
title = "慰问"
edition = "1"
source = "县里自拟"
record = "resettlement"
about = "{name}"
[[block]]
kind = "note"
text = "共走访"
[[block]]
kind = "each"
source = "visit"
where = [{ value = "grant", WHERE }]
order = ["-held_on"]
otherwise = "没有发放"
[[block.block]]
kind = "note"
text = "{each.number}、{visit.held_on}"
"""


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("over = 0", ["1、2026年5月1日"]),
        ("there = false", ["1、2026年4月1日"]),
        ("over = 0, or_empty = true", ["1、2026年5月1日", "2、2026年4月1日"]),
        ("over = 9999", ["没有发放"]),
    ],
)
def test_a_repeated_part_may_choose_and_order_its_rows(
    session: Session, helped: int, tmp_path: Path, where: str, told: list[str]
) -> None:
    (tmp_path / "chosen.toml").write_text(CHOSEN.replace("WHERE", where), encoding="utf-8")
    county.import_form(session, tmp_path / "chosen.toml")
    said = read(papers.print_form(session, "chosen", record_id=helped))
    assert said.split("共走访\n")[1].split("\n")[: len(told)] == told
