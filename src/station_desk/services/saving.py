"""Writing a file beside the station file: wholly or not at all."""

from __future__ import annotations

import errno
import os
import uuid
from pathlib import Path

from station_desk.domain.errors import KnownError

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "文件夹不存在",
    errno.EACCES: "没有写入权限，或者同名文件正被别的程序打开",
    errno.EPERM: "没有写入权限，或者同名文件正被别的程序打开",
    errno.EROFS: "这个磁盘是只读的",
    errno.EISDIR: "已经有同名的文件夹",
    errno.ENAMETOOLONG: "文件名太长",
}
"""What the system says in English, in the words of the user."""


def save_bytes(path: Path, content: bytes) -> None:
    """Write through a temporary name in the same folder, so that a full disk never leaves half a file."""
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        with open(draft, "xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, path)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "这个位置写不进去")
        raise KnownError(
            f"“{path.name}”没有保存：{reason}",
            "原来的同名文件没有改动",
            "如果它正在别的程序中打开，请先关闭；或者换一个位置保存",
        ) from error
    finally:
        draft.unlink(missing_ok=True)
