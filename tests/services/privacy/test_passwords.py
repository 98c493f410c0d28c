"""A password keeps everything out of sight, opens again every way it should, and never costs the file."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.clocks import FixedClock

from station_desk.domain.basics.errors import (
    DamagedFileError,
    KnownError,
    LockedFileError,
    WrongPasswordError,
)
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.services.copies import backups, rescue
from station_desk.services.copies.backups import Reason
from station_desk.services.keeping.files import open_station
from station_desk.services.papers import recovery
from station_desk.services.privacy import passwords
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.store.file import rekeying
from station_desk.store.ground import password as keys
from station_desk.store.ground.copying import fingerprint
from station_desk.store.ground.driver import fitting_key
from station_desk.store.migrations import VERSION
from station_desk.store.opening import station_file

WORD = "青禾镇的槐树8月开花"
CANARY = "金丝雀女士"
PAGE = 4096


@pytest.fixture
def kept(session: Session) -> Session:
    """A station with one name that must never be readable."""
    add(session, CANARY)
    return session


def add(session: Session, name: str) -> None:
    draft = records.draft(session, Correction.KIND)
    values = {
        "name": name,
        "correction_type": "缓刑",
        "start_on": "2026-01-05",
        "end_on": "2027-01-04",
        "sex": "女",
    }
    record, problems = Correction.KIND.read(values, draft)
    assert not problems
    records.save(session, record)


def names(session: Session) -> list[str]:
    return [person.name for person in session.reader.all(Correction)]


def readable(folder: Path, text: str = CANARY) -> list[Path]:
    """The files of a folder in which a text stands, in any way the program could write it."""
    spellings = [text.encode("utf-8"), text.encode("utf-16-le"), ascii(text)[1:-1].encode()]
    spellings.append(" ".join(f"{ord(letter):x}" for letter in text).encode())
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(spelling in path.read_bytes() for spelling in spellings)
    ]


def test_the_canary_is_found_where_nothing_is_encrypted(kept: Session) -> None:
    assert readable(kept.path.parent) == [kept.path]


def test_a_password_hides_every_name_and_opens_with_the_password(kept: Session) -> None:
    passwords.set_password(kept, WORD)
    add(kept, CANARY + "之弟")
    assert len(names(kept)) == 2
    path = kept.path
    kept.close()
    assert readable(path.parent) == []
    assert passwords.is_locked(path)
    with pytest.raises(LockedFileError, match="设有密码"):
        open_station(path, clock=FixedClock())
    with pytest.raises(WrongPasswordError, match="密码不对"):
        open_station(path, clock=FixedClock(), password=WORD + "。")
    again = open_station(path, clock=FixedClock(), password=WORD)
    assert len(names(again)) == 2
    assert not again.read_only
    again.close()


def test_the_journal_of_an_unfinished_write_and_the_backups_hide_it_too(
    kept: Session, tmp_path: Path
) -> None:
    passwords.set_password(kept, WORD)
    with pytest.raises(ZeroDivisionError), kept.write("改名") as writer:
        for number in range(400):
            writer.insert(Correction(name=f"{CANARY}{number}"))
        # So many pages that the cache has to let some go to the disk, with the journal beside.
        kept.file.connection.execute("PRAGMA cache_size=5")
        kept.file.connection.execute("UPDATE correction SET note = name || name")
        assert (kept.path.parent / (kept.path.name + "-journal")).stat().st_size > 0
        assert readable(tmp_path) == []
        raise ZeroDivisionError
    with kept.unlocked():
        made = backups.back_up(kept.path, Reason.MANUAL, clock=FixedClock())
        assert backups.preview(made.path, kept.path) == ()
    assert passwords.is_locked(made.path)
    assert readable(tmp_path) == []


def test_a_bug_leaves_no_name_in_the_log(kept: Session, caplog: pytest.LogCaptureFixture) -> None:
    passwords.set_password(kept, WORD)
    with caplog.at_level(logging.DEBUG), pytest.raises(KnownError):
        passwords.key_for(kept.path, "另一个密码在此")
    assert WORD not in caplog.text
    assert "raw" not in repr(kept.file.key)


def test_changing_the_password_takes_the_backups_along_and_ends_the_old_one(kept: Session) -> None:
    with kept.unlocked():
        made = backups.back_up(kept.path, Reason.MANUAL, clock=FixedClock())
    assert passwords.set_password(kept, WORD) == passwords.Rekeyed(1, ())
    old_sheet = "\n".join(keys.recovery_of(_key(kept)))
    told = passwords.set_password(kept, WORD + "二")
    assert told.backups == 1
    assert "1 份备份" in told.message
    path = kept.path
    kept.close()
    for old in (WORD, old_sheet):
        with pytest.raises(WrongPasswordError):
            passwords.key_for(path, old)
    passwords.key_for(made.path, WORD + "二")
    assert readable(path.parent) == []


def test_removing_the_password_makes_an_ordinary_file_again(kept: Session) -> None:
    passwords.set_password(kept, WORD)
    passwords.remove_password(kept)
    assert not passwords.has_password(kept)
    path = kept.path
    kept.close()
    assert path.read_bytes()[:15] == b"SQLite format 3"
    again = open_station(path, clock=FixedClock())
    assert names(again) == [CANARY]
    again.close()


def test_undo_and_history_survive_a_password(kept: Session) -> None:
    passwords.set_password(kept, WORD)
    assert records.undo_label(kept) is not None
    records.undo(kept)
    assert names(kept) == []


@pytest.fixture
def sheet_text(kept: Session) -> Iterator[str]:
    passwords.set_password(kept, WORD)
    yield "\n".join(keys.recovery_of(_key(kept)))


def _key(session: Session) -> keys.FileKey:
    assert session.file.key is not None
    return session.file.key


def test_the_recovery_key_opens_the_file_however_it_is_typed(kept: Session, sheet_text: str) -> None:
    path = kept.path
    kept.close()
    sloppy = sheet_text.lower().replace("-", "  ")
    again = open_station(path, clock=FixedClock(), password=sloppy)
    assert names(again) == [CANARY]
    assert passwords.matches(again, sheet_text)
    assert passwords.matches(again, WORD)
    assert not passwords.matches(again, WORD[:-1])
    again.close()


def test_a_mistyped_line_of_the_recovery_key_is_named(kept: Session, sheet_text: str) -> None:
    lines = sheet_text.splitlines()
    wrong = "0" if lines[2][0] != "0" else "1"
    lines[2] = wrong + lines[2][1:]
    with pytest.raises(KnownError, match="第 3 行抄写有误"):
        passwords.key_for(kept.path, "\n".join(lines))


def test_a_key_held_within_outlasts_the_one_before(kept: Session) -> None:
    passwords.set_password(kept, WORD)
    within = ExitStack()
    with kept.unlocked():
        within.enter_context(kept.unlocked())
    assert fitting_key(kept.path) == kept.file.key
    within.close()
    with pytest.raises(LockedFileError):
        fitting_key(kept.path)


def test_the_recovery_sheet_is_one_page_and_needs_a_password(session: Session) -> None:
    with pytest.raises(KnownError, match="没有密码"):
        recovery.recovery_sheet(session)
    passwords.set_password(session, WORD)
    assert recovery.recovery_sheet(session).pages == 1


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("短", "短", "至少"),
        ("一" * 9, "一" * 9, "太容易猜到"),
        ("青禾镇司法所01", "青禾镇司法所01", "单位的名称"),
        (WORD, WORD[1:], "不一样"),
    ],
)
def test_a_bad_new_password_is_refused_with_the_reason(
    session: Session, new: str, again: str, said: str
) -> None:
    assert said in passwords.fault_of(session, new, again)


def damage(path: Path, page: int) -> None:
    with open(path, "rb+") as stream:
        stream.seek((page - 1) * PAGE + 100)
        stream.write(os.urandom(50))


def test_damage_and_a_wrong_password_are_told_apart(kept: Session) -> None:
    passwords.set_password(kept, WORD)
    path = kept.path
    kept.close()
    damage(path, 1)
    with pytest.raises(DamagedFileError, match="密码是对的"):
        open_station(path, clock=FixedClock(), password=WORD)
    with pytest.raises(WrongPasswordError):
        open_station(path, clock=FixedClock(), password="不是这一个密码")


def test_damage_further_inside_is_damage_and_what_is_saved_stays_hidden(
    kept: Session, tmp_path: Path
) -> None:
    passwords.set_password(kept, WORD)
    path = kept.path
    root = kept.file.connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'visit'").fetchone()
    kept.close()
    damage(path, root[0])
    with pytest.raises(DamagedFileError):
        open_station(path, clock=FixedClock(), password=WORD)
    with passwords.unlocking(path, WORD):
        rescue.salvage(path, tmp_path / "救出.station", clock=FixedClock())
    assert passwords.is_locked(tmp_path / "救出.station")
    assert readable(tmp_path) == []


def test_a_half_copied_file_is_damaged_and_not_foreign(kept: Session) -> None:
    passwords.set_password(kept, WORD)
    path = kept.path
    kept.close()
    os.truncate(path, path.stat().st_size - 1000)
    with pytest.raises(LockedFileError):
        open_station(path, clock=FixedClock())
    with pytest.raises(DamagedFileError):
        open_station(path, clock=FixedClock(), password=WORD)


def test_a_copy_that_does_not_prove_equal_leaves_the_file_as_it_was(
    kept: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(kept.file.connection)
    monkeypatch.setattr(rekeying, "fingerprint", lambda connection, **_: object())
    with pytest.raises(KnownError, match="不一致"):
        passwords.set_password(kept, WORD)
    assert fingerprint(kept.file.connection) == before
    assert not passwords.is_locked(kept.path)
    assert names(kept) == [CANARY]
    assert [path for path in kept.path.parent.iterdir() if path.name.endswith(".tmp")] == []


def test_a_rename_that_fails_leaves_the_file_open_as_it_was(
    kept: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(draft: Path, target: Path) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(station_file, "publish", refuse)
    with pytest.raises(KnownError, match="磁盘已满"):
        passwords.set_password(kept, WORD)
    monkeypatch.undo()
    add(kept, "某后来")
    assert sorted(names(kept)) == sorted([CANARY, "某后来"])
    assert not passwords.has_password(kept)


def test_a_backup_that_cannot_follow_is_named(kept: Session) -> None:
    with kept.unlocked():
        made = backups.back_up(kept.path, Reason.MANUAL, clock=FixedClock())
    made.path.write_bytes(b"\0" * 100)
    told = passwords.set_password(kept, WORD)
    assert told.failed == (made.path,)
    assert made.path.name in told.message


def test_a_crash_in_the_middle_of_a_write_is_recovered_under_the_password(
    kept: Session, tmp_path: Path
) -> None:
    passwords.set_password(kept, WORD)
    copied = tmp_path / "copy"
    copied.mkdir()
    journal = kept.path.name + "-journal"
    with pytest.raises(ZeroDivisionError), kept.write("写到一半") as writer:
        writer.insert(Correction(name="某未完"))
        kept.file.connection.execute("PRAGMA cache_size=1")
        kept.file.connection.execute("UPDATE correction SET note = 'x'")
        kept.file.connection.execute("PRAGMA cache_spill=1")
        # The state a power cut would leave, seen from another computer.
        for name in (kept.path.name, journal):
            (copied / name).write_bytes((kept.path.parent / name).read_bytes())
        raise ZeroDivisionError
    again = open_station(copied / kept.path.name, clock=FixedClock(), password=WORD)
    assert names(again) == [CANARY]
    again.close()


def test_a_first_page_torn_by_a_power_cut_is_put_back_under_the_password(
    kept: Session, tmp_path: Path
) -> None:
    passwords.set_password(kept, WORD)
    copied = tmp_path / "copy"
    copied.mkdir()
    path = copied / kept.path.name
    with pytest.raises(ZeroDivisionError), kept.write("写到一半") as writer:
        # Every save writes the first page, at its very end; here it is to be among the first.
        kept.file.connection.execute(f"PRAGMA user_version={VERSION}")
        kept.file.connection.execute("PRAGMA cache_size=1")
        for number in range(100):
            writer.insert(Correction(name=f"某{number}"))
        for ending in ("", "-journal"):
            held = kept.path.with_name(kept.path.name + ending).read_bytes()
            path.with_name(path.name + ending).write_bytes(held)
        raise ZeroDivisionError
    damage(path, 1)
    with pytest.raises(WrongPasswordError, match=f"没有打开“{path.name}”"):
        open_station(path, clock=FixedClock(), password="不是这一个密码")
    again = open_station(path, clock=FixedClock(), password=WORD)
    assert names(again) == [CANARY]
    again.close()


def test_the_second_opener_reads_with_the_password_and_cannot_take_it_off(kept: Session) -> None:
    passwords.set_password(kept, WORD)
    second = open_station(kept.path, clock=FixedClock(), password=WORD)
    assert second.read_only
    assert names(second) == [CANARY]
    with pytest.raises(KnownError, match="不能保存"):
        passwords.remove_password(second)
    second.close()


def test_a_journal_of_another_moment_is_refused_under_the_password_too(kept: Session, tmp_path: Path) -> None:
    passwords.set_password(kept, WORD)
    journal = kept.path.name + "-journal"
    with pytest.raises(ZeroDivisionError), kept.write("写到一半"):
        kept.file.connection.execute("UPDATE correction SET note = 'x'")
        kept.file.connection.execute("PRAGMA cache_size=1")
        kept.file.connection.execute("UPDATE correction SET note = note || hex(zeroblob(20000))")
        stray = (kept.path.parent / journal).read_bytes()
        raise ZeroDivisionError
    for name in ("某后来", "某再后来"):
        add(kept, name)
    path = kept.path
    kept.close()
    (path.parent / journal).write_bytes(stray)
    before = path.read_bytes()
    with pytest.raises(KnownError, match="不是它自己的"):
        open_station(path, clock=FixedClock(), password=WORD)
    assert path.read_bytes() == before
