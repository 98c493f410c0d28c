"""What errors of SQLite mean to people: one sentence each, with what was kept and what to do."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from station_desk.domain.basics.errors import DamagedFileError, DiskError, KnownError
from station_desk.store.ground.disks import is_pulled
from station_desk.store.ground.drafts import meant
from station_desk.store.ground.file_label import file_label

_ADVICE = {
    "NOTADB": ("“{name}”不是司法所工作台的文件，或者已经加密、损坏", "文件没有改动", "请确认选对了文件"),
    "CORRUPT": (
        "“{name}”已损坏，有的内容读不出来",
        "已有的记录没有改动",
        "请用备份恢复，或者把文件交给技术人员",
    ),
    "READONLY_ROLLBACK": (
        "“{name}”上次没有正常关闭，要在可以写入的位置打开一次才能恢复",
        "文件没有改动",
        "请把它和旁边的“{file}-journal”一起复制到本机再打开",
    ),
    "AUTH": (
        "“{name}”里有外来的触发器或者视图，可能被别的程序改动过",
        "文件没有改动，里面外来的内容没有运行",
        "请用备份恢复，或者抢救其中的记录到新文件",
    ),
    "INTERRUPT": (
        "“{name}”里的定义多得不正常，不是本程序写的",
        "文件没有改动",
        "请用备份恢复，或者把文件交给技术人员",
    ),
    "TOOBIG": (
        "“{name}”里有大得不正常的内容，读不出来",
        "文件没有改动",
        "请用备份恢复，或者把文件交给技术人员",
    ),
    "FULL": (
        "“{folder}”所在的磁盘已满，没有写入“{name}”",
        "这一次的改动没有保存，以前的内容都在",
        "请腾出空间，再做一次",
    ),
    "BUSY": ("“{name}”正被另一个程序使用，暂时写不进去", "以前的内容都在", "请稍等片刻再试"),
    "LOCKED": ("“{name}”正被另一个程序使用，暂时写不进去", "以前的内容都在", "请稍等片刻再试"),
    "GONE": (
        "“{name}”已经不在“{folder}”了，可能被移走、改名、删除，或者被另一份替换",
        "这一次的改动没有保存",
        "请把它放回原处再试，或者关闭以后打开移走、改名的那一份；已经删除的可以从回收站找回，或者用备份恢复",
    ),
    "PULLED": (
        "“{name}”所在的U盘或者磁盘已经拔出，“{folder}”里没有它了",
        "最后一次保存以前的内容都在U盘上，还开着的窗口里填的内容也还在，这一次的改动没有保存",
        "请插回同一个U盘再保存一次；还是不行，就关闭以后重新打开",
    ),
    "PLUGGED_AGAIN": (
        "“{name}”所在的U盘或者磁盘拔出过，现在“{folder}”里的是重新插上的",
        "最后一次保存以前的内容都在U盘上，还开着的窗口里填的内容也还在，这一次的改动没有保存",
        "请先抄下还没有保存的内容，再关闭文件重新打开",
    ),
    "READONLY": ("“{name}”是只读的，不能保存", "文件没有改动", "请把文件复制到可以写入的位置再打开"),
    "CANTOPEN": ("打不开“{name}”", "文件没有改动", "请确认文件和所在文件夹还在，并且允许访问"),
    "IOERR_READ": ("读“{name}”时磁盘出错", "没有写入什么", "请检查磁盘或者U盘是否插好"),
    "IOERR": ("读写“{name}”时磁盘出错", "这一次的改动没有保存", "请检查磁盘或者U盘是否插好"),
    "PERM": ("没有权限读写“{name}”", "文件没有改动", "请检查文件权限"),
}


_REASONS = {
    "FULL": "磁盘已满",
    "IOERR": "磁盘读写出错",
    "PERM": "没有读写的权限",
    "READONLY": "文件是只读的",
    "CANTOPEN": "文件打不开",
}
"""What is said of a disk by those who do something else than saving an edit."""
_DAMAGE = ("CORRUPT", "AUTH", "INTERRUPT", "TOOBIG")
_MESSAGES = {
    "Could not decode": "CORRUPT",
    "disk I/O error": "IOERR",
    "database or disk is full": "FULL",
    "database disk image is malformed": "CORRUPT",
    "database is locked": "BUSY",
    "unable to open database file": "CANTOPEN",
    "attempt to write a readonly database": "READONLY",
    "file is not a database": "NOTADB",
    "unsupported file format": "CORRUPT",
    "invalid fts5 file format": "CORRUPT",
    "vtable constructor failed": "CORRUPT",
    "interrupted": "INTERRUPT",
}
"""For errors without a telling name: those of the driver's backup, and of text and formats that are none."""


def known(error: BaseException, path: Path) -> KnownError | None:
    """The plain sentence for an error met in using a file, None when it is a bug of ours."""
    if isinstance(error, MemoryError):
        return error_named("TOOBIG", path)
    if isinstance(error, UnicodeDecodeError):
        # The driver cannot even say what is wrong: the damaged schema it quotes is no text.
        return error_named("CORRUPT", path)
    if not isinstance(error, sqlite.Error):
        return None
    name = str(getattr(error, "sqlite_errorname", "")).removeprefix("SQLITE_")
    if name in ("", "ERROR"):
        name = next((name for start, name in _MESSAGES.items() if str(error).startswith(start)), "")
    if name.startswith("READONLY") and not path.exists():
        # SQLite refuses to write what is not under its name any more, and calls that read-only.
        name = "GONE"
    return error_named(name, path)


def gone(path: Path, device: int | None) -> KnownError:
    """What is said when a file is not where it was opened, on which disk that was."""
    name = "GONE"
    if is_pulled(path.parent, device):
        name = "PLUGGED_AGAIN" if path.exists() else "PULLED"
    return KnownError(*(text.format(**_names(path)) for text in _ADVICE[name]))


def error_named(name: str, path: Path) -> KnownError | None:
    """The plain sentence for an error by its name without SQLITE_; None when nobody need be told."""
    family = name.split("_")[0]
    sentences = _ADVICE.get(name) or _ADVICE.get(family)
    if sentences is None:
        return None
    said = [text.format(**_names(path)) for text in sentences]
    if family in _REASONS and name != "READONLY_ROLLBACK":
        return DiskError(*said, reason=_REASONS[family], path=str(path))
    kind = DamagedFileError if family in _DAMAGE else KnownError
    return kind(*said)


def _names(path: Path) -> dict[str, object]:
    return {"name": file_label(path), "file": meant(path), "folder": path.parent}
