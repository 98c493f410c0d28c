"""What papers say of the file of a case, whatever the case is: which papers it holds, what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from station_desk.domain.records.field import Privacy
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.dossiers import ledger
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.services.forms.declared import Line, Texts, line, rows, value, values
from station_desk.services.forms.desk import Desk

_CASES: Final = tuple(kind.cls for key, kind in KINDS.items() if has_dossier(key))


@rows("volume_papers", *_CASES, more=("name",), pen=("pages", "note"))
def _papers(desk: Desk, case: Record) -> Iterator[Line]:
    return (line(name=name) for name in ledger.names_there(desk.session, case))


@values(("volume_pages",), *_CASES)
def _pages(desk: Desk, case: Record) -> Texts:
    """Known once the papers are put together: the volume puts it in, a back by itself leaves it for the pen."""
    return {"volume_pages": ""}


@value("volume_remarks", *_CASES, privacy=Privacy.SENSITIVE)
def _remarks(desk: Desk, case: Record) -> str:
    if not case.id:
        return ""
    found = ledger.papers_of(desk.session, case)
    return "\n".join(ledger.remarks(found.entries, found.others))
