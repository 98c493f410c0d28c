"""The access log holds every look at a watched record and shows every hand laid on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock
from tests.store.stations import tamper

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.copies import backups
from station_desk.services.copies.backups import Reason
from station_desk.services.ground import log_anchor
from station_desk.services.keeping import carrying, checking
from station_desk.services.keeping.files import open_station
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.session.session import Session

CORRECTION = {"name": "张某甲", "correction_type": "缓刑", "start_on": "2026-01-05", "end_on": "2027-01-04"}


def person(session: Session) -> Correction:
    record, problems = Correction.KIND.read(CORRECTION, records.draft(session, Correction.KIND))
    assert not problems
    made = records.save(session, record)
    found = records.find(session, Correction.KIND, made.only_id)
    assert isinstance(found, Correction)
    return found


def actions(session: Session) -> list[tuple[str, str]]:
    return [(line.action, line.about) for line in privacy.log(session)]


def test_views_prints_exports_and_deletions_are_logged_newest_first(session: Session) -> None:
    found = person(session)
    privacy.note_view(session, found)
    privacy.note_export(session, "correction", 3, "导出到表格")
    PaperLog(session).print(papers.print_form(session, "correction_register"))
    records.remove(session, Correction.KIND, [found.id])
    gone = f"社区矫正对象：{privacy.GONE}"
    nobody = ("删除", f"人员档案：{privacy.GONE}")
    looked_at = [("打印", ""), ("导出", "社区矫正对象"), ("查看", gone)]
    assert actions(session) == [nobody, ("删除", gone), *looked_at]
    assert {line.who for line in privacy.log(session)} == {"测试"}
    assert privacy.log(session)[3].detail == "导出到表格 3 条"
    assert checking.file_faults(session) == []


def test_what_needs_no_trace_leaves_none(session: Session) -> None:
    privacy.note_view(session, Staff(id=5, name="李某乙"))
    privacy.note_view(session, Correction(name="新的"))
    privacy.note_export(session, "correction", 0, "导出")
    PaperLog(session).print(papers.print_form(session, "correction_register", blank=True))
    assert privacy.log(session) == []
    assert privacy.log_head(session)[0] == 0
    assert privacy.log_faults(session) == []


def test_a_deletion_taken_back_stays_in_the_log(session: Session) -> None:
    found = person(session)
    records.remove(session, Correction.KIND, [found.id])
    records.undo(session)
    assert (
        sorted(actions(session))
        == [("删除", "人员档案：张某甲")] * 2 + [("删除", "社区矫正对象：张某甲")] * 2
    )
    assert privacy.log(session)[0].detail == "删除撤销，记录恢复"


def test_a_refused_deletion_is_not_logged(session: Session) -> None:
    found = person(session)
    with pytest.raises(ZeroDivisionError), session.write("删除") as writer:
        writer.delete(found)
        raise ZeroDivisionError
    assert actions(session) == []


def test_older_lines_come_page_by_page(session: Session) -> None:
    for number in range(1, 8):
        privacy.note_export(session, "visit", number, "导出")
    first = privacy.log(session, limit=3)
    assert [line.seq for line in first] == [7, 6, 5]
    assert [line.seq for line in privacy.log(session, 10, before=5)] == [4, 3, 2, 1]


TAMPERINGS: dict[str, Callable[[Any], object]] = {
    "a changed person": lambda db: db.execute("UPDATE access SET who = '别人' WHERE seq = 2"),
    "a changed day": lambda db: db.execute("UPDATE access SET at = '2020-01-01' WHERE seq = 1"),
    "a line gone": lambda db: db.execute("DELETE FROM access WHERE seq = 2"),
    "the newest gone": lambda db: db.execute("DELETE FROM access WHERE seq = 4"),
    "all gone": lambda db: db.execute("DELETE FROM access"),
    "a line put in": lambda db: db.execute(
        "INSERT INTO access SELECT 5, at, who, replica, action, kind, record, detail, digest, salt, about "
        "FROM access WHERE seq = 4"
    ),
    "two changed places": lambda db: db.executescript(
        "UPDATE access SET seq = 9 WHERE seq = 2; UPDATE access SET seq = 2 WHERE seq = 3;"
        "UPDATE access SET seq = 3 WHERE seq = 9;"
    ),
    "another station's log": lambda db: db.execute("UPDATE meta SET value = 'x' WHERE key = 'station'"),
}


@pytest.mark.parametrize("tamper", TAMPERINGS.values(), ids=TAMPERINGS)
def test_every_tampering_shows(session: Session, tamper: Callable[[Any], object]) -> None:
    for number in range(1, 5):
        privacy.note_export(session, "visit", number, "导出")
    assert privacy.log_faults(session) == []
    tamper(session.file.connection)
    (fault,) = privacy.log_faults(session)
    assert fault.startswith("查阅记录")
    assert fault in checking.file_faults(session)


def test_reading_only_keeps_no_log_and_does_not_stop_the_reader(session: Session) -> None:
    found = person(session)
    session.file.connection.execute("PRAGMA user_version=999")
    second = open_station(session.path, clock=FixedClock())
    privacy.note_view(second, found)
    second.close()
    assert privacy.log(session) == []


def test_a_log_that_cannot_be_written_stops_the_look(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = person(session)

    def refuse(*arguments: object, **named: object) -> None:
        raise KnownError("磁盘已满，没有写入")

    monkeypatch.setattr(session.file, "note", refuse)
    with pytest.raises(KnownError, match="磁盘已满"):
        privacy.note_view(session, found)


def test_the_stick_and_the_computer_keep_each_others_lines(session: Session, tmp_path: Path) -> None:
    found = person(session)
    local, stick = session.path, tmp_path / "stick"
    stick.mkdir()
    session.close()
    carrying.check_out(local, stick, clock=FixedClock())
    at_home = open_station(local, clock=FixedClock(), user="在家")
    privacy.note_view(at_home, found)
    at_home.close()
    outside = open_station(stick / local.name, clock=FixedClock(), user="外出")
    privacy.note_view(outside, found)
    records.save(outside, found.changed(phone="000-12345678"))
    outside.close()
    carried = carrying.check_in(local, stick, clock=FixedClock())
    assert carried.written == local
    again = open_station(local, clock=FixedClock())
    assert {line.who for line in privacy.log(again) if line.action == "查看"} == {"在家", "外出"}
    exports = [(line.action, line.detail) for line in privacy.log(again) if line.action == "导出"]
    assert sorted(exports) == [
        ("导出", f"带回（从U盘取回）“{stick}”"),
        ("导出", f"带走（写到U盘）“{stick}”"),
    ]
    assert privacy.log_faults(again) == []
    again.close()


def exports(session: Session) -> list[str]:
    return [line.detail for line in privacy.log(session)]


def test_a_copy_somebody_makes_is_an_export_and_one_the_program_makes_is_not(
    session: Session, tmp_path: Path
) -> None:
    place = tmp_path / "移动硬盘"
    made = backups.back_up(session.path, Reason.MANUAL, clock=FixedClock(), folder=place, user="李某乙")
    assert exports(session) == [f"备份到所选的文件夹“{place}”"]
    assert privacy.log(session)[0].who == "李某乙"
    backups.back_up(session.path, Reason.TIMED, clock=FixedClock(), folder=place)
    backups.note_place(session, None)
    assert exports(session)[:-1] == ["以后的备份放在文件旁边"]
    assert privacy.log_faults(session) == []
    # The line is no change of a record: no further backup is due because of it.
    assert backups.back_up_if_due(session.path, Reason.EXIT, clock=FixedClock(), folder=place) is None
    assert made.path.exists()


def test_a_copy_that_was_not_made_is_not_logged(session: Session, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(KnownError):
        backups.back_up(session.path, Reason.MANUAL, clock=FixedClock(), folder=tmp_path / "a")
    with pytest.raises(KnownError):
        carrying.check_out(session.path, tmp_path / "missing", clock=FixedClock())
    assert exports(session) == []


def test_restoring_an_older_backup_wipes_no_trace(session: Session) -> None:
    found = person(session)
    older = backups.back_up(session.path, Reason.RISK, clock=FixedClock())
    privacy.note_view(session, found)
    records.remove(session, Correction.KIND, [found.id])
    path = session.path
    session.close()
    backups.restore(older.path, path, clock=FixedClock())
    again = open_station(path, clock=FixedClock())
    assert [line.action for line in privacy.log(again)] == ["删除", "删除", "查看"]
    assert privacy.log_faults(again) == []
    assert records.find(again, Correction.KIND, found.id) == found
    again.close()


def test_who_may_only_read_is_logged_all_the_same(session: Session) -> None:
    found = person(session)
    second = open_station(session.path, clock=FixedClock(), user="李副所长")
    assert second.read_only
    privacy.look_at(second, Correction.KIND, found.id)
    assert [line.who for line in privacy.log(session)] == ["李副所长"]
    with pytest.raises(KnownError, match="不能保存"):
        records.save(second, found.changed(note="改"))
    second.close()
    assert privacy.log_faults(session) == []


def test_deleting_anybody_leaves_a_trace(session: Session) -> None:
    values = {"name": "王某丙", "category": "司法协理员", "joined_on": "2024-01-05"}
    record, problems = Staff.KIND.read(values, records.draft(session, Staff.KIND))
    assert not problems
    made = records.save(session, record)
    records.remove(session, Staff.KIND, [made.only_id])
    gone = [("删除", f"{label}：{privacy.GONE}") for label in ("人员档案", "工作人员")]
    assert actions(session) == gone


def closed_with_lines(session: Session, *, backup: bool = False, write: bool = False) -> Path:
    """A file with four lines in its log, closed; with a backup or another write after them where wanted."""
    for number in range(1, 5):
        privacy.note_export(session, "visit", number, "导出")
    if backup:
        backups.back_up(session.path, Reason.TIMED, clock=FixedClock())
    if write:
        person(session)
    session.close()
    return session.path


def cut_the_tail(path: Path) -> None:
    """The two statements that went unnoticed: the newest lines away, and the head of the log set back."""
    head = "(SELECT seq || ':' || digest FROM access ORDER BY seq DESC LIMIT 1)"
    tamper(
        path,
        "DELETE FROM access WHERE seq > 2",
        f"UPDATE meta SET value = {head} WHERE key = 'access_head'",
    )


def found_in(path: Path) -> list[str]:
    again = open_station(path, clock=FixedClock())
    try:
        faults = privacy.log_faults(again)
        assert faults == checking.file_faults(again)
        assert privacy.log_state(again).startswith(faults[0] if faults else "共")
        return faults
    finally:
        again.close()


def test_a_cut_tail_shows_against_what_this_computer_remembers(session: Session) -> None:
    path = closed_with_lines(session)
    cut_the_tail(path)
    assert "有 4 条，现在有 2 条" in found_in(path)[0]


def test_a_cut_tail_shows_against_a_later_write(session: Session) -> None:
    path = closed_with_lines(session, write=True)
    log_anchor.forget(path)
    cut_the_tail(path)
    assert "末尾缺少" in found_in(path)[0]


def test_a_cut_tail_shows_against_a_backup(session: Session) -> None:
    path = closed_with_lines(session, backup=True)
    log_anchor.forget(path)
    cut_the_tail(path)
    assert "缺少 2 条，备份“" in found_in(path)[0]


def test_a_copy_an_older_state_and_a_restored_file_are_no_cut_log(session: Session, tmp_path: Path) -> None:
    older = backups.back_up(session.path, Reason.RISK, clock=FixedClock())
    before = older.path.read_bytes()
    path = closed_with_lines(session, backup=True, write=True)
    copy = tmp_path / "副本.station"
    copy.write_bytes(before)
    assert found_in(copy) == []
    backups.restore(older.path, path, clock=FixedClock())
    assert found_in(path) == []
    path.write_bytes(before)
    assert found_in(path) != []


def test_a_line_that_tells_something_else_shows(session: Session) -> None:
    privacy.note_export(session, "visit", 1, "导出")
    session.file.connection.execute("UPDATE access SET detail = '导出 9 条' WHERE seq = 1")
    assert "第 1 条和原来写下的不一样" in privacy.log_faults(session)[0]


def test_a_copy_brought_back_through_a_link_is_no_cut_log(session: Session, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    carrying.check_out(session.path, stick, clock=FixedClock())
    path = closed_with_lines(session)
    away = open_station(stick / path.name, clock=FixedClock())
    person(away)
    away.close()
    link = tmp_path / "links" / path.name
    link.parent.mkdir()
    link.symlink_to(path)
    assert carrying.check_in(link, stick, clock=FixedClock()).written == path
    assert found_in(path) == []
