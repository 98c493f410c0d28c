"""The registers at the end of a month: kept once, printed later as they were, compared with today."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.clocks import FixedClock
from tests.services.minors import WORD, put

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Query
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.registers import RegisterEntry, RegisterSnapshot
from station_desk.domain.resettlement.registers import REGISTERS
from station_desk.services.keeping.files import create_station
from station_desk.services.papers.papers import print_form
from station_desk.services.privacy import sealing
from station_desk.services.records import records
from station_desk.services.resettlement import snapshots
from station_desk.services.resettlement.paper import snapshots as paper
from station_desk.services.session.session import Session

END = date(2026, 10, 31)


def person(session: Session, name: str, **values: object) -> int:
    return put(session, Resettlement, **{"name": name, "group": "刑满释放人员", **values})


@pytest.fixture
def people(session: Session) -> dict[str, int]:
    """The clock stands at 22 November 2026."""
    return {
        "inside": person(session, "甲某在", state="服刑中", released_on="2028-01-01", prison="某监狱"),
        "soon": person(session, "乙某近", state="服刑中", released_on="2026-12-01"),
        "home": person(session, "丙某归", state="在册", released_on="2026-11-10", connected_on="2026-11-10"),
        "helped": person(session, "丁某帮", state="在册", released_on="2025-01-01"),
        "left": person(session, "戊某满", state="期满", released_on="2021-11-05", left_on="2026-11-05"),
        "unknown": person(session, "己某缺", state="服刑中"),
        "corrected": put(
            session,
            Correction,
            name="庚某矫",
            correction_type="缓刑",
            crime="某罪",
            start_on="2026-01-01",
            reported_on="2026-01-05",
            end_on="2027-01-01",
            state="在矫",
        ),
        "ended": put(
            session,
            Correction,
            name="辛某解",
            correction_type="缓刑",
            start_on="2025-01-01",
            end_on="2026-11-12",
            ended_on="2026-11-12",
            state="解除",
        ),
    }


def names(session: Session, register: str, day: date) -> set[str]:
    one = REGISTERS[register]
    return {
        str(getattr(each, "name", ""))
        for each in session.reader.all(one.cls, one.on(day, session.clock.today()))
    }


def test_who_stood_on_a_register(session: Session, people: dict[str, int]) -> None:
    today = session.clock.today()
    assert {key: names(session, key, today) for key in REGISTERS} == {
        "serving": {"甲某在", "乙某近", "己某缺"},
        "releasing": {"乙某近"},
        "correcting": {"庚某矫"},
        "helping": {"丙某归", "丁某帮"},
    }
    assert {key: names(session, key, END) for key in REGISTERS} == {
        "serving": {"甲某在", "乙某近", "己某缺", "丙某归"},
        "releasing": {"丙某归"},
        "correcting": {"庚某矫", "辛某解"},
        "helping": {"丁某帮", "戊某满"},
    }


def test_the_month_that_is_over_is_kept_once(session: Session, people: dict[str, int]) -> None:
    assert snapshots.month_to_keep(session) == END
    changes = snapshots.keep(session, END)
    assert changes.label == "留存 2026-10-31 的月末名册"
    assert [(each.register, each.people, each.taken_on) for each in snapshots.kept(session, END)] == [
        ("serving", 4, session.clock.today()),
        ("releasing", 1, session.clock.today()),
        ("correcting", 2, session.clock.today()),
        ("helping", 2, session.clock.today()),
    ]
    with pytest.raises(KnownError, match="已经留存过"):
        snapshots.keep(session, END)
    with pytest.raises(KnownError, match="还没有到"):
        snapshots.keep(session, date(2026, 11, 30))
    records.undo(session)
    assert snapshots.kept(session) == ()
    assert session.reader.count(Query(RegisterEntry.KIND)) == 0


def test_on_the_last_day_this_month_is_kept(tmp_path: Path) -> None:
    clock = FixedClock(day=date(2026, 11, 30))
    session = create_station(
        tmp_path / "甲.station", name="甲所", county="示例县", station_class="一类", clock=clock
    )
    assert snapshots.month_to_keep(session) == date(2026, 11, 30)
    snapshots.keep(session, date(2026, 11, 30))
    (one, *_) = snapshots.kept(session)
    assert "当天留存" in text(session, one)
    session.close()


def text(session: Session, snapshot: RegisterSnapshot, *, masked: bool = False) -> str:
    made = print_form(session, "register_snapshot", record_id=snapshot.id, masked=masked)
    pages = PdfReader(BytesIO(made.pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_it_is_printed_as_it_was(session: Session, people: dict[str, int]) -> None:
    snapshots.keep(session, END)
    inside = records.find(session, Resettlement.KIND, people["inside"])
    records.save(session, inside.changed(name="甲某改", prison="别的监狱"))
    serving = snapshots.kept(session)[0]
    printed = text(session, serving)
    assert "甲某在" in printed
    assert "某监狱" in printed
    assert "别的监狱" not in printed
    assert "2026年11月22日留存，按当时已经登记的内容推算到2026年10月31日" in printed
    hidden = text(session, serving, masked=True)
    assert "甲某在" not in hidden


def test_what_became_of_it_is_told(session: Session, people: dict[str, int]) -> None:
    snapshots.keep(session, END)
    told = {title: said for _, title, said in snapshots.lines(session)}
    assert told == {
        "服刑人员": "现在多 0 人，少 1 人",
        "1 个月内预释放人员": "现在多 1 人，少 1 人",
        "在矫人员": "现在多 0 人，少 1 人",
        "在册帮教人员": "现在多 1 人，少 1 人",
    }


def test_who_is_sealed_stays_counted_but_is_named_no_more(session: Session, minor: int) -> None:
    snapshots.keep(session, END)
    sealing.seal(session, Correction.KIND, minor, WORD)
    (correcting,) = (each for each in snapshots.kept(session) if each.register == "correcting")
    assert (correcting.people, snapshots.entries(session, correcting)) == (1, ())
    assert snapshots.since(session, correcting).gone == 1
    assert "其中1人的记录已经封存或者删除" in text(session, correcting)
    assert any("1 人的记录已封存" in told for _, _, told in snapshots.lines(session))


def test_what_no_program_wrote_is_passed_over(session: Session) -> None:
    with session.write("坏") as writer:
        bad = writer.insert(RegisterSnapshot(register="", as_of=None, taken_on=None, people=1))
        entry = writer.insert(
            RegisterEntry(owner_kind="resettlement", owner=1, register="", as_of=END, name="x", row="{")
        )
        other = writer.insert(
            RegisterEntry(owner_kind="resettlement", owner=1, register="", as_of=END, name="x", row="[]")
        )
    assert list(snapshots.lines(session)) == []
    assert snapshots.told_of(entry) == snapshots.told_of(other) == {}
    assert paper._taken.make(None, bad) == {"taken_told": ""}
