"""Nothing readable stays on a stick once the file has a password or a seal, and the stick's own password helps on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.clocks import FixedClock
from tests.services.minors import NAME, WORD, put
from tests.services.privacy.test_passwords import readable

from station_desk.domain.basics.errors import LockedFileError, WrongPasswordError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query
from station_desk.services.copies import backups
from station_desk.services.keeping import carrying
from station_desk.services.keeping.carrying import Carried, Kinship
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import passwords, sealing
from station_desk.services.session.session import Session
from station_desk.store.ground import password
from station_desk.store.ground.driver import holding

PASSWORD, OTHER = "青禾镇的槐树8月开花", "青禾镇的槐树9月结果"
PERSON = "金丝雀甲"
CLOCK = FixedClock()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deriving keys is slow on purpose, and nothing that is looked at here."""
    monkeypatch.setattr(password, "ROUNDS", 1)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "u"
    folder.mkdir()
    return folder


def out(session: Session, stick: Path) -> Carried:
    with session.unlocked():
        return carrying.check_out(session.path, stick, clock=CLOCK)


def back(session: Session, stick: Path, typed: str = "") -> Carried:
    """Bring back what is on the stick over the closed file, and open it again."""
    session.close()
    keys = carrying.keys_of(stick, typed) if typed else ()
    with session.unlocked(), holding(*(key.key for key in keys)):
        return carrying.check_in(session.path, stick, clock=CLOCK)


def add(session: Session, name: str) -> None:
    put(session, Staff, name=name, category="司法协理员", joined_on="2024-01-05")


def test_a_password_is_part_of_being_the_same(session: Session, stick: Path) -> None:
    add(session, PERSON)
    out(session, stick)
    add(session, "另一个人")
    assert out(session, stick).kept is not None
    assert readable(stick, PERSON)
    passwords.set_password(session, PASSWORD)
    done = out(session, stick)
    assert done.kinship is Kinship.SAME
    assert done.written is not None
    assert "旧副本已经加上现在的密码" in carrying.check_out_message(done)
    assert "也许还能找回" in carrying.check_out_message(done)
    assert readable(stick, PERSON) == []
    again = out(session, stick)
    assert (again.kinship, again.written, again.renewed.any) == (Kinship.SAME, None, False)


def test_the_generation_before_gets_the_password_too(session: Session, stick: Path) -> None:
    add(session, PERSON)
    out(session, stick)
    shutil.copyfile(stick / session.path.name, stick / "青禾 - 副本.station")
    passwords.set_password(session, PASSWORD)
    add(session, "另一个人")
    done = out(session, stick)
    assert done.kept is not None
    assert readable(stick, PERSON) == []
    with session.unlocked():
        for path in (done.kept, stick / "青禾 - 副本.station"):
            kept = open_station(path, clock=CLOCK)
            assert kept.reader.count(Query(Staff.KIND)) == 1
            kept.close()


def test_after_another_password_that_of_the_stick_helps_on(session: Session, stick: Path) -> None:
    add(session, PERSON)
    passwords.set_password(session, PASSWORD)
    out(session, stick)
    add(session, "另一个人")
    out(session, stick)
    passwords.set_password(session, OTHER)
    with pytest.raises(LockedFileError, match=r"U盘上的.*设有密码.*改密码以前") as told:
        out(session, stick)
    assert told.value.path == str(stick / session.path.name)
    assert "请给出U盘上这一份的密码" in str(told.value)
    with pytest.raises(WrongPasswordError):
        carrying.keys_of(stick, "不是这一个密码")
    (key, *_) = carrying.keys_of(stick, PASSWORD)
    with key.unlocked():
        assert out(session, stick).written is not None
    # Now everything there opens with the new one.
    with session.unlocked():
        assert carrying.keys_of(stick, OTHER) == ()
        for path in stick.iterdir():
            open_station(path, clock=CLOCK).close()


def test_what_is_brought_back_keeps_the_password_of_the_file(session: Session, stick: Path) -> None:
    add(session, PERSON)
    out(session, stick)
    passwords.set_password(session, PASSWORD)
    other = open_station(stick / session.path.name, clock=CLOCK)
    add(other, "另一个人")
    other.close()
    # Setting a password writes no record, so the stick's copy is the newer one.
    done = back(session, stick)
    assert done.kinship is Kinship.NEWER
    assert "没有本机文件现在的密码" in carrying.check_in_message(done)
    assert passwords.is_locked(session.path)
    opened = open_station(session.path, clock=CLOCK, password=PASSWORD)
    assert opened.reader.count(Query(Staff.KIND)) == 2
    opened.close()


def test_what_comes_from_a_stick_with_a_password_keeps_it(session: Session, stick: Path) -> None:
    out(session, stick)
    other = open_station(stick / session.path.name, clock=CLOCK)
    add(other, PERSON)
    passwords.set_password(other, PASSWORD)
    other.close()
    with pytest.raises(LockedFileError):
        back(session, stick)
    assert back(session, stick, PASSWORD).kinship is Kinship.NEWER
    assert passwords.is_locked(session.path)


def test_a_restored_backup_keeps_the_password_of_the_file(session: Session) -> None:
    add(session, PERSON)
    made = backups.back_up(session.path, backups.Reason.MANUAL, clock=CLOCK)
    plain = session.path.with_name("旧备份.station")
    shutil.copyfile(made.path, plain)
    passwords.set_password(session, PASSWORD)
    session.close()
    with session.unlocked():
        backups.restore(plain, session.path, clock=CLOCK)
    assert passwords.is_locked(session.path)


def test_no_copy_from_before_a_seal_stays(session: Session, minor: int, stick: Path) -> None:
    out(session, stick)
    add(session, PERSON)
    out(session, stick)
    assert len(readable(stick, NAME)) == 2
    sealing.seal(session, Correction.KIND, minor, WORD)
    done = out(session, stick)
    assert done.kept is None
    assert [path.name for path in done.renewed.removed] == ["青禾（上一次）.station"]
    assert "封存以前的旧副本已经删除" in carrying.check_out_message(done)
    assert readable(stick, NAME) == []
    assert [path.name for path in stick.iterdir()] == [session.path.name]


def test_a_copy_somebody_has_open_is_told_as_unprotected(session: Session, stick: Path) -> None:
    out(session, stick)
    copy = stick / "青禾 - 副本.station"
    shutil.copyfile(stick / session.path.name, copy)
    passwords.set_password(session, PASSWORD)
    held = open_station(copy, clock=CLOCK)
    done = out(session, stick)
    held.close()
    assert done.renewed.failed == (copy,)
    assert "没有处理成" in carrying.check_out_message(done)
