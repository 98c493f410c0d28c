"""One writer at a time, told by name; a stale lock can be taken over, and the former owner then cannot write."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest
from tests.store.stations import NOW, add, make

from station_desk.domain.errors import KnownError
from station_desk.store import station_file
from station_desk.store.ownership import owner_of, owner_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "青禾.station")


def test_the_second_opener_is_told_who_where_and_since_when(path: Path) -> None:
    first = station_file.open_file(path, who="赵某", at=NOW)
    second = station_file.open_file(path, who="钱某", at=NOW)
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
    file = station_file.open_file(path, who="钱某", at=NOW)
    add(file, "张某甲")
    found = owner_of(path)
    assert found is not None
    assert found.who == "钱某"
    file.close()


@pytest.mark.parametrize("facts", ["", "[]", "{", '{"who": 3}', "[" * 3000, "\x00"])
def test_unreadable_facts_do_no_harm(path: Path, facts: str) -> None:
    first = station_file.open_file(path, who="赵某", at=NOW)
    owner_path(path).write_text(facts, encoding="utf-8")
    second = station_file.open_file(path)
    assert second.read_only_reason.startswith("文件正")
    second.close()
    first.close()


@pytest.mark.skipif("os.name == 'nt'", reason="Windows refuses to set aside a lock that is held")
def test_after_a_take_over_the_former_owner_cannot_write(path: Path) -> None:
    former = station_file.open_file(path, who="赵某", at=NOW)
    newer = station_file.open_file(path, who="钱某", at=NOW, take_over=True)
    assert not newer.read_only
    with pytest.raises(KnownError, match=r"接管.*钱某"):
        add(former, "张某甲")
    assert former.read_only
    former.close()
    add(newer, "李某乙")
    third = station_file.open_file(path)
    assert "钱某" in third.read_only_reason
    third.close()
    newer.close()
    assert os.listdir(path.parent) == [path.name]
