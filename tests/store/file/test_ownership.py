"""One writer at a time, told by name; a stale lock can be taken over, and the former owner then cannot write."""

from __future__ import annotations

import errno
import os
import platform
from pathlib import Path

import pytest
from filelock import FileLock
from tests.store.stations import NOW, add, make

from station_desk.domain.basics.errors import KnownError
from station_desk.store.file.ownership import Owner, claim, holder_of, owner_of, owner_path, why_not_writable
from station_desk.store.opening import opening


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "青禾.station")


def test_the_second_opener_is_told_who_where_and_since_when(path: Path) -> None:
    first = opening.open_file(path, who="赵某", at=NOW)
    second = opening.open_file(path, who="钱某", at=NOW)
    moment = NOW.astimezone()
    for part in ("赵某", platform.node(), f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"):
        assert part in second.read_only_reason
    second.close()
    add(first, "张某甲")
    first.close()
    assert os.listdir(path.parent) == [path.name]


def test_facts_a_crash_left_behind_stop_nobody(path: Path) -> None:
    owner_path(path).write_text('{"who": "赵某", "token": "x"}', encoding="utf-8")
    path.with_name(f".{path.name}.lock").touch()
    file = opening.open_file(path, who="钱某", at=NOW)
    add(file, "张某甲")
    found = owner_of(path)
    assert found is not None
    assert found.who == "钱某"
    file.close()


@pytest.mark.parametrize("facts", ["", "[]", "{", '{"who": 3}', "[" * 3000, "\x00"])
def test_unreadable_facts_do_no_harm(path: Path, facts: str) -> None:
    first = opening.open_file(path, who="赵某", at=NOW)
    owner_path(path).write_text(facts, encoding="utf-8")
    second = opening.open_file(path)
    assert second.read_only_reason.startswith("文件正")
    second.close()
    first.close()


@pytest.mark.skipif("os.name == 'nt'", reason="Windows refuses to set aside a lock that is held")
def test_after_a_take_over_the_former_owner_cannot_write(path: Path) -> None:
    former = opening.open_file(path, who="赵某", at=NOW)
    newer = opening.open_file(path, who="钱某", at=NOW, take_over=True)
    assert not newer.read_only
    with pytest.raises(KnownError, match=r"接管.*钱某"):
        add(former, "张某甲")
    assert former.read_only
    former.close()
    add(newer, "李某乙")
    third = opening.open_file(path)
    assert "钱某" in third.read_only_reason
    third.close()
    newer.close()
    assert os.listdir(path.parent) == [path.name]


def test_an_owner_of_whom_little_is_known_is_told_all_the_same() -> None:
    assert Owner().message == "文件正在另一个窗口或另一台电脑上打开"
    assert Owner("赵某", "办公室", "yesterday").message == "文件正由“赵某”在电脑“办公室”上打开（时间不明起）"
    assert Owner(host=platform.node()).elsewhere is False
    assert Owner(host="办公室").elsewhere


def refused(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """From now on the place takes no lock."""

    def acquire(_: FileLock, timeout: float) -> None:
        raise error

    monkeypatch.setattr(FileLock, "acquire", acquire)


@pytest.mark.parametrize(
    ("error", "take_over", "reason"),
    [
        (OSError(errno.ENOSPC, "full"), False, "文件所在的位置不能写入，"),
        (OSError(errno.EACCES, "held"), True, "文件仍被占用，不能接管"),
        (NotImplementedError(), False, "文件所在的位置不能加锁"),
    ],
    ids=["full", "held", "no locks"],
)
def test_a_place_that_takes_no_lock_is_said_to_be_one(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, take_over: bool, reason: str
) -> None:
    refused(monkeypatch, error)
    held, why = claim(path, "赵某", NOW, take_over=take_over)
    assert held is None
    assert why.startswith(reason)
    assert holder_of(path) is None


def test_a_disk_that_takes_the_lock_and_not_the_facts_gives_the_lock_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:

        def replace(*_: object) -> None:
            raise OSError(errno.ENOSPC, "full")

        full.setattr(os, "replace", replace)
        held, why = claim(path, "赵某", NOW)
    assert held is None
    assert why.startswith("文件所在的位置不能写入，")
    held, why = claim(path, "钱某", NOW)
    assert held is not None
    held.release()


def test_a_file_that_nobody_may_write_says_why(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert why_not_writable(path) == ""
    assert "已经不在" in why_not_writable(path.with_name("gone.station"))
    with monkeypatch.context() as closed:
        closed.setattr(os, "access", lambda place, _: place != path)
        assert why_not_writable(path) == "文件是只读的"
        closed.setattr(os, "access", lambda place, _: place != path.parent)
        assert why_not_writable(path) == f"文件所在的文件夹“{path.parent}”是只读的"


def test_the_holder_of_a_lock_is_known_while_it_is_held(path: Path) -> None:
    assert holder_of(path) is None
    held, _ = claim(path, "赵某", NOW)
    assert held is not None
    holder = holder_of(path)
    assert holder is not None and holder.who == "赵某"
    owner_path(path).unlink()
    assert holder_of(path) == Owner()
    held.release()
    assert os.listdir(path.parent) == [path.name]
