"""What cannot be read stands on paper as such, in its place: about one record, through a reference, in tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.clocks import FixedClock
from tests.domain.candidates import candidate
from tests.services.paper_values import record_values, station_values, table
from tests.spoilt import spoil

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Station
from station_desk.printing.layout.prose import ticked
from station_desk.services.hiring import selection
from station_desk.services.keeping import files
from station_desk.services.papers import papers
from station_desk.services.records import records
from station_desk.services.session.session import Session

DAY = date(2026, 11, 22)
CLOCK = FixedClock(DAY)
TEXT = "CAST(x'ff00fe' AS TEXT)"


class Spoilt:
    """A station file in which cells are spoilt between one opening and the next."""

    def __init__(self, path: Path) -> None:
        self.session = files.create_station(path, name="青禾镇司法所", county="示例县", clock=CLOCK)
        self._path = path

    def spoil(self, record: Record, *keys: str) -> tuple[Session, int]:
        """Save a record and spoil some of its fields; the file opened anew and the record's id."""
        number = record.id or records.save(self.session, record).only_id
        self.session.close()
        spoil(self._path, record.KIND, keys, TEXT, number)
        self.session = files.open_station(self._path, clock=CLOCK)
        return self.session, number


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Spoilt]:
    made = Spoilt(tmp_path / "青禾.station")
    yield made
    made.session.close()


def values(session: Session, cls: type[Record], record_id: int, *, masked: bool = False) -> dict[str, str]:
    return record_values(session, records.one(session, cls, record_id), masked=masked)


CORRECTION = Correction(
    name="甲样例",
    case_number="样矫 1 号",
    correction_type="probation",
    court="示例县人民法院",
    start_on=date(2024, 1, 1),
    end_on=date(2026, 12, 31),
    born_on=date(1990, 5, 1),
    state="active",
)


@pytest.mark.parametrize("masked", [False, True], ids=["in full", "masked"])
def test_every_field_of_a_record_is_marked(file: Spoilt, masked: bool) -> None:
    keys = [field.key for field in Correction.KIND.fields if field.type.sql.startswith("TEXT")]
    session, who = file.spoil(CORRECTION, *keys)
    found = values(session, Correction, who, masked=masked)
    assert {found[key] for key in keys} == {UNREADABLE}


def test_what_follows_from_it_is_marked_and_never_stands_in_its_place(file: Spoilt) -> None:
    session, who = file.spoil(CORRECTION, "born_on", "court", "start_on")
    found = values(session, Correction, who)
    assert found["age"] == found["sentenced_by"] == UNREADABLE
    assert found["term"] == f"{UNREADABLE}至2026年12月31日"
    case = Mediation(
        title="纠纷",
        dispute_type="neighbour",
        applicant="甲样例",
        case_number="样调 1 号",
        agreement_number="样议 1 号",
        accepted_on=DAY,
    )
    session, number = file.spoil(case, "agreement_number", "source", "result")
    found = values(session, Mediation, number)
    assert found["agreement_number"] == found["came_by"] == found["accepted"] == UNREADABLE
    assert found["volume_number"] == "样调 1 号"


def test_it_is_marked_through_a_reference_and_in_the_title_of_the_record_referred_to(file: Spoilt) -> None:
    who = records.save(file.session, CORRECTION).only_id
    leave = records.save(
        file.session, Leave(correction=who, from_on=DAY, to_on=DAY, destination="示例市", reason="就医")
    ).only_id
    session, _ = file.spoil(CORRECTION.changed(id=who), "name", "crime")
    found = values(session, Leave, leave)
    assert found["correction"] == found["correction.name"] == found["correction.crime"] == UNREADABLE


def test_it_is_marked_in_tables(file: Spoilt) -> None:
    session, _ = file.spoil(CORRECTION, "name", "end_on")
    (row,) = table(session, "correction")
    assert (row["name"], row["end_on"]) == (UNREADABLE, UNREADABLE)


def test_it_is_marked_among_the_facts_of_the_station(file: Spoilt) -> None:
    records.save(
        file.session, Staff(name="所长某", post="head", joined_on=date(2020, 1, 6), category="civil")
    )
    (head,) = file.session.reader.all(Staff)
    file.spoil(head, "name")
    session, _ = file.spoil(file.session.reader.all(Station)[0], "bureau_name", "agency_name")
    found = station_values(session)
    assert found["head"] == found["bureau"] == found["agency"] == UNREADABLE


def test_the_paper_itself_shows_it_and_its_hint_says_so(file: Spoilt) -> None:
    session, who = file.spoil(CORRECTION, "correction_type", "ban", "name")
    paper = papers.print_form(session, "correction_entry", record_id=who)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages).replace("\n", "")
    assert f"禁止令内容：{UNREADABLE}" in text
    assert f"矫正类别为{UNREADABLE}" in text
    assert any(f"纸上写作“{UNREADABLE}”" in hint for hint in paper.hints)


def test_boxes_to_tick_say_so() -> None:
    assert ticked(("公开", "不公开"), UNREADABLE).endswith(UNREADABLE)
    assert "无法" not in ticked(("公开", "不公开"), "公开")


def test_a_candidate_list_shows_it(file: Spoilt) -> None:
    batch = records.save(file.session, selection.draft_recruitment(file.session, "ningwu-2024")).only_id
    session, who = file.spoil(candidate(id=0, recruitment=batch), "born_on", "post")
    found = values(session, Candidate, who)
    assert found["born_on"] == found["post"] == UNREADABLE
    assert [row["post"] for row in table(session, "candidate")] == [UNREADABLE]
    assert session.reader.count(Query(Candidate.KIND)) == 1
