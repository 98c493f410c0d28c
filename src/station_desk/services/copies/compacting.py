"""Writing a station file anew: without the remains of deleted records and contents nobody refers to any more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.keeping.files import size_text
from station_desk.services.copies import backups
from station_desk.services.session.session import Session
from station_desk.store.records import attachments


@dataclass(frozen=True)
class Compacted:
    """Bytes of the file before and after, and how many attached contents were dropped."""

    before: int
    after: int
    dropped: int

    @property
    def message(self) -> str:
        """The outcome in Chinese."""
        dropped = f"，清除了 {self.dropped} 个已移除附件的内容" if self.dropped else ""
        return f"整理前 {size_text(self.before)}，整理后 {size_text(self.after)}{dropped}。"


def compact(session: Session, folder: Path | None = None, tell: Tell = quiet) -> Compacted:
    """Drop what only an undo of removed attachments still held, and write the file anew, after a verified backup."""
    session.file.may_write()
    with session.unlocked():
        backups.back_up(session.path, backups.Reason.RISK, clock=session.clock, folder=folder, tell=tell)
    before = session.path.stat().st_size
    with session.write("整理文件", action="load"):
        dropped, _ = attachments.drop_unused(session.file.connection)
    session.file.rekey(session.file.key, tell, undone="文件没有整理")
    return Compacted(before, session.path.stat().st_size, dropped)
