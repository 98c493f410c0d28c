"""What makes a station file a year archive: one fact inside it, whatever the file is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.jsontext import read_json

ARCHIVE_MARK = "archive"


@dataclass(frozen=True)
class ArchiveMark:
    """The year of an archive, when and by whom it was made, its last day (ISO), and the digest over its rows."""

    year: int
    made_on: str
    made_by: str
    through: str
    digest: str

    @property
    def message(self) -> str:
        """What the file is, in Chinese."""
        return f"这是 {self.year} 年的年度档案（{self.made_on} 归档），只能查看和打印"


def archive_mark_of(connection: Any) -> ArchiveMark | None:
    """The mark of an archive; None for a working file."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (ARCHIVE_MARK,)).fetchone()
    if row is None:
        return None
    try:
        held = read_json(str(row[0]))
        return ArchiveMark(
            _year(held["year"]),
            *(str(held[key])[:100] for key in ("made_on", "made_by", "through", "digest")),
        )
    except (ValueError, TypeError, KeyError):
        # Somebody altered the mark; an archive it stays.
        return ArchiveMark(0, "", "", "", "")


def _year(value: object) -> int:
    if not isinstance(value, int) or not 1900 <= value <= 2199:
        raise ValueError("no year")
    return value


def archive_note(connection: Any) -> str:
    """Why an archive is only for reading, in Chinese; "" for a working file."""
    mark = archive_mark_of(connection)
    return mark.message if mark else ""


def refuse_archive(connection: Any, doing: str) -> None:
    """KnownError when a file that something should be done with is an archive."""
    mark = archive_mark_of(connection)
    if mark is not None:
        raise KnownError(
            f"不能{doing}：{mark.message}",
            "没有改动任何文件",
            "请改用司法所的工作文件，或者把档案恢复成一个新文件",
        )
