"""Photos, scans and PDFs attached to records: added, shown, saved elsewhere, removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import clip
from station_desk.domain.keeping.files import media_of, safe_name, size_text, why_not
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.privacy.privacy import Access, AccessEntry, is_watched
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where, both
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.ground.saving import save_bytes
from station_desk.services.records.entering import remove_all, save_all
from station_desk.services.records.records import one
from station_desk.services.session.session import Session
from station_desk.store.records import attachments as store

MOST_BYTES = 20 << 20
"""The greatest size of one attachment; a scanned page is a hundredth of it."""
MOST_READ = 200 << 20
"""The greatest size of a picture that may still be made smaller."""
MOST_PER_RECORD = 100


def read(path: Path) -> bytes:
    """The content of a picture or PDF to be attached; KnownError when it is none, or too large."""
    try:
        if path.exists() and not path.is_file():
            raise KnownError(
                f"“{clip(path.name, 40)}”不是文件，不能作为附件", "没有添加附件", "请选择图片或者PDF"
            )
        size = path.stat().st_size
        if size > MOST_READ:
            raise _too_large(path.name, size)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise KnownError(
            f"读不了“{clip(path.name, 40)}”：文件不在了，或者没有读取的权限", "没有添加附件", "请确认文件还在"
        ) from error
    if reason := why_not(data):
        what, _, advice = reason.partition("，")
        raise KnownError(f"“{clip(path.name, 40)}”{what}，不能作为附件", "没有添加附件", advice)
    return data


def add(
    session: Session, owner: Record, name: str, data: bytes, thumb: bytes = b"", paper: str = ""
) -> Changes:
    """Attach a picture or PDF to a saved record as one intention; ``thumb`` is a small picture of it (PNG).

    ``paper`` says which paper of the case it is a copy of, "" for as its name tells.
    """
    media = media_of(data)
    if not media:
        raise KnownError("只有图片和PDF可以作为附件", "没有添加附件")
    if len(data) > MOST_BYTES:
        raise _too_large(name, len(data))
    if len(listed(session, owner)) >= MOST_PER_RECORD:
        raise KnownError(f"一条记录最多 {MOST_PER_RECORD} 个附件", "没有添加附件", "请把几页合成一个PDF")
    safe = safe_name(name, media)
    attached = Attachment(
        owner_kind=owner.KIND.key,
        owner=owner.id,
        name=safe,
        media=media,
        size=len(data),
        digest=store.digest_of(data),
        added_on=session.clock.today(),
        paper=paper,
    )
    return save_all(
        session,
        f"添加附件“{clip(safe)}”",
        [attached],
        alongside=lambda: store.put(session.file.connection, data, thumb),
    )


def listed(session: Session, owner: Record) -> tuple[Attachment, ...]:
    """The attachments of a record, in the order they were added."""
    where = both(Where("owner", "==", owner.id), Where("owner_kind", "==", owner.KIND.key))
    return session.reader.all(Attachment, where) if owner.id else ()


def thumb(session: Session, attachment: Attachment) -> bytes:
    """The small picture of an attachment; b"" when it has none."""
    return store.thumb_of(session.file.connection, attachment.digest)


def view(session: Session, attachment: Attachment) -> bytes:
    """The content to be shown in full; that of a watched record is logged first."""
    data = content(session, attachment)
    _note(session, attachment, Access.VIEW, "查看附件")
    return data


def name_outside(attachment: Attachment, data: bytes) -> str:
    """A safe name for a copy outside: what stands in a file from elsewhere may be made to do harm."""
    return safe_name(attachment.name, media_of(data) or "image/jpeg")


def content(session: Session, attachment: Attachment) -> bytes:
    """The content, proven to be what was attached; KnownError when it is gone or spoiled."""
    data = store.data_of(session.file.connection, attachment.digest)
    if data is None:
        raise KnownError(f"附件“{attachment.name}”的内容丢失或者损坏", "其他内容不受影响", "请从备份里找回")
    return data


def save_copy(session: Session, attachment: Attachment, path: Path) -> Path:
    """Save a copy outside the file, where nothing protects it any more; that of a watched record is logged."""
    data = content(session, attachment)
    save_bytes(path, data, lambda: _note(session, attachment, Access.EXPORT, "附件另存"))
    return path


def _note(session: Session, attachment: Attachment, action: Access, detail: str) -> None:
    kind = KINDS.get(attachment.owner_kind)
    owner = session.reader.get(kind.cls, attachment.owner or 0) if kind else None
    if owner is not None and is_watched(owner):
        session.note(AccessEntry(action, owner.KIND.key, owner.id, detail))


def remove(session: Session, ids: Sequence[int]) -> Changes:
    """Take attachments off their record as one intention; undo brings them back."""
    found = [one(session, Attachment, record_id) for record_id in ids]
    named = f"“{clip(found[0].name)}”" if len(found) == 1 else f" {len(found)} 个"
    return remove_all(session, f"移除附件{named}", found)


def _too_large(name: str, size: int) -> KnownError:
    most = size_text(MOST_BYTES)
    return KnownError(
        f"“{clip(name, 40)}”有 {size_text(size)}，超过了 {most}",
        "没有添加附件",
        "请缩小图片，或者拆成几个文件",
    )
