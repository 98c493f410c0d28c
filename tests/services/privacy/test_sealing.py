"""A sealed record is gone from everywhere but the seal, and comes back whole."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock
from tests.services.minors import GROUND, NAME, WORD, put
from tests.services.privacy.test_passwords import readable

from station_desk.domain.basics.errors import KnownError, WrongPasswordError
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.privacy.privacy import Ground
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.station.kinds import Village
from station_desk.services.copies import backups
from station_desk.services.copies.backups import Reason
from station_desk.services.keeping import carrying, checking
from station_desk.services.keeping.files import create_station, open_station
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog, printed
from station_desk.services.privacy import passwords, privacy, sealing
from station_desk.services.records import records
from station_desk.services.scoring import assessment, overview
from station_desk.services.session.session import Session
from station_desk.store.file import lineage
from station_desk.store.vault import archiving as archive_store
from station_desk.store.vault import envelope
from station_desk.store.vault import sealing as store


def tables(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every row that a sealing may touch."""
    db = session.file.connection
    return {
        name: db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
        for name in ("person", "correction", '"leave"', "contact", "change")
    }


def sealed_id(session: Session) -> int:
    """The anonymous number that stands for the sealed record in the file; 1 when there is none."""
    return next((line.id for line in sealing.sealed(session)), 1)


def test_nothing_of_it_can_be_found_anywhere(session: Session, minor: int) -> None:
    done = sealing.seal(session, Correction.KIND, minor, WORD)
    assert done.number == "封存2026-001"
    assert "纸质" in done.message
    for cls in (Correction, Leave, Contact):
        assert session.reader.count(Query(cls.KIND)) == 0
    assert records.options(session, "correction", NAME) == []
    assert session.reader.count(Query(Correction.KIND, search=NAME)) == 0
    assert records.history(session, minor) == []
    told = json.dumps([line.__dict__ for line in records.history(session)], ensure_ascii=False)
    assert NAME not in told
    assert "外县姨妈家" not in told
    assert NAME not in str(overview.overview(session))
    assert privacy.log(session)[0].about == "社区矫正对象"
    assert checking.file_faults(session) == []
    path = session.path
    session.close()
    for word in (NAME, "外县姨妈家", "谈了学习", "某罪名"):
        assert readable(path.parent, word) == []


def test_only_a_number_is_left(session: Session, minor: int) -> None:
    sealing.seal(session, Correction.KIND, minor, WORD)
    (line,) = sealing.sealed(session)
    assert (line.kind, line.number, line.sealed_on) == ("correction", "封存2026-001", "2026-11-22")
    found = {metric.id: metric for metric in assessment.metrics(session)}
    assert found["corrections_sealed"].value == 1
    assert found["corrections_sealed"].measure.counted is None


def test_unsealing_brings_every_row_back(session: Session, minor: int) -> None:
    before = tables(session)
    sealing.seal(session, Correction.KIND, minor, WORD)
    changes = sealing.unseal(session, sealed_id(session), WORD, GROUND)
    assert changes.kinds == {"person", "correction", "leave", "contact"}
    assert tables(session) == before
    assert sealing.sealed(session) == []
    assert session.reader.count(Query(Correction.KIND, search=NAME)) == 1
    assert checking.file_faults(session) == []
    line = privacy.log(session)[0]
    assert (line.action, "示法函〔2026〕1号" in line.detail) == ("启封", True)
    again = sealing.seal(session, Correction.KIND, minor, WORD)
    assert again.number == "封存2026-002"


def test_neither_undo_nor_redo_reach_a_sealed_record(session: Session, minor: int) -> None:
    sealing.seal(session, Correction.KIND, minor, WORD)
    assert records.undo_label(session) is None
    put(session, Village, name="乙字村")
    records.undo(session)
    assert records.undo_label(session) is None
    sealing.unseal(session, sealed_id(session), WORD, GROUND)
    assert records.undo_label(session) is None


def test_the_password_reason_basis_and_document_are_all_needed(session: Session, minor: int) -> None:
    with pytest.raises(WrongPasswordError, match="封存密码不对"):
        sealing.seal(session, Correction.KIND, minor, "随便一个密码")
    sealing.seal(session, Correction.KIND, minor, WORD)
    with pytest.raises(WrongPasswordError):
        sealing.unseal(session, sealed_id(session), "随便一个密码", GROUND)
    with pytest.raises(KnownError, match="请写明启封理由、法律依据、公函文号"):
        sealing.unseal(session, sealed_id(session), WORD, Ground(" ", "", ""))
    with pytest.raises(KnownError, match="请写明公函文号"):
        sealing.search(session, WORD, NAME, Ground("a", "b", ""))
    with pytest.raises(KnownError, match="找不到"):
        sealing.unseal(session, 5, WORD, GROUND)
    assert len(sealing.sealed(session)) == 1


def test_a_lawful_query_finds_by_exact_name_and_is_logged(session: Session, minor: int) -> None:
    sealing.seal(session, Correction.KIND, minor, WORD)
    assert [line.id for line in sealing.search(session, WORD, NAME, GROUND)] == [sealed_id(session)]
    assert sealing.search(session, WORD, NAME[:2], GROUND) == []
    assert sealing.search(session, WORD, "", GROUND) == []
    assert "查找封存记录，找到 1 份" in privacy.log(session)[2].detail


@pytest.mark.parametrize(
    ("change", "said"),
    [
        # Without the tick and without a birth date that proves it, nothing tells that this was a minor.
        ({"minor": False, "born_on": None}, "未满十八周岁"),
        ({"ended_on": None, "state": "active"}, "还没有解除"),
    ],
)
def test_what_may_not_be_sealed_is_refused(
    session: Session, minor: int, change: dict[str, object], said: str
) -> None:
    found = records.find(session, Correction.KIND, minor)
    records.save(session, found.changed(**change))
    with pytest.raises(KnownError, match=said):
        sealing.seal(session, Correction.KIND, minor, WORD)


def test_a_sealing_that_fails_changes_nothing(
    session: Session, minor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(session)

    def fail(*arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("station_desk.store.vault.sealing.search.forget", fail)
    with pytest.raises(ZeroDivisionError):
        sealing.seal(session, Correction.KIND, minor, WORD)
    assert tables(session) == before
    assert sealing.sealed(session) == []


def test_other_streams_keep_no_trace_and_mentions_are_told(session: Session, minor: int) -> None:
    put(session, Resettlement, name=NAME, released_on="2026-11-20", group="解除社区矫正人员")
    done = sealing.seal(session, Correction.KIND, minor, WORD)
    assert done.mentions == (("resettlement", 1),)
    assert "安置帮教对象 1 条" in done.message


def test_a_reference_to_something_deleted_meanwhile_comes_back_empty(session: Session, minor: int) -> None:
    village = put(session, Village, name="乙字村")
    found = records.find(session, Correction.KIND, minor)
    records.save(session, found.changed(village=village))
    sealing.seal(session, Correction.KIND, minor, WORD)
    records.remove(session, Village.KIND, [village])
    sealing.unseal(session, sealed_id(session), WORD, GROUND)
    back = records.find(session, Correction.KIND, minor)
    assert isinstance(back, Correction)
    assert (back.name, back.village) == (NAME, None)
    assert checking.file_faults(session) == []


def test_the_second_password_changes_and_its_recovery_key_opens(session: Session, minor: int) -> None:
    sealing.seal(session, Correction.KIND, minor, WORD)
    sheet = "\n".join(sealing.recovery_lines(session, WORD))
    with pytest.raises(WrongPasswordError):
        sealing.set_password(session, WORD + "二", "不是旧的那一个")
    sealing.set_password(session, WORD + "二", sheet)
    with pytest.raises(WrongPasswordError):
        sealing.unseal(session, sealed_id(session), WORD, GROUND)
    sealing.unseal(session, sealed_id(session), WORD + "二", GROUND)
    assert session.reader.count(Query(Correction.KIND)) == 1


def test_another_files_recovery_key_opens_nothing(session: Session, minor: int, tmp_path: Path) -> None:
    strange = "\n".join(envelope.fresh().recovery)
    with pytest.raises(WrongPasswordError):
        sealing.seal(session, Correction.KIND, minor, strange)
    fresh = create_station(tmp_path / "b.station", name="白果镇司法所", county="示例县", clock=FixedClock())
    with pytest.raises(WrongPasswordError, match="还没有设置封存密码"):
        sealing.search(fresh, WORD, NAME, GROUND)
    assert not passwords.has_seal(fresh)
    fresh.close()


def test_altered_sealed_content_is_refused_whole(session: Session, minor: int) -> None:
    sealing.seal(session, Correction.KIND, minor, WORD)
    db = session.file.connection
    (content,) = db.execute("SELECT content FROM sealed").fetchone()
    db.execute("UPDATE sealed SET content = ?", (content[:-1] + bytes([content[-1] ^ 1]),))
    with pytest.raises(KnownError, match="已损坏"):
        sealing.unseal(session, sealed_id(session), WORD, GROUND)
    assert session.reader.count(Query(Correction.KIND)) == 0


def test_older_backups_are_replaced_by_a_fresh_one(session: Session, minor: int) -> None:
    old = backups.back_up(session.path, Reason.MANUAL, clock=FixedClock())
    done = sealing.seal(session, Correction.KIND, minor, WORD, renew=True)
    assert (done.backups, done.renewed) == ((), 1)
    assert not old.path.exists()
    (kept,) = backups.listed(session.path)
    assert readable(kept.path.parent, NAME) == []


def test_the_copy_from_before_the_sealing_is_older_and_not_parted(
    session: Session, minor: int, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    carrying.check_out(session.path, stick, clock=FixedClock())
    sealing.seal(session, Correction.KIND, minor, WORD)
    session.close()
    assert lineage.kinship(stick / session.path.name, session.path) is lineage.Kinship.OLDER
    again = open_station(session.path, clock=FixedClock())
    again.close()


def test_a_minor_whose_correction_ended_is_due_for_sealing(session: Session, minor: int) -> None:
    due = {entry.rule: entry for entry in overview.due_now(session)}
    assert due["correction-seal"].due.isoformat() == "2026-11-23"
    sealing.seal(session, Correction.KIND, minor, WORD)
    assert "correction-seal" not in {entry.rule for entry in overview.due_now(session)}


def test_what_an_older_version_sealed_comes_back_with_newer_fields_empty(
    session: Session, minor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store._stored

    def older(record: Record) -> dict[str, Any]:
        return {key: value for key, value in stored(record).items() if key != "crime"}

    monkeypatch.setattr(store, "_stored", older)
    sealing.seal(session, Correction.KIND, minor, WORD)
    sealing.unseal(session, sealed_id(session), WORD, GROUND)
    found = records.find(session, Correction.KIND, minor)
    assert isinstance(found, Correction)
    assert (found.name, found.crime, found.note) == (NAME, "", "金丝雀少年的备注")


def test_what_was_sealed_before_people_were_known_comes_back_and_is_somebody_when_saved(
    session: Session, minor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store._stored

    def older(record: Record) -> dict[str, Any]:
        return {key: value for key, value in stored(record).items() if key != "person"}

    monkeypatch.setattr(store, "_stored", older)
    sealing.seal(session, Correction.KIND, minor, WORD)
    sealing.unseal(session, sealed_id(session), WORD, GROUND)
    assert checking.file_faults(session) == []
    found = records.find(session, Correction.KIND, minor)
    records.save(session, found.changed(note="改"))
    back = records.find(session, Correction.KIND, minor)
    assert isinstance(back, Correction) and back.name == NAME
    whose = session.reader.get(Person, back.person or 0)
    assert whose is not None and whose.name == NAME


def test_no_log_tells_what_the_record_was_nor_when_it_was_entered(session: Session, minor: int) -> None:
    """The kind of an emptied line told that the child was sanctioned, the id the second at which it was entered."""
    found = records.find(session, Correction.KIND, minor)
    privacy.note_view(session, found)
    sanction = put(session, Sanction, correction=minor, sanction="警告", decided_on="2026-05-06")
    privacy.look_at(session, Sanction.KIND, sanction)
    PaperLog(session).print(papers.print_form(session, "correction_release", record_id=minor))
    ids = {minor, sanction}
    before = {name: rows(session, name) for name in ("intent", "change", "access", "print_log")}
    sealing.seal(session, Correction.KIND, minor, WORD)
    for name in ("change", "access", "print_log", "sealed"):
        told = {value for row in rows(session, name) for value in row}
        assert not told & ids
        assert not any(str(one) in str(value) for one in ids for value in told if isinstance(value, str))
    assert "sanction" not in {row[2] for row in rows(session, "change")}
    assert "sanction" not in {row[5] for row in rows(session, "access")}
    assert {line.about for line in privacy.log(session)} == {"社区矫正对象", "", privacy.SEALED}
    assert "（已封存）" in {entry.title for entry in printed(session)}
    moments = {row[0]: row[1] for row in rows(session, "intent")}
    touched = {row[1] for row in before["change"] if row[3] in ids}
    assert {moments[seq] for seq in touched} == {""}
    assert checking.file_faults(session) == []

    changes = sealing.unseal(session, sealed_id(session), WORD, GROUND)
    assert changes.only_id == minor
    for name in ("change", "access", "print_log"):
        assert rows(session, name)[: len(before[name])] == before[name]
    assert checking.file_faults(session) == []


def rows(session: Session, table: str) -> list[tuple[Any, ...]]:
    return list(session.file.connection.execute(f"SELECT * FROM {table} ORDER BY 1"))


def test_an_archive_of_the_year_tells_of_no_sanction_either(
    session: Session, minor: int, tmp_path: Path
) -> None:
    sanction = put(session, Sanction, correction=minor, sanction="警告", decided_on="2026-05-06")
    privacy.look_at(session, Sanction.KIND, sanction)
    path = tmp_path / "档案.station"
    archive_store.make(session.path, path, year=2025, who="", on=date(2026, 1, 5))
    archive = open_station(path, clock=FixedClock())
    assert not {row[3] for row in rows(archive, "change")} & {minor, sanction}
    assert not {row[6] for row in rows(archive, "access")} & {minor, sanction}
    assert privacy.log_faults(archive) == []
    archive.close()


def test_a_line_sealed_here_is_no_new_line_in_a_copy_from_before(
    session: Session, minor: int, tmp_path: Path
) -> None:
    privacy.look_at(session, Correction.KIND, minor)
    stick = tmp_path / "u"
    stick.mkdir()
    carrying.check_out(session.path, stick, clock=FixedClock())
    sealing.seal(session, Correction.KIND, minor, WORD)
    carrying.check_out(session.path, stick, clock=FixedClock())
    lines = privacy.log(session)
    session.close()
    carried = open_station(stick / session.path.name, clock=FixedClock())
    assert [line.seq for line in privacy.log(carried)] == [line.seq for line in lines[1:]]
    assert privacy.log_faults(carried) == []
    carried.close()
