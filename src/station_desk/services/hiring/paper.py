"""What papers say about a recruitment and who applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from station_desk.domain.hiring.eligibility import State, Verdict, preference_terms
from station_desk.domain.hiring.kinds import TRACK, Candidate, Recruitment
from station_desk.domain.hiring.scheme import BASES
from station_desk.domain.hiring.steps import HeadCount, Ranked
from station_desk.domain.records.field import Privacy
from station_desk.services.forms.declared import Line, Texts, line, rows, value, values
from station_desk.services.forms.desk import Desk
from station_desk.services.hiring import selection
from station_desk.services.packs.packs import scheme_named
from station_desk.services.session.session import Session

_STEPS: Mapping[str, Callable[[Candidate], bool]] = {
    "报名": lambda person: person.applied_on is not None,
    "资格审查": lambda person: person.review == "passed",
    "笔试": lambda person: person.written_score is not None,
    "面试": lambda person: person.interview_score is not None,
    "考察": lambda person: person.inspection == "passed",
    "体检": lambda person: person.medical == "passed",
}
"""The steps before the public notice, and what records that somebody has gone through each."""


@values(("batch", "scheme"), Candidate)
def _recruitment(desk: Desk, person: Candidate) -> Texts:
    batch = desk.once_about(person, selection.recruitment_of)
    return {"batch": batch.title, "scheme": scheme_named(batch.rules).title}


@value("age", Candidate, privacy=Privacy.SENSITIVE)
def _age(desk: Desk, person: Candidate) -> str:
    return desk.age(person, " 周岁")


@value("law", Candidate)
def _law(desk: Desk, person: Candidate) -> str:
    return preference_terms(
        name for name in ("legal_qualification", "law_graduate", "experience") if getattr(person, name)
    )


@value("conclusion", Candidate)
def _conclusion(desk: Desk, person: Candidate) -> str:
    """What the check of the conditions says; the panel decides."""
    verdict = desk.once_about(person, selection.verdict)
    reason = person.review_reason
    passed = f"审查通过的理由：{reason}" if reason and person.review == "passed" else ""
    return "。".join(filter(None, (_found(verdict), *verdict.warnings, passed)))


def _found(verdict: Verdict) -> str:
    results = {State.FAILED: ("不符合条件", verdict.failed), State.JUDGEMENT: ("待核条件", verdict.open)}
    if verdict.state not in results:
        return "逐条核对均符合"
    words, found = results[verdict.state]
    return f"{words}：{'、'.join(result.criterion.id for result in found)}"


@value("scheme", Recruitment)
def _scheme(desk: Desk, batch: Recruitment) -> str:
    return scheme_named(batch.rules).title


@value("weights", Recruitment)
def _weights(desk: Desk, batch: Recruitment) -> str:
    weight = batch.written_weight
    return "" if weight is None else f"笔试{weight}%，面试{100 - weight}%"


@value("counts", Recruitment)
def _counts(desk: Desk, batch: Recruitment) -> str:
    counts = selection.head_counts(desk.session, batch.id)
    return "；".join(_count_text(count) for count in counts if count.applied)


def _count_text(count: HeadCount) -> str:
    quota = "未定" if count.quota is None else f"{count.quota}名"
    people = f"报名{count.applied}人，审查通过{count.passed_review}人，拟聘用{count.chosen}人"
    return f"{TRACK.show(count.track)}名额 {quota}，{people}"


@values(("listed", "steps"), Recruitment)
def _noticed(desk: Desk, batch: Recruitment) -> Texts:
    """How many are to be made public, and the steps all of them went through."""
    people = [ranked.candidate for ranked in desk.once_about(batch, _publicity)]
    if not people:
        return {}
    steps = "、".join(words for words, passed in _STEPS.items() if all(map(passed, people)))
    return {"listed": str(len(people)), "steps": steps}


def _publicity(session: Session, batch: Recruitment) -> tuple[Ranked, ...]:
    return selection.publicity_list(session, batch.id)


_RANKED = ("total", "place", "standing", "preference")


@rows("listed", Recruitment, of=Candidate, more=_RANKED)
def _listed(desk: Desk, batch: Recruitment) -> Iterator[Line]:
    return map(_ranked, desk.once_about(batch, _publicity))


@rows("scores", Recruitment, of=Candidate, more=_RANKED)
def _scores(desk: Desk, batch: Recruitment) -> Iterator[Line]:
    for track in scheme_named(batch.rules).tracks:
        yield from map(_ranked, selection.ranking(desk.session, batch.id, track.id))


def _ranked(found: Ranked) -> Line:
    return line(
        found.candidate,
        total=found.total_text,
        place="" if found.place is None else str(found.place),
        standing=found.standing.value,
        preference=found.decided_by,
    )


@rows(
    "criteria",
    Candidate,
    more=("no", "title", "basis", "state", "reason"),
    hidden={"reason": Privacy.SENSITIVE},
)
def _criteria(desk: Desk, person: Candidate) -> Iterator[Line]:
    for result in desk.once_about(person, selection.verdict).results:
        yield line(
            no=result.criterion.id,
            title=result.criterion.title,
            basis=BASES[result.criterion.basis],
            state=result.answer.state.term,
            reason=result.answer.reason,
        )
