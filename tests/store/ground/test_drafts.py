"""A draft is somebody's as long as its maker lives, and swept away afterwards."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock, Timeout
from tests.store.stations import NOW, add_to, make

from station_desk.store.copies.backup import Reason, make_backup
from station_desk.store.ground import drafts, driver
from station_desk.store.opening import opening


def _killed_while_drafting(target: Path) -> None:
    """Leave a draft the way a killed program does."""
    child = os.fork()
    if not child:
        with drafts.drafting(target) as draft:
            draft.write_text("某甲")
            draft.with_name(draft.name + "-journal").write_text("某甲")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob(".*"))


def test_a_draft_in_the_making_stays_and_an_orphan_goes(tmp_path: Path) -> None:
    target = tmp_path / "a.station"
    with drafts.drafting(target) as mine:
        mine.write_text("mine")
        _killed_while_drafting(target)
        assert len(hidden(tmp_path)) == 5
        drafts.sweep(tmp_path)
        assert hidden(tmp_path) == [mine.name, f"{mine.name}.lock"]
    assert hidden(tmp_path) == []


def test_the_next_draft_in_a_folder_sweeps_it_first(tmp_path: Path) -> None:
    _killed_while_drafting(tmp_path / "表.pdf")
    with drafts.drafting(tmp_path / "b.pdf"):
        assert len(hidden(tmp_path)) == 1


def test_opening_sweeps_beside_the_file_and_among_its_backups(tmp_path: Path) -> None:
    path = make(tmp_path / "a.station")
    chosen = tmp_path / "备份"
    for folder in (None, chosen):
        made = make_backup(path, Reason.MANUAL, NOW, folder)
        _killed_while_drafting(made.path)
    _killed_while_drafting(path)
    # What versions before this one left behind has no lock.
    (tmp_path / ".a.station.0123abcd.tmp").write_text("某甲")
    opening.open_file(path, backups=chosen).close()
    assert hidden(tmp_path) == []


def test_files_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    path = make(tmp_path / "a.station")
    for name in (".notes.0123abcd.tmp", "a.station.tmp", ".a.station.tmp"):
        (tmp_path / name).write_text("x")
    add_to(path, "甲")
    assert hidden(tmp_path) == [".a.station.tmp", ".notes.0123abcd.tmp"]


def test_a_draft_is_known_by_the_name_it_is_to_have(tmp_path: Path) -> None:
    with drafts.drafting(tmp_path / "a.station") as draft:
        assert drafts.meant(draft) == "a.station"
    assert drafts.meant(tmp_path / "a.station") == "a.station"


def test_a_sentence_about_a_draft_tells_the_name_it_is_to_have(tmp_path: Path) -> None:
    error: Any = driver.DatabaseError()
    error.sqlite_errorname = "SQLITE_READONLY_ROLLBACK"
    with drafts.drafting(tmp_path / "a.station") as draft:
        draft.touch()
        told = str(driver.known(error, draft))
    assert "“a.station”" in told and "“a.station-journal”" in told


def test_a_place_without_locks_takes_drafts_and_is_not_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    orphan = drafts.name_for(tmp_path / "a.station")
    orphan.write_text("某甲")

    def acquire(_: FileLock, timeout: float) -> None:
        raise NotImplementedError

    monkeypatch.setattr(FileLock, "acquire", acquire)
    with drafts.drafting(tmp_path / "b.pdf") as draft:
        draft.write_text("mine")
        assert hidden(tmp_path) == sorted([orphan.name, draft.name])
    assert hidden(tmp_path) == [orphan.name]


def test_a_name_that_somebody_sweeps_meanwhile_is_left_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.station"
    names = [drafts.name_for(target) for _ in range(3)]
    wanted = iter(names)
    acquire, tries = FileLock.acquire, []

    def disturbed(lock: FileLock, timeout: float) -> object:
        tries.append(lock.lock_file)
        if len(tries) == 1:
            raise Timeout(lock.lock_file)
        held = acquire(lock, timeout=timeout)
        if len(tries) == 2:
            Path(lock.lock_file).unlink()
        return held

    monkeypatch.setattr(drafts, "name_for", lambda _: next(wanted))
    monkeypatch.setattr(FileLock, "acquire", disturbed)
    with drafts.drafting(target) as draft:
        assert draft == names[2]


def test_no_folder_is_made_for_a_draft(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), drafts.drafting(tmp_path / "gone" / "a.station"):
        pass
    assert not (tmp_path / "gone").exists()
