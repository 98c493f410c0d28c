"""Questions about unusual values: which are still open, and keeping an answer so that nobody is asked twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence

from station_desk.domain.basics.errors import Problem
from station_desk.domain.keeping.kinds.confirmed import Confirmed
from station_desk.domain.privacy.minors import TELLING, Minority, by_dates
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.records.questions import MINOR_POSSIBLE
from station_desk.domain.records.record import Record
from station_desk.domain.register.validation import questions
from station_desk.services.session.session import Session
from station_desk.store.records.writing import Writer


def unanswered(session: Session, record: Record, problems: Sequence[Problem]) -> list[Problem]:
    """The problems without the questions that were answered about these very values."""
    if not any(problem.asks for problem in problems):
        return list(problems)
    known = _answers(session, record)
    return [
        problem
        for problem in problems
        if not problem.asks or (problem.ask, _digest(record, problem)) not in known
    ]


def answered(session: Session, record: Record) -> list[Problem]:
    """The questions that were answered about these very values."""
    known = _answers(session, record)
    asked = questions(record, session.clock.today()) if known else ()
    return [problem for problem in asked if (problem.ask, _digest(record, problem)) in known]


def is_open(session: Session, record: Record, name: str) -> bool:
    """Whether a question stands about a record and nobody has answered it."""
    asked = [one for one in questions(record, session.clock.today()) if one.ask == name]
    return bool(unanswered(session, record, asked))


def unsettled_minors(session: Session) -> frozenset[int]:
    """The records of people who may have been minors at the offence and of whom nobody has looked it up."""
    found: set[int] = set()
    for cls, keys in TELLING.items():
        unknown = both(Where("minor", "==", False), Where("offence_on", "empty"), Where("born_on", "filled"))
        for record_id, *values in session.reader.values(Query(cls.KIND, unknown), keys):
            record = cls(id=record_id, **dict(zip(keys, values, strict=True)))
            if by_dates(record) is Minority.POSSIBLE and is_open(session, record, MINOR_POSSIBLE):
                found.add(record_id)
    return frozenset(found)


def keep(session: Session, writer: Writer, record: Record, names: Collection[str]) -> None:
    """Keep the answers to the named questions with the record, and forget those about values that are gone."""
    kept = _kept(session, record)
    if not kept and not names:
        return
    asked = questions(record, session.clock.today())
    standing = {(problem.ask, _digest(record, problem)) for problem in asked}
    known = set()
    for one in kept:
        if (one.question, one.about) in standing:
            known.add((one.question, one.about))
        else:
            writer.delete(one)
    for name, about in sorted(standing - known):
        if name in names:
            writer.insert(
                Confirmed(
                    owner_kind=record.KIND.key,
                    owner=record.id,
                    question=name,
                    about=about,
                    confirmed_on=session.clock.today(),
                )
            )


def _kept(session: Session, record: Record) -> tuple[Confirmed, ...]:
    if not record.id:
        return ()
    return session.reader.all(
        Confirmed, both(Where("owner", "==", record.id), Where("owner_kind", "==", record.KIND.key))
    )


def _answers(session: Session, record: Record) -> set[tuple[str, str]]:
    """What was answered about a record: the name of each question, and the digest of what it was about."""
    return {(one.question, one.about) for one in _kept(session, record)}


def _digest(record: Record, problem: Problem) -> str:
    """A digest over the values a question is about."""
    fields = record.KIND.by_key
    values = [fields[key].type.to_json(getattr(record, key)) for key in problem.about]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
