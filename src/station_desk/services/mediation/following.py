"""What follows from a mediation case and its parts: names typed in its row are parties, and its row sums up the parts.

Whoever is typed as party or mediator becomes a record of the case; whatever is said of a part, on its own or on the
page of the case, is said in the row as well. Both in the intention that brings it about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from station_desk.domain.basics.errors import Problem, RefusedError
from station_desk.domain.fields.types import clip
from station_desk.domain.mediation import summary
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, Party
from station_desk.domain.mediation.populations import serving_mediator
from station_desk.domain.mediation.summary import SIDES, SORTS, CaseParts, Renaming
from station_desk.domain.people import roles
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.records.record import Record
from station_desk.domain.register.relations import references_to
from station_desk.services.mediation import committee_following
from station_desk.services.records.following import Along, Follows
from station_desk.services.session.session import Session

_WAYS: Final = ("phone", "address")
"""What the row of a case says about the first party of a side beside the name."""
_BARE: Final[Mapping[type[Record], tuple[str, ...]]] = {
    Party: ("mediation", "side", "nature", "name"),
    CaseMediator: ("mediation", "mediator", "name", "duty"),
}
"""What a name typed in the row makes of a part; one that says more is not taken away by typing other names."""


def parts_of(session: Session, case: int) -> CaseParts:
    """The parts of a case that its row sums up, as they stand in the file."""
    found = {key: session.reader.all(cls, Where("mediation", "==", case)) for cls, key in SORTS.items()}
    return CaseParts(**_in_order(found))


def parts_of_many(session: Session, cases: Collection[int]) -> dict[int, CaseParts]:
    """The same of several cases, read at once."""
    found: dict[int, dict[str, list[Any]]] = {case: {key: [] for key in SORTS.values()} for case in cases}
    for cls, key in SORTS.items():
        for part in session.reader.all(cls, Where("mediation", "in", tuple(cases))):
            found[_owner(part) or 0][key].append(part)
    return {case: CaseParts(**_in_order(sorts)) for case, sorts in found.items()}


def _in_order(sorts: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    return {key: tuple(sorted(parts, key=lambda part: part.id)) for key, parts in sorts.items()}


@dataclass(frozen=True)
class Listed:
    """The names that one field of a row lists, and the parts that stand for them."""

    key: str
    cls: type[Party] | type[CaseMediator]

    @property
    def section(self) -> str:
        """Where the parts are edited."""
        return self.cls.KIND.label

    @property
    def longest(self) -> int:
        """Characters of the field."""
        return Mediation.KIND.by_key[self.key].longest

    def among(self, parts: Sequence[Record]) -> list[Record]:
        """Those that stand in this field."""
        mine = [part for part in parts if isinstance(part, self.cls)]
        return [part for part in mine if not isinstance(part, Party) or part.side == self.key]

    def standing(self, parts: CaseParts) -> list[Record]:
        """Those of a case."""
        return self.among((*parts.parties, *parts.mediators))

    def text(self, parts: Sequence[Record]) -> str:
        """What the field says of them."""
        return summary.joined((summary.name_of(part) for part in parts), self.longest)


LISTS: Final = (*(Listed(side, Party) for side in SIDES), Listed("mediators", CaseMediator))
"""The fields of a row that list names."""


def retyped(listed: Listed, case: Mediation, was: Mediation | None, parts: CaseParts) -> Renaming | None:
    """What becomes of the parts when the names of a row were typed anew; None where they say what they said."""
    typed, standing = getattr(case, listed.key), listed.standing(parts)
    if typed == (getattr(was, listed.key) if was else "") or typed == listed.text(standing):
        return None
    return summary.renaming(standing, summary.names_in(typed))


def _case(along: Along, before: Record | None, after: Record | None) -> None:
    """Make parties and mediators of the names that were typed, and sum up anew."""
    if not isinstance(after, Mediation):
        return
    was = before if isinstance(before, Mediation) else None
    parts = parts_of(along.session, after.id)
    earlier = _before_it_all(along, after.id, parts)
    # What the intention itself wrote; what follows from the names is written below.
    told = {part.id for key in SORTS.values() for part in getattr(parts, key) if part.id in along.was}
    for listed in LISTS:
        gone = {part.id for part in listed.standing(earlier)} - {part.id for part in listed.standing(parts)}
        page = gone | (told & {part.id for part in listed.standing(parts)})
        _name(along, listed, after, was, parts, page)
    for side in SIDES:
        ways = {key: getattr(after, f"{side}_{key}") for key in _WAYS}
        said = {key: getattr(was, f"{side}_{key}") if was else "" for key in _WAYS}
        typed = {key: value for key, value in ways.items() if value != said[key]}
        if typed:
            _reach(along, after.id, side, typed, told)
    _renew(along, after.id, was)


def _part(along: Along, before: Record | None, after: Record | None) -> None:
    """Sum up anew the case of a part, and the one it was moved from."""
    for case in dict.fromkeys(_owner(part) for part in (before, after) if part is not None):
        if case is not None and case not in along.going:
            _renew(along, case, None)


def _before_it_all(along: Along, case: int, parts: CaseParts) -> CaseParts:
    """The parts of a case as they stood before this intention."""
    earlier = {}
    for cls, key in SORTS.items():
        then = {part.id: part for part in getattr(parts, key) if part.id not in along.was}
        for number, part in along.was.items():
            if isinstance(part, cls) and _owner(part) == case:
                then[number] = part
        earlier[key] = tuple(then[number] for number in sorted(then))
    return CaseParts(**earlier)


def _owner(part: Record) -> int | None:
    owner: int | None = getattr(part, "mediation")  # noqa: B009 - of every sort of part
    return owner


def _renew(along: Along, case_id: int, was: Mediation | None) -> None:
    case = along.session.reader.get(Mediation, case_id)
    if case is None:
        return
    parts = parts_of(along.session, case_id)
    if parts.parties and not parts.side("applicant"):
        told = "一件纠纷至少有一名申请人：请先登记另一名申请人，再删除或者改动这一名"
        raise RefusedError(Party.KIND.label, [Problem("", told)], {})
    along.put(summary.renewed(case, parts, _before_it_all(along, case_id, parts), was))


def _reach(along: Along, case: int, side: str, typed: Mapping[str, str], told: Collection[int]) -> None:
    """Give what was typed about a side to its first party; what its page says of him itself (``told``) holds."""
    first = next(iter(parts_of(along.session, case).side(side)), None)
    if first is not None:
        given = {
            key: value
            for key, value in typed.items()
            if not (first.id in told and (getattr(first, key) or not value))
        }
        along.put(first.changed(**given))


def _name(
    along: Along,
    listed: Listed,
    case: Mediation,
    was: Mediation | None,
    parts: CaseParts,
    page: Collection[int],
) -> None:
    """Make the parts of one field those that the row names now; ``page`` are those written by themselves."""
    plan = retyped(listed, case, was, parts)
    if plan is None:
        return
    standing = listed.standing(parts)
    if not summary.fits([summary.name_of(part) for part in standing], listed.longest):
        told = f"有 {len(standing)} 名，这里写不下全部姓名，请在“{listed.section}”里增减、改名"
        raise _refused(listed.key, told)
    if page:
        # The page says what becomes of those it shows; whoever else was typed is one more.
        known = {summary.name_of(part) for part in standing}
        typed = summary.names_in(getattr(case, listed.key))
        plan = Renaming((), (), tuple(name for name in typed if name not in known))
    for part in plan.gone:
        if _says_more(along.session, part):
            told = f"“{clip(summary.name_of(part))}”还登记了别的内容，请在“{listed.section}”里删除或者改名"
            raise _refused(listed.key, told)
        along.take(part)
    for part, name in plan.renamed:
        along.put(part.changed(name=name))
    for number, name in enumerate(plan.added):
        along.put(_made(along.session, listed, case, name, first=not number and not standing))


def _refused(key: str, told: str) -> RefusedError:
    return RefusedError(Mediation.KIND.label, [Problem(key, told)], Mediation.KIND.labels)


def _says_more(session: Session, part: Record) -> bool:
    """Whether more is known of a part than its name."""
    own = [field for field in part.KIND.fields if field.key not in _BARE[type(part)]]
    if any(getattr(part, field.key) != field.type.empty for field in own) or part.unreadable:
        return True
    return any(
        session.reader.count(Query(kind, Where(key, "==", part.id)))
        for kind, key, _ in references_to(part.KIND)
    )


def _made(session: Session, listed: Listed, case: Mediation, name: str, *, first: bool) -> Record:
    """The part that stands for a name typed in the row."""
    if listed.cls is Party:
        return roles.called(Party, name, mediation=case.id, side=listed.key)
    duty = "presides" if first else "joins"
    return CaseMediator(mediation=case.id, name=name, duty=duty, mediator=_serving(session, case, name))


def _serving(session: Session, case: Mediation, name: str) -> int | None:
    """Who of the roster is meant by a name: the one of the committee, else of the file, who serves on the day."""
    day = case.accepted_on or session.clock.today()
    called = both(Where("name", "==", name), serving_mediator(day))
    found = session.reader.all(Mediator, called)
    own = [one for one in found if case.committee is not None and one.committee == case.committee]
    chosen = own or found
    return chosen[0].id if len(chosen) == 1 else None


FOLLOWS: Follows = {
    Mediation.KIND.key: _case,
    **{cls.KIND.key: _part for cls in SORTS},
    **committee_following.FOLLOWS,
}
