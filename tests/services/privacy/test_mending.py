"""A password or a sealing that was cut short is finished or taken back at the next opening, in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.clocks import FixedClock
from tests.services.minors import NAME
from tests.services.minors import WORD as SEAL_WORD
from tests.services.privacy.test_passwords import CANARY, WORD, add, readable

from station_desk.domain.basics.progress import StoppedError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.services.copies import backups
from station_desk.services.copies.backups import Reason
from station_desk.services.keeping import archiving
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import mending, passwords, protecting, sealing
from station_desk.services.session.session import Session
from station_desk.store.file import unfinished
from station_desk.store.file.unfinished import Begun, UnfinishedWork
from station_desk.store.ground.driver import holding
from station_desk.store.vault import archiving as archive_store


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.fixture
def kept(session: Session) -> Session:
    """A station with a name, a backup and a year archive that have it too."""
    add(session, CANARY)
    backups.back_up(session.path, Reason.MANUAL, clock=FixedClock())
    make_archive(session)
    return session


def make_archive(session: Session) -> Path:
    target = session.path.with_name("2025年档案.station")
    archive_store.make(session.path, target, year=2025, who="", on=date(2026, 1, 5))
    return target


def cut(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def end(*arguments: object, **named: object) -> None:
        raise Killed

    monkeypatch.setattr(protecting, name, end)


def cut_short(
    session: Session, monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Session], object]
) -> None:
    """Act and end at a step, closing as the end of a process does."""
    with monkeypatch.context() as within:
        cut(within, name)
        with pytest.raises(Killed):
            act(session)
    session.close()


def set_word(session: Session) -> object:
    return passwords.set_password(session, WORD)


def test_a_password_brings_backups_and_archives_along(kept: Session) -> None:
    done = passwords.set_password(kept, WORD)
    assert (done.backups, done.archives, done.failed, done.open, done.away) == (1, 1, (), (), ())
    assert "1 份备份和1 份年度档案" in done.message
    path = kept.path
    kept.close()
    assert readable(path.parent) == []
    archive = open_station(path.with_name("2025年档案.station"), clock=FixedClock(), password=WORD)
    assert archiving.fault(archive) == ""
    archive.close()


def test_what_cannot_follow_is_named(kept: Session) -> None:
    copy = kept.path.with_name("副本.station")
    copy.write_bytes(kept.path.with_name("2025年档案.station").read_bytes())
    with kept.unlocked():
        spare = backups.back_up(kept.path, Reason.MANUAL, clock=FixedClock(), folder=kept.path.parent)
    spare.path.rename(kept.path.with_name("又一份.station"))
    aside = backups.place_of(kept.path) / f"{kept.path.stem}-20260101T000000Z-damaged-1.station"
    aside.write_bytes(b"x" * 5000)
    done = passwords.set_password(kept, WORD)
    assert done.archives == 2
    assert [path.name for path in done.open] == ["又一份.station"]
    assert done.failed == (aside,)
    for name in ("又一份.station", aside.name):
        assert name in done.message


def test_a_first_password_cut_short_is_finished(kept: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_short(kept, monkeypatch, "follow", set_word)
    assert len(readable(kept.path.parent)) == 2
    again = open_station(kept.path, clock=FixedClock(), password=WORD)
    assert again.mended == (
        "上次设置密码没有做完，现在已经做完；2 份备份和年度档案已经改成和文件一样的密码。"
    )
    again.close()
    assert readable(kept.path.parent) == []
    third = open_station(kept.path, clock=FixedClock(), password=WORD)
    assert third.mended == ""
    third.close()


def test_a_password_cut_short_before_the_file_changed_is_taken_back(
    kept: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*arguments: object, **named: object) -> None:
        raise Killed

    with monkeypatch.context() as within:
        within.setattr(kept.file, "rekey", end)
        with pytest.raises(Killed):
            set_word(kept)
    kept.close()
    again = open_station(kept.path, clock=FixedClock())
    assert again.mended == "上次设置密码没有做完，文件没有改动，请重新设置密码。"
    again.close()


def test_a_change_cut_short_takes_the_older_copies_along(
    kept: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_word(kept)
    cut_short(kept, monkeypatch, "follow", lambda one: passwords.set_password(one, WORD + "二"))
    again = open_station(kept.path, clock=FixedClock(), password=WORD + "二")
    assert "2 份备份和年度档案" in again.mended
    # The key they had is kept only as long as it is needed.
    assert unfinished.of(again.file.connection, Begun.PASSWORD) is None
    again.close()


def test_a_removal_cut_short_leaves_nothing_open(kept: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    set_word(kept)
    path = kept.path

    def end(*arguments: object, **named: object) -> None:
        raise Killed

    with monkeypatch.context() as within:
        within.setattr(kept.file, "rekey", end)
        with pytest.raises(Killed):
            passwords.remove_password(kept)
    kept.close()
    assert len(readable(path.parent)) == 2
    again = open_station(path, clock=FixedClock(), password=WORD)
    assert again.mended.startswith("上次取消密码没有做完，文件没有改动，请重新取消密码；2 份")
    again.close()
    assert readable(path.parent) == []


def test_no_key_stands_in_an_open_file(kept: Session) -> None:
    set_word(kept)
    key = kept.file.key
    assert key is not None
    passwords.remove_password(kept)
    path = kept.path
    kept.close()
    assert readable(path.parent, key.raw.hex()) == []


def test_what_is_not_there_is_waited_for_and_a_strange_note_touches_nothing(
    kept: Session, tmp_path: Path
) -> None:
    set_word(kept)
    stranger = tmp_path / "别人.station"
    stranger.write_bytes(b"x" * 5000)
    gone = Path("/nowhere/u/b.station")
    protecting.begin(kept, Begun.PASSWORD, UnfinishedWork("设置密码", (stranger, gone), "0" * 32))
    with holding(kept.file.key):
        for said in ("没有改成", "没有改成"):
            told = mending.mend(kept)
            assert said in told
            assert gone.name in told
    assert stranger.read_bytes() == b"x" * 5000
    kept.file.quietly(lambda db: db.execute("UPDATE meta SET value = '[' WHERE key = 'unfinished_password'"))
    assert "上次一次操作没有做完" in mending.mend(kept)


def test_a_sealing_cut_short_is_finished_with_its_backups(
    session: Session, minor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.back_up(session.path, Reason.MANUAL, clock=FixedClock())

    def end(*arguments: object, **named: object) -> None:
        raise Killed

    with monkeypatch.context() as within:
        within.setattr(session.file, "rekey", end)
        with pytest.raises(Killed):
            sealing.seal(session, Correction.KIND, minor, SEAL_WORD)
    session.close()
    assert readable(session.path.parent, NAME) != []
    again = open_station(session.path, clock=FixedClock())
    assert again.mended == (
        "上次封存没有做完，现在已经做完：文件已经整理，重新备份了一份，删除了封存以前的 1 份备份。"
    )
    again.close()
    assert readable(session.path.parent, NAME) == []


def test_who_stops_half_way_leaves_no_backup_behind(kept: Session) -> None:
    """Before the file has changed nothing has; afterwards all that belongs to it follows to the end."""

    def stop_at(word: str) -> Callable[[str], None]:
        def tell(text: str) -> None:
            if word in text or key_is_new():
                raise StoppedError

        return tell

    def key_is_new() -> bool:
        return kept.file.key is not None

    with pytest.raises(StoppedError):
        passwords.set_password(kept, WORD, tell=stop_at("正在核对新文件"))
    assert not passwords.has_password(kept)
    done = passwords.set_password(kept, WORD, tell=stop_at("没有这一步"))
    assert (done.backups, done.archives) == (1, 1)
    with pytest.raises(StoppedError):
        passwords.remove_password(kept, tell=stop_at("正在"))
    path = kept.path
    kept.close()
    assert readable(path.parent) == []


def test_a_folder_moved_meanwhile_is_finished_where_it_is(
    kept: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cut_short(kept, monkeypatch, "follow", set_word)
    moved = tmp_path / "别处"
    moved.mkdir()
    for one in list(tmp_path.iterdir()):
        if one != moved:
            one.rename(moved / one.name)
    again = open_station(moved / kept.path.name, clock=FixedClock(), password=WORD)
    assert "还没有改成" not in again.mended
    again.close()
    assert readable(moved) == []
