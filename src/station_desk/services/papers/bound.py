"""What is bound into the file of a case, line by line of its contents: forms, scans, pages to paste on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import PurePath
from typing import Final

from station_desk import paths
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.keeping.files import is_picture
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.records.record import Record
from station_desk.printing.drawing.data import FormData, Picture, Placed
from station_desk.printing.forms.definition import Form, load_forms
from station_desk.services.dossiers.ledger import Dossier, Entry
from station_desk.services.forms.files import form_of
from station_desk.services.papers.source import Source
from station_desk.services.records import attachments
from station_desk.services.session.session import Session

_SCAN: Final = "volume_scan"
_SLIP: Final = "volume_slip"
_PASTE: Final = "（粘贴页：请把这份材料贴在本页，或者附在本页之后）"
_BY_HAND: Final = "原件是PDF，请打印后附在本页之后："


@dataclass(frozen=True)
class Part:
    """One run of pages: by which form, and its contents where they are not those of the record alone.

    ``about`` is the record it is printed of where that is not the case.
    """

    form: Form
    data: FormData | None = None
    about: Record | None = None

    @property
    def printed(self) -> bool:
        """Whether it is a paper printed from the record."""
        return self.data is None


@dataclass(frozen=True)
class Bound:
    """One line of the contents: a paper, what is noted about it there, its pages, what to mind about it."""

    title: str
    note: str
    parts: tuple[Part, ...]
    minded: tuple[str, ...] = ()


def bound(
    session: Session,
    record: Record,
    found: Dossier,
    cover: Form,
    chosen: Sequence[str] | None,
    *,
    core: bool = False,
) -> Iterator[Bound]:
    """What the file of a case holds when it is printed: what must be there, what there is, what else is attached.

    Every page names the case as the ``cover`` does. With ``chosen`` forms a paper without scans is in where its form
    is among them. ``core``: only the papers that the pack names so, and no other attachments.
    """
    binder = _Binder(session, record, cover)
    missing = {entry.paper.id for entry in found.missing}
    others = [] if core else [binder.scanned(PurePath(one.name).stem, (one,)) for one in found.others]
    for entry in found.entries:
        if core and entry.paper.id not in found.pack.core:
            continue
        if entry.paper.remarks:
            # What is said about the file stands behind all papers of it.
            yield from others
            others = []
        wanted = entry.there or entry.paper.id in missing or entry.paper.remarks
        if chosen is not None and entry.paper.form and not entry.attached:
            wanted = entry.paper.form in chosen
        if wanted:
            yield binder.entry(entry)
    yield from others


def rows(lines: Sequence[Bound], placed: Sequence[Placed]) -> list[Mapping[str, str]]:
    """The lines of the contents: each paper with its first page, the last one with its last page too."""
    found: list[Mapping[str, str]] = []
    at = 0
    for line in lines:
        first, last = placed[at], placed[at + len(line.parts) - 1]
        at += len(line.parts)
        end = last.first + last.pages - 1
        whole = at == len(placed) and end > first.first
        pages = f"{first.first}-{end}" if whole else str(first.first)
        found.append({"name": line.title, "pages": pages, "note": line.note})
    return found


class _Binder:
    """Makes the parts of one case."""

    def __init__(self, session: Session, record: Record, cover: Form) -> None:
        self._session, self._record, self._cover = session, record, cover
        self._names = Source(session, cover).data(record).values

    def entry(self, entry: Entry) -> Bound:
        """A paper of the case, from its scans, from its form, or as a page to paste it on."""
        title = entry.paper.title
        if entry.attached:
            scanned = self.scanned(title, entry.attached)
            told = (
                f"“{title}”登记了 {len(entry.about)} 份，附了 {len(entry.attached)} 个扫描件，卷里只有扫描件"
            )
            fewer = len(entry.attached) < len(entry.about)
            return replace(scanned, minded=(*scanned.minded, told)) if fewer else scanned
        form = form_of(self._session, entry.paper.form) if entry.paper.form else None
        # Of a paper that is printed of other records there is nothing to print where there are none of them.
        if form is not None and (entry.about or form.record == self._record.KIND.key):
            form = replace(form, bookmark="", copy_number=False)
            return Bound(title, "", tuple(Part(form, about=one) for one in entry.about) or (Part(form),))
        minded = (f"没有附“{title}”，卷里留了一页，请贴上或者附上",)
        return Bound(title, "", (self._slip(title, _PASTE),), minded)

    def scanned(self, title: str, attached: Sequence[Attachment]) -> Bound:
        """A paper as it was attached: pictures as pages, and a page that says what else is put in behind it by hand."""
        pictures = [one for one in attached if is_picture(one.media)]
        by_hand = [one.name for one in attached if not is_picture(one.media)]
        parts = []
        if pictures:
            form = self._sheet(_SCAN, title)
            parts.append(Part(form, FormData(self._names, pictures=[self._picture(one) for one in pictures])))
        if by_hand:
            parts.append(self._slip(title, _BY_HAND + "、".join(by_hand)))
        minded = tuple(f"“{name}”是PDF，请另行打印，附在卷内“{title}”那一页之后" for name in by_hand)
        return Bound(title, "有PDF另附" if by_hand else "", tuple(parts), minded)

    def _picture(self, one: Attachment) -> Picture:
        return Picture(
            one.name, field_text(one, "added_on"), partial(attachments.content, self._session, one)
        )

    def _slip(self, title: str, text: str) -> Part:
        return Part(self._sheet(_SLIP, title), FormData({**self._names, "paper": title, "text": text}))

    def _sheet(self, sheet: str, title: str) -> Form:
        """A sheet of the program's under the name of a paper, about the case like any other page."""
        return replace(sheets()[sheet], title=title, about=self._cover.about)


@cache
def sheets() -> Mapping[str, Form]:
    """The sheets of the program that are no forms of their own, by id."""
    return load_forms(paths.resources("sheets"))
