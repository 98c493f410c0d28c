"""What the forms about people are filled with: candidates, recruitments, staff, appraisals, the board at the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.basics.exact import rounded_percent
from station_desk.domain.fields.types import number_text
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.hiring.eligibility import State, Verdict, preference_terms
from station_desk.domain.hiring.kinds import TRACK, Candidate, Recruitment
from station_desk.domain.hiring.scheme import BASES
from station_desk.domain.hiring.steps import HeadCount, Ranked
from station_desk.domain.people.kinds.movements import Movement, Whereabouts
from station_desk.domain.people.kinds.roster import Appraisal, Award, Staff, Training
from station_desk.domain.records.query import Where, in_year
from station_desk.domain.records.record import Record
from station_desk.services.hiring import selection
from station_desk.services.packs.packs import scheme_named
from station_desk.services.people import roster
from station_desk.services.records.texts import RecordTexts
from station_desk.services.session.session import Session

Rows: TypeAlias = Sequence[Mapping[str, str]]
Values: TypeAlias = dict[str, str]


_STEPS: tuple[tuple[str, Callable[[Candidate], bool]], ...] = (
    ("报名", lambda person: person.applied_on is not None),
    ("资格审查", lambda person: person.review == "passed"),
    ("笔试", lambda person: person.written_score is not None),
    ("面试", lambda person: person.interview_score is not None),
    ("考察", lambda person: person.inspection == "passed"),
    ("体检", lambda person: person.medical == "passed"),
)
"""The steps before the public notice, and what records that somebody has gone through each."""

_BAR = 20
"""Squares of a full bar."""


def people_values(session: Session, record: Record, *, masked: bool) -> Values:
    """The texts a form about this record needs beside its own fields; none for other kinds."""
    make = _VALUES.get(type(record))
    return make(session, record, masked) if make else {}


def people_table(session: Session, source: str, record: Record | None, *, masked: bool) -> Rows | None:
    """The rows of a table about people by its source name, () without its record; None when it is none of these."""
    if source in _STATION_TABLES:
        return _STATION_TABLES[source](session, masked)
    if source in _RECORD_TABLES:
        cls, make = _RECORD_TABLES[source]
        return make(session, record, masked) if isinstance(record, cls) else ()
    return None


def _shown_age(person: Candidate | Staff, day: date) -> str:
    born = person.born_on
    return f"{age_on(born, day)} 周岁" if born else field_text(person, "born_on")


def _candidate_values(session: Session, person: Candidate, masked: bool) -> Values:
    verdict = selection.verdict(session, person)
    batch = selection.recruitment_of(session, person)
    return {
        "scheme": scheme_named(batch.rules).title,
        "batch": batch.title,
        "age": "＊＊＊" if masked else _shown_age(person, session.clock.today()),
        "law": _law(person),
        "conclusion": _conclusion(verdict),
    }


def _law(person: Candidate) -> str:
    return preference_terms(
        name for name in ("legal_qualification", "law_graduate", "experience") if getattr(person, name)
    )


def _conclusion(verdict: Verdict) -> str:
    """What the check of the conditions says; the panel decides."""
    results = {State.FAILED: ("不符合条件", verdict.failed), State.JUDGEMENT: ("待核条件", verdict.open)}
    if verdict.state in results:
        words, found = results[verdict.state]
        text = f"{words}：{'、'.join(result.criterion.id for result in found)}"
    else:
        text = "逐条核对均符合"
    reason = verdict.candidate.review_reason
    passed = f"审查通过的理由：{reason}" if reason and verdict.candidate.review == "passed" else ""
    return "。".join(filter(None, (text, *verdict.warnings, passed)))


def _recruitment_values(session: Session, batch: Recruitment, masked: bool) -> Values:
    weight = batch.written_weight
    counts = selection.head_counts(session, batch.id)
    listed = [line.candidate for line in selection.publicity_list(session, batch.id)]
    return {
        "scheme": scheme_named(batch.rules).title,
        "weights": "" if weight is None else f"笔试{weight}%，面试{100 - weight}%",
        "counts": "；".join(_count_text(count) for count in counts if count.applied),
        "listed": str(len(listed)) if listed else "",
        "steps": "、".join(words for words, passed in _STEPS if listed and all(map(passed, listed))),
    }


def _count_text(count: HeadCount) -> str:
    quota = "未定" if count.quota is None else f"{count.quota}名"
    people = f"报名{count.applied}人，审查通过{count.passed_review}人，拟聘用{count.chosen}人"
    return f"{TRACK.show(count.track)}名额 {quota}，{people}"


def _staff_values(session: Session, person: Staff, masked: bool) -> Values:
    return {"age": "＊＊＊" if masked else _shown_age(person, session.clock.today())}


def _criteria(session: Session, person: Candidate, masked: bool) -> Rows:
    return [
        {
            "no": result.criterion.id,
            "title": result.criterion.title,
            "basis": BASES[result.criterion.basis],
            "state": result.answer.state.term,
            "reason": "＊＊＊" if masked else result.answer.reason,
        }
        for result in selection.verdict(session, person).results
    ]


def _scores(session: Session, batch: Recruitment, masked: bool) -> Rows:
    tracks = scheme_named(batch.rules).tracks
    return [
        _score_line(session, line, masked)
        for track in tracks
        for line in selection.ranking(session, batch.id, track.id)
    ]


def _score_line(session: Session, line: Ranked, masked: bool) -> Values:
    texts = RecordTexts(session, masked=masked).of(line.candidate)
    return {
        **texts,
        "total": line.total_text,
        "place": "" if line.place is None else str(line.place),
        "standing": line.standing.value,
        "preference": line.decided_by,
    }


def _listed(session: Session, batch: Recruitment, masked: bool) -> Rows:
    return [_score_line(session, line, masked) for line in selection.publicity_list(session, batch.id)]


def _newest_of(cls: type[Record], most: int) -> Callable[[Session, Any, bool], Rows]:
    """The newest records of a kind about one of the staff, the oldest of them first.

    The kind's own order is the newest first.
    """

    def rows(session: Session, person: Staff, masked: bool) -> Rows:
        texts = RecordTexts(session, masked=masked)
        found = session.reader.all(cls, Where("staff", "==", person.id))
        return [texts.of(record) for record in reversed(found[:most])]

    return rows


def _roster(session: Session, masked: bool) -> Rows:
    """The roster at the end of the year shown; today, while the year runs."""
    texts = RecordTexts(session, masked=masked)
    day = min(session.clock.today(), date(session.year, 12, 31))
    return [texts.of(person) for person in roster.roster_on(session, day)]


def _structure(session: Session, masked: bool) -> Rows:
    """The figures of the survey, then the parts of the pictures that somebody belongs to.

    Each has a bar of one square per twentieth.
    """
    today = session.clock.today()
    total = len(roster.roster_on(session, today))
    survey = [("概况", part) for part in roster.survey_on(session, today) if total]
    pictures = [
        (picture.title, part)
        for picture in roster.structure_on(session, today)
        for part in picture.parts
        if part.count
    ]
    return [
        {
            "title": title,
            "label": part.label,
            "count": str(part.count),
            "share": rounded_percent(Fraction(part.count, total)),
            "bar": "■" * (max(1, part.count * _BAR // total) if part.count else 0),
        }
        for title, part in (*survey, *pictures)
    ]


def _risks(session: Session, masked: bool) -> Rows:
    texts = roster.risks_now(session)
    if not masked:
        return [{"text": text} for text in texts]
    return [{"text": session.people.hide(text)} for text in texts]


def _trainings(session: Session, masked: bool) -> Rows:
    texts = RecordTexts(session, masked=masked)
    found = session.reader.all(Training, in_year("from_on", session.year))
    return [texts.of(entry) for entry in reversed(found)]


def _training_totals(session: Session, masked: bool) -> Rows:
    """What everybody took part in; no figures at all while the year has no training on record."""
    texts = RecordTexts(session, masked=masked)
    totals = roster.training_totals(session, session.year)
    known = any(total.sessions for total in totals)
    return [
        {
            **texts.of(total.person),
            "sessions": str(total.sessions) if known else "",
            "days": number_text(total.days) if known else "",
            "hours": number_text(total.hours) if known else "",
        }
        for total in totals
    ]


def _board(session: Session, masked: bool) -> Rows:
    """Everybody on the roster today; whoever has nothing noted is in the office."""
    texts = RecordTexts(session, masked=masked)
    office = Whereabouts(state="office")
    rows = []
    for person, entry in roster.whereabouts_on(session, session.clock.today()):
        own = texts.of(person)
        where = texts.of(entry or office)
        until = field_text(entry, "to_on") if entry else ""
        rows.append(
            {
                "name": own["name"],
                "post": own["post"],
                "phone": own["phone"],
                "state": where["state"],
                "place": where["place"],
                "back_at": where["back_at"] or until,
            }
        )
    return rows


_VALUES: Mapping[type[Record], Callable[[Session, Any, bool], Values]] = {
    Candidate: _candidate_values,
    Recruitment: _recruitment_values,
    Staff: _staff_values,
}

_STATION_TABLES: Mapping[str, Callable[[Session, bool], Rows]] = {
    "staff": _roster,
    "structure": _structure,
    "risks": _risks,
    "training_year": _trainings,
    "training_totals": _training_totals,
    "whereabouts_board": _board,
}

_RECORD_TABLES: Mapping[str, tuple[type[Record], Callable[[Session, Any, bool], Rows]]] = {
    "criteria": (Candidate, _criteria),
    "scores": (Recruitment, _scores),
    "listed": (Recruitment, _listed),
    "staff_appraisals": (Staff, _newest_of(Appraisal, 5)),
    "staff_awards": (Staff, _newest_of(Award, 5)),
    "staff_movements": (Staff, _newest_of(Movement, 5)),
}
"""Tables about one record, and the kind of that record."""

PEOPLE_TABLES = frozenset({*_STATION_TABLES, *_RECORD_TABLES})
"""The sources of the tables about people."""
