"""Writing a file beside the station file: wholly or not at all."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from station_desk.domain.errors import KnownError


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
        reason = "磁盘已满" if error.errno == 28 else (error.strerror or "写不进去")
        raise KnownError(
            f"“{path.name}”没有保存：{reason}",
            "原来的同名文件没有改动",
            "如果它正在别的程序中打开，请先关闭；或者换一个位置保存",
        ) from error
    finally:
        draft.unlink(missing_ok=True)
