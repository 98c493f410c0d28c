"""Which forms there are, the program's and those of the county in the opened file, without loading what draws them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import DateType
from station_desk.domain.keeping.kinds.county_document import DOCUMENTS, FORM, CountyDocument
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.services.packs.packs import read_pack
from station_desk.services.session.session import Session

_ORDER = 100
"""The place of a form that names none."""


@dataclass(frozen=True)
class FormInfo:
    """A form that can be printed; ``kind`` is the key of the record kind it is about, "" when about the station.

    ``own``: it is the county's, from the opened file.
    """

    id: str
    title: str
    kind: str
    own: bool = False

    @property
    def label(self) -> str:
        """Its title, which says so when it is the county's."""
        return f"{self.title}（本县）" if self.own else self.title


Place = tuple[int, FormInfo]
"""A form and its place among the others."""


def forms(session: Session) -> tuple[FormInfo, ...]:
    """Every form there is for the opened file, in its order.

    A county's form with the id of one of the program's stands in its place. A definition that cannot be read at all is
    left out, and what else is wrong in one is found when it is made: `files.form_faults` tells. Neither may keep the
    other forms from their place.
    """
    return session.remembered("forms", lambda: _all(session), DOCUMENTS)


def program_forms() -> tuple[FormInfo, ...]:
    """Every form that comes with the program, in its order."""
    return tuple(info for _, info in program_heads())


def own_forms(session: Session) -> dict[str, int]:
    """The county's forms that have a place among the others: the ids of their documents in the file, by their own."""
    return session.remembered(
        "own forms", lambda: {name: document for name, (document, _) in _own(session).items()}, DOCUMENTS
    )


def why_not_in_place(form_id: str, kind: str) -> str:
    """Why a county's form about a kind cannot stand in the place of the program's form of its id; "" when it can.

    Buttons, packs and case files ask for a form by its id and hand it the record they are about.
    """
    program = next((info for info in program_forms() if info.id == form_id), None)
    if program is None or program.kind == kind:
        return ""
    about = f'要写 record = "{program.kind}"' if program.kind else "不能写 record"
    return f"程序自带的“{program.title}”也用这个 id，代替它的表格{about}；不想代替它，请改用别的 id"


def _all(session: Session) -> tuple[FormInfo, ...]:
    own = _own(session)
    heads = [head for head in program_heads() if head[1].id not in own]
    heads += [head for _, head in own.values()]
    return tuple(info for _, info in sorted(heads, key=lambda head: head[0]))


def _own(session: Session) -> dict[str, tuple[int, Place]]:
    """The county's forms that are in use and about records there are, each with the id of its document; by their id."""
    query = Query(CountyDocument.KIND, both(Where("sort", "==", FORM), Where("in_use", "==", True)))
    found: dict[str, tuple[int, Place]] = {}
    # Of two with one id, which nobody can import, the later counts.
    for document, name, title, about, place in sorted(
        session.reader.values(query, ("name", "title", "about", "place")), key=lambda row: int(row[0])
    ):
        if name and (not about or about in KINDS) and not why_not_in_place(name, about):
            info = FormInfo(name, title, about, own=True)
            found[name] = (document, (_ORDER if place is None else place, info))
    return found


@cache
def program_heads() -> tuple[Place, ...]:
    """Every form that comes with the program, with its place."""
    heads = [head for path in sorted(paths.forms().glob("*.toml")) if (head := _head(path))]
    heads.sort(key=lambda head: head[0])
    found: dict[str, Place] = {}
    for place, info in heads:
        found.setdefault(info.id, (place, info))
    return tuple(found.values())


def _head(path: Path) -> Place | None:
    """The place of a form and what it is."""
    try:
        head = read_pack(path)
        form_id, title, kind = (str(head.get(key, "")) for key in ("id", "title", "record"))
        order = int(str(head.get("order", _ORDER)))
    except (KnownError, ValueError):
        return None
    return (order, FormInfo(form_id, title, kind)) if form_id and (not kind or kind in KINDS) else None


def register_order(kind: Kind) -> tuple[str, bool]:
    """The field a register of a kind goes by, and whether downwards."""
    return kind.register_order[0], False


def goes_by_day(kind: Kind) -> bool:
    """Whether a register of a kind goes by a day."""
    return isinstance(kind.by_key[register_order(kind)[0]].type, DateType)
