"""Saving a finished paper where the disk is full, the place is read-only or the old file is open elsewhere."""

import errno
import os
from pathlib import Path

import pytest

from station_desk.domain.basics.errors import KnownError
from station_desk.services.ground.saving import save_bytes


@pytest.mark.parametrize(
    ("call", "number", "told"),
    [
        ("fsync", errno.ENOSPC, "磁盘已满"),
        ("fsync", errno.EROFS, "磁盘是只读的"),
        # What Windows answers when another program shows the old file.
        ("replace", errno.EACCES, "没有写入的权限.*是否正在别的程序中打开"),
    ],
)
def test_the_old_file_stays_whole_and_nothing_is_left_beside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, call: str, number: int, told: str
) -> None:
    target = tmp_path / "协议书.pdf"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(KnownError, match=f"“协议书.pdf”没有保存：{told}"):
        save_bytes(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["协议书.pdf"]
