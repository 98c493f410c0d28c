"""Numbers run per committee and year of acceptance, go on after the highest ever given, and none is given twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from tests.clocks import FixedClock

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import AGREEMENTS, CASES, Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.keeping.files import open_station
from station_desk.services.records import records
from station_desk.services.records.numbering import numbered
from station_desk.services.session.session import Session
from station_desk.store import migrations
from station_desk.store.migrations import STEPS
from station_desk.store.opening import opening
from station_desk.store.opening.salvage import salvage

DAY = date(2026, 5, 1)


def put(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


def committee(session: Session, name: str) -> int:
    return put(session, Committee(name=name, committee_type="village"))


def case(session: Session, **values: object) -> Mediation:
    given = {
        "title": "邻里纠纷",
        "accepted_on": DAY,
        "dispute_type": "neighbour",
        "applicant": "张某甲",
        **values,
    }
    draft = records.draft(session, Mediation.KIND, **given)
    assert isinstance(draft, Mediation)
    return draft


def agreed(session: Session, record_id: int, form: str) -> Mediation:
    before = records.one(session, Mediation, record_id)
    after = numbered(session, before.changed(agreement=form), before)
    records.save(session, after)
    return after


def test_each_committee_and_year_has_its_own_run(session: Session) -> None:
    east, west = committee(session, "东样村人民调解委员会"), committee(session, "西样村调委会")
    township = case(session)
    put(session, township)
    assert township.case_number == "（2026）青禾镇人调字第1号"
    for expected in (1, 2):
        found = case(session, committee=east)
        assert found.case_number == f"（2026）东样村人调字第{expected}号"
        put(session, found)
    assert case(session, committee=west).case_number == "（2026）西样村人调字第1号"
    assert (
        case(session, committee=east, accepted_on=date(2025, 12, 31)).case_number
        == "（2025）东样村人调字第1号"
    )


def test_a_volume_gets_its_number_with_the_term_it_is_kept_for(session: Session) -> None:
    east = committee(session, "东样村人民调解委员会")
    assert case(session, committee=east).volume == ""
    for expected in (1, 2):
        before = records.one(session, Mediation, put(session, case(session, committee=east)))
        bound = numbered(session, before.changed(years_kept="long"), before)
        assert bound.volume == f"（2026）东样村人调卷第{expected}号"
        records.save(session, bound)
        kept = numbered(session, bound.changed(years_kept="short"), bound)
        assert kept.volume == bound.volume, "it has a number"
    records.remove(session, Mediation.KIND, [bound.id])
    before = records.one(session, Mediation, put(session, case(session, committee=east)))
    assert numbered(session, before.changed(years_kept="ever"), before).volume.endswith("第3号")
    typed = before.changed(years_kept="ever", volume="7号")
    assert numbered(session, typed, before, typed=["volume"]).volume == "7号"


def test_a_number_is_never_given_again(session: Session) -> None:
    first = put(session, case(session))
    records.remove(session, Mediation.KIND, [first])
    assert case(session).case_number.endswith("第2号")
    put(session, case(session))
    records.undo(session)
    assert case(session).case_number.endswith("第3号")


def test_a_number_typed_by_hand_moves_the_run(session: Session) -> None:
    record_id = put(session, case(session).changed(case_number="（2026）青禾镇人调字第20号"))
    assert case(session).case_number.endswith("第21号")
    kept = records.one(session, Mediation, record_id)
    records.save(session, kept.changed(case_number="（2026）青禾镇人调字第3号"))
    assert case(session).case_number.endswith("第21号")
    put(session, case(session).changed(case_number="自编 7"))
    assert case(session).case_number.endswith("第21号")


def test_agreements_and_oral_records_run_on_their_own(session: Session) -> None:
    ids = [put(session, case(session)) for _ in range(4)]
    assert agreed(session, ids[2], "written").agreement_number == "（2026）青禾镇人调字第1号"
    assert agreed(session, ids[1], "oral").agreement_number == "（2026）青禾镇人调口字第1号"
    assert agreed(session, ids[3], "written").agreement_number == "（2026）青禾镇人调字第2号"
    assert agreed(session, ids[0], "none").agreement_number == ""


def test_a_saved_number_stays_when_the_committee_changes(session: Session) -> None:
    east = committee(session, "东样村人民调解委员会")
    before = records.one(session, Mediation, put(session, case(session)))
    after = numbered(session, before.changed(committee=east), before)
    assert after.case_number == before.case_number


def test_a_draft_follows_unless_the_number_was_typed(session: Session) -> None:
    east = committee(session, "东样村人民调解委员会")
    draft = case(session)
    assert numbered(session, draft.changed(committee=east)).case_number == "（2026）东样村人调字第1号"
    typed = draft.changed(committee=east, case_number="自编 7")
    assert numbered(session, typed, typed={"case_number"}).case_number == "自编 7"


def test_a_number_fits_its_field_however_long_the_name(session: Session) -> None:
    long = committee(session, "很长的村名" * 14 + "人民调解委员会")
    found = case(session, committee=long)
    assert found.case_number.endswith("人调字第1号")
    assert Mediation.KIND.by_key["case_number"].admits(found.case_number)
    put(session, found)
    assert case(session, committee=long).case_number.endswith("人调字第2号")


def test_numbers_are_read_as_they_are_written() -> None:
    assert CASES.read("〔2026〕第一村人调字第12号") == ("（2026）第一村人调字第", 12)
    assert AGREEMENTS.read("（2026）样村人调口字第3号") == ("（2026）样村人调口字第", 3)
    assert CASES.read("（2026）样村人调口字第3号") is None
    assert Correction.KIND.by_key["case_number"].numbering
    assert Correction.KIND.by_key["case_number"].numbering.read("矫2026007") == ("矫2026", 7)
    for strange in ("", "第号", "（2026）样村人调字第1234567890号", "（26）样村人调字第1号"):
        assert CASES.read(strange) is None


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_runs_name_fields_there_are(kind: Kind) -> None:
    for field in kind.fields:
        if field.numbering:
            assert set(field.numbering.depends_on) <= kind.by_key.keys()


def test_what_an_older_version_gave_is_not_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, clock = tmp_path / "s.station", FixedClock()
    with monkeypatch.context() as older:
        older.setattr(migrations, "STEPS", STEPS[:8])
        older.setattr(migrations, "VERSION", 8)
        opening.create(path, lambda file: None)
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute("INSERT INTO station (id, name, county, town) VALUES (1, '青禾镇司法所', '示例县', '青禾镇')")
    raw.execute(
        "INSERT INTO mediation (id, title, case_number) VALUES (2, '甲', '(2026)第一村人调字第4号'), (3, '乙', '杂')"
    )
    raw.execute("INSERT INTO intent (seq, at, who, replica, label, action) VALUES (1, '', '', '', '', 'do')")
    for field, before, after in (
        ("", '{"case_number": "（2026）第一村人调字第6号"}', None),
        ("case_number", '"（2026）第一村人调字第5号"', '"（2026）第一村人调字第9号"'),
        ("title", '"（2026）第一村人调字第90号"', None),
        ("", "broken", None),
    ):
        raw.execute(
            "INSERT INTO change (intent, kind, record, field, before, after) VALUES (1, 'mediation', 4, ?, ?, ?)",
            (field, before, after),
        )
    raw.close()
    session = open_station(path, clock=clock)
    village = committee(session, "第一村人民调解委员会")
    assert case(session, committee=village).case_number == "（2026）第一村人调字第10号"
    session.close()


def test_a_filled_file_goes_on_counting(session: Session) -> None:
    loaded = [
        Mediation(id=10 + n, title="甲", accepted_on=DAY, case_number=f"（2026）青禾镇人调字第{n}号")
        for n in (1, 7, 3)
    ]
    session.file.load(loaded, "载入", who="", at=session.clock.now())
    assert case(session).case_number == "（2026）青禾镇人调字第8号"


def test_what_was_saved_from_a_damaged_file_is_not_given_again(session: Session, tmp_path: Path) -> None:
    kept, gone = put(session, case(session)), put(session, case(session))
    records.remove(session, Mediation.KIND, [gone])
    saved = tmp_path / "new.station"
    salvage(session.path, saved)
    again = open_station(saved, clock=FixedClock())
    assert again.reader.get(Mediation, kept)
    assert case(again).case_number.endswith("第3号")
    again.close()


def test_what_moved_to_an_archive_or_was_sealed_keeps_its_number(session: Session) -> None:
    put(session, case(session))
    session.file.connection.execute("DELETE FROM party")
    session.file.connection.execute("DELETE FROM mediation")
    session.file.connection.execute("DELETE FROM change")
    assert case(session).case_number.endswith("第2号")
