"""Saying which paper an attachment is a copy of, and whether it bears all signatures."""

from __future__ import annotations

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.kinds.attachment import OTHER, Attachment
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.services.dossiers.ledger import paper_shown
from station_desk.services.dossiers.pack import dossier_of
from station_desk.services.records import attachments
from station_desk.services.records.entering import save_all
from station_desk.services.records.records import one
from station_desk.services.session.session import Session


def places(kind_key: str) -> dict[str, str]:
    """What an attachment of a case can be, by the key it is filed under: a paper of the case, or something else."""
    return {**{paper.id: paper.title for paper in dossier_of(kind_key).papers}, OTHER: "其他材料"}


def place_of(attachment: Attachment) -> str:
    """Under which of the places an attachment counts, as somebody said or by its name."""
    paper = paper_shown(dossier_of(attachment.owner_kind), attachment)
    return OTHER if paper is None else paper.id


def file_under(session: Session, attachment_id: int, place: str) -> Changes:
    """Say which paper an attachment is; what was signed as one paper is not signed as another."""
    found = one(session, Attachment, attachment_id)
    title = places(found.owner_kind).get(place)
    if title is None:
        raise KnownError(f"卷宗里没有编号为“{place}”的材料", "附件没有改动", "请重新选择")
    signed = found.signed and place == place_of(found)
    return save_all(session, f"附件归入“{title}”", [found.changed(paper=place, signed=signed)])


def sign(session: Session, attachment_id: int, signed: bool) -> Changes:
    """Say whether what an attachment shows bears all its signatures."""
    found = one(session, Attachment, attachment_id)
    return _signed(session, [found], places(found.owner_kind)[place_of(found)], signed)


def sign_paper(session: Session, record: Record, paper_id: str, signed: bool) -> Changes:
    """Say whether a paper of a case bears all its signatures; KnownError where no copy of it is attached."""
    title = places(record.KIND.key)[paper_id]
    found = [each for each in attachments.listed(session, record) if place_of(each) == paper_id]
    if not found:
        raise KnownError(
            f"还没有附上“{title}”的扫描件或者照片", "没有改动", "请先附上签好的那一份，再标记签名齐全"
        )
    return _signed(session, found, title, signed)


def _signed(session: Session, found: list[Attachment], title: str, signed: bool) -> Changes:
    label = f"标记“{title}”签名齐全" if signed else f"取消“{title}”的签名齐全"
    return save_all(session, label, [each.changed(paper=place_of(each), signed=signed) for each in found])
