"""The one judge: whatever is wrong with a record, or deserves a look, other records included.

The editor, the command line, the overview and the look over a whole file ask here and hear the same. What a record
alone can tell comes from the validation of the domain; each rule here needs the file, and the rooms of the subjects
bring more. A rule that would be slow for every record of a large file names its suspects first, in one walk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from station_desk.domain.basics.errors import Problem, RefusedError, Severity
from station_desk.domain.basics.rooms import brought
from station_desk.domain.fields.types import RefType
from station_desk.domain.records.identity import completed
from station_desk.domain.records.query import Query, Where, matches
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import shown_in
from station_desk.services.records import questions, twins
from station_desk.services.session.session import Session

_BATCH = 100


@dataclass(frozen=True)
class Judged:
    """A record as it would be saved, and all that is said about it."""

    record: Record
    problems: tuple[Problem, ...]

    @property
    def blocked(self) -> bool:
        """Whether it cannot be saved."""
        return any(problem.blocks for problem in self.problems)

    @property
    def questions(self) -> tuple[Problem, ...]:
        """The questions somebody answers before it is saved."""
        return tuple(problem for problem in self.problems if problem.asks)

    def refuse(self, subject: str = "") -> None:
        """RefusedError when it cannot be saved."""
        if self.blocked:
            kind = self.record.KIND
            raise RefusedError(subject or kind.label, self.problems, kind.labels)


def judge(session: Session, record: Record) -> Judged:
    """What is said about a record as it was typed, and what it is saved as.

    What it takes over from another one, as the rooms of the subjects tell, is there before anything is said. A blank
    birth date or sex is filled from a sound ID number, so that nobody types it twice; the tick of a minor is set where
    the dates prove it. What is filled in may contradict something else: that blocks as if it were typed.
    """
    # The window is painted before anything is judged.
    from station_desk.domain.privacy import minors

    for complete in _completing():
        record = complete(session, record)
    found = problems(session, record)
    filled = minors.completed(completed(record))
    if filled != record:
        found += [each for each in problems(session, filled) if each.blocks and each not in found]
    return Judged(filled, tuple(found))


def problems(session: Session, record: Record) -> list[Problem]:
    """Everything there is to say about one record."""
    return [problem for rule in rules() for problem in rule.find(session, record)]


def findings(session: Session) -> Iterator[Problem]:
    """Everything there is to say about every record of the file."""
    listed = [rule for rule in rules() if not (rule.told_with_days or rule.of_change)]
    for kind in KINDS.values():
        suspects = _suspects(session, kind, listed)
        for record in session.reader.iterate(Query(kind)):
            yield from _about(session, record, suspects)


def open_findings(session: Session) -> Iterator[tuple[Problem, ...]]:
    """What there is to say about what is being worked on now, record by record, so that a window can do it in pieces.

    No question to the file stays open between two steps, so records may change meanwhile. What the overview tells
    together elsewhere is left out.
    """
    apart = (rule.told_together or rule.told_with_days or rule.of_change for rule in rules())
    told = [rule for rule, elsewhere in zip(rules(), apart, strict=True) if not elsewhere]
    suspects: dict[Kind, dict[FileRule, Collection[int] | None]] = {}
    for kind in KINDS.values():
        # A part is worked on with the record whose page shows it.
        if kind.part:
            continue
        parts = shown_in(kind)
        for each in (kind, *(part.kind for part in parts)):
            suspects[each] = _suspects(session, each, [rule for rule in told if rule.quick])
            suspects[each] |= {rule: None for rule in told if not rule.quick}
        ids = session.reader.ids(Query(kind, kind.open))
        for start in range(0, len(ids), _BATCH):
            chosen = ids[start : start + _BATCH]
            for record in session.reader.all(kind.cls, Where("id", "in", chosen)):
                yield tuple(_about(session, record, suspects[kind]))
            for part in parts:
                for record in session.reader.all(part.kind.cls, Where(part.key, "in", chosen)):
                    yield tuple(_about(session, record, suspects[part.kind]))


def full_message(problem: Problem) -> str:
    """A problem of a list with the field it concerns."""
    label = KINDS[problem.kind].labels.get(problem.field, "") if problem.kind else ""
    return f"{label}：{problem.message}" if label else problem.message


@dataclass(frozen=True)
class FileRule:
    """What other records, packs or answers tell about a record.

    ``suspects`` names the records of a kind it may concern, None for any; ``quick``: in no time, also of a large file.
    ``told_together``: the overview has a place of its own for it. ``told_with_days``: nothing is wrong, and outside the
    editor the list of what is due tells it, as long as the limit runs. ``of_change``: it speaks of a change to what the
    file holds, or of what is new; of a record as it lies there it has nothing to say.
    """

    find: Callable[[Session, Record], Iterable[Problem]]
    suspects: Callable[[Session, Kind], Collection[int] | None] = lambda session, kind: None
    quick: bool = True
    told_together: bool = False
    told_with_days: bool = False
    of_change: bool = False


def _suspects(
    session: Session, kind: Kind, rules: Iterable[FileRule]
) -> dict[FileRule, Collection[int] | None]:
    """The rules that may tell something about a kind, each with its suspects."""
    found = ((rule, rule.suspects(session, kind)) for rule in rules)
    return {rule: ids for rule, ids in found if ids is None or ids}


def _about(
    session: Session, record: Record, suspects: dict[FileRule, Collection[int] | None]
) -> Iterator[Problem]:
    for rule, ids in suspects.items():
        if ids is None or record.id in ids:
            for problem in rule.find(session, record):
                yield replace(problem, kind=record.KIND.key, record=record.id)


def _alone(session: Session, record: Record) -> list[Problem]:
    """What the record itself tells, without the questions that were answered about the same values."""
    from station_desk.domain.register.validation import validate

    return questions.unanswered(session, record, validate(record, session.clock.today()))


def _dangling(session: Session, record: Record) -> Iterator[Problem]:
    for field in record.KIND.fields:
        value = getattr(record, field.key)
        if (
            isinstance(field.type, RefType)
            and value is not None
            # What is not there yet has a number below 0.
            and value >= 0
            and not session.reader.title(field.type.kind, value)
        ):
            yield Problem(field.key, f"找不到所选的{KINDS[field.type.kind].label}，请重新选择")


def _with_lost(session: Session, kind: Kind) -> Collection[int]:
    return session.reader.dangling(kind)


def _cautions(session: Session, record: Record) -> Iterator[Problem]:
    """What to mind about a limit that runs for this record, under the field that brings it in."""
    # Packs are read where something is checked, not where the window is opened.
    from station_desk.services.packs.packs import deadline_rules

    others = session.reader.all
    for rule in deadline_rules():
        if rule.kind is record.KIND and rule.cautions and matches(record, rule.where, others):
            for caution in rule.cautions:
                if matches(record, caution.where, others):
                    yield Problem(caution.field, f"{rule.title}：{caution.text}", Severity.WARNING)


_OWN = (
    FileRule(_alone),
    FileRule(twins.twins, twins.with_twins, quick=False),
    FileRule(_dangling, _with_lost),
    FileRule(_cautions, told_with_days=True),
)


@cache
def rules() -> tuple[FileRule, ...]:
    """Every rule, those of the subjects last; their rooms bring them in a module called ``rules``."""
    brings = (getattr(module, "RULES", ()) for module in brought("station_desk.services", "rules"))
    return (*_OWN, *(rule for own in brings for rule in own))


Complete: TypeAlias = Callable[[Session, Record], Record]
"""From a record as it was typed to the same with what it takes over from others."""


@cache
def _completing() -> tuple[Complete, ...]:
    """What the rooms of the subjects fill in; they bring it in their module ``rules``."""
    brings = (getattr(module, "COMPLETES", ()) for module in brought("station_desk.services", "rules"))
    return tuple(complete for own in brings for complete in own)
