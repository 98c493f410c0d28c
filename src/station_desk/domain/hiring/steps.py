"""The eight steps of a recruitment: how far a candidate has come, the ranking, who is in within the quota."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import groupby

from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.fields.types import DateType
from station_desk.domain.hiring.kinds import STEP, Candidate, Recruitment
from station_desk.domain.hiring.scheme import PREFERENCES, Quota


class StepResult(Enum):
    """What has come of a step."""

    DONE = "done"
    FAILED = "failed"
    OPEN = "open"


@dataclass(frozen=True)
class StepState:
    """One of the eight steps for one candidate; ``text`` is its result in a few words."""

    step: str
    result: StepResult
    text: str

    @property
    def label(self) -> str:
        """报名, 资格审查 …"""
        return STEP.show(self.step)


class Standing(Enum):
    """Where a ranked candidate stands against the quota."""

    IN = "拟聘用"
    RESERVE = "递补"
    TIED = "并列待定"
    BELOW = "未达合格线"
    OUT = "未通过"
    UNSCORED = "成绩不全"


@dataclass(frozen=True)
class Ranked:
    """One line of the ranking; ``place`` is None for those not ranked.

    ``decided_by`` is what put somebody before or after others of the same total: their preferences, or the reason a
    person gave for the order among equals.
    """

    candidate: Candidate
    total: Fraction | None
    place: int | None
    standing: Standing
    decided_by: str = ""

    @property
    def total_text(self) -> str:
        """The total as people write it, "" when there is none."""
        return "" if self.total is None else fraction_text(self.total)


@dataclass(frozen=True)
class HeadCount:
    """One track against its quota (None: the quota is not known)."""

    track: str
    quota: int | None
    applied: int
    passed_review: int
    chosen: int
    contracted: int

    @property
    def vacant(self) -> int | None:
        """Places without a contract, None when the quota is not known."""
        return None if self.quota is None else max(0, self.quota - self.contracted)


_LAST = Fraction(1_000_000)
"""Stands behind every place somebody decided for people with equal scores and preferences."""

_RESULTS = {"passed": StepResult.DONE, "failed": StepResult.FAILED}


def progress(candidate: Candidate, recruitment: Recruitment) -> tuple[StepState, ...]:
    """The eight steps in their order; what is filled in tells how far each has come."""
    return tuple(_steps(candidate, recruitment))


def reached(candidate: Candidate, recruitment: Recruitment) -> StepState:
    """The step that is open or failed now, else the last one."""
    steps = progress(candidate, recruitment)
    return next((step for step in steps if step.result is not StepResult.DONE), steps[-1])


def missing_before_contract(candidate: Candidate, recruitment: Recruitment) -> tuple[StepState, ...]:
    """The steps that must still be passed before a contract can be signed."""
    return tuple(
        step
        for step in progress(candidate, recruitment)
        if step.step != "contract" and step.result is not StepResult.DONE
    )


def is_out(candidate: Candidate, recruitment: Recruitment) -> bool:
    """Whether a candidate withdrew or failed a step."""
    failed = any(step.result is StepResult.FAILED for step in progress(candidate, recruitment))
    return failed or candidate.withdrawn_on is not None


def total_score(candidate: Candidate, recruitment: Recruitment) -> Fraction | None:
    """Written and interview score by their weights, exact; None while a score or the weight is missing."""
    weight = recruitment.written_weight
    if weight is None or candidate.written_score is None:
        return None
    written = Fraction(candidate.written_score) * weight / 100
    if weight == 100:
        return written
    if candidate.interview_score is None:
        return None
    return written + Fraction(candidate.interview_score) * (100 - weight) / 100


def places(recruitment: Recruitment, track: str, quota: Quota) -> dict[str, int | None]:
    """The places of a track: under "" for all, or by sex where the scheme fixes them by sex."""
    if track == "recruited" and quota.men is not None and quota.women is not None:
        return {"male": quota.men, "female": quota.women}
    return {"": recruitment.quota_selected if track == "selected" else recruitment.quota_recruited}


def rank(
    candidates: Iterable[Candidate],
    recruitment: Recruitment,
    preferences: Sequence[str],
    room: Mapping[str, int | None],
) -> tuple[Ranked, ...]:
    """The candidates of one track by total score; of equal ones those with a preference stand before those without.

    The schemes name their preferences as alternatives: one is as good as another or as several. Those who are equal
    even then share a place, and when the quota ends among them a person must decide and say why.
    Whoever fails a later step or withdraws gives up the place, and the next in line moves up.
    """
    people = [person for person in candidates if person.review == "passed"]
    lines: list[Ranked] = []
    for sex in room:
        group = [person for person in people if sex in ("", person.sex)]
        lines += _ranked_group(group, recruitment, preferences, room[sex])
    known = {line.candidate.id for line in lines}
    return (*lines, *(_unranked(person, recruitment) for person in people if person.id not in known))


def head_count(
    candidates: Iterable[Candidate],
    ranked: Iterable[Ranked],
    track: str,
    room: Mapping[str, int | None],
) -> HeadCount:
    """One track against its quota."""
    people = [person for person in candidates if person.track == track]
    return HeadCount(
        track=track,
        quota=None if None in room.values() else sum(part or 0 for part in room.values()),
        applied=len(people),
        passed_review=sum(person.review == "passed" for person in people),
        chosen=sum(line.standing is Standing.IN for line in ranked),
        contracted=sum(person.contract_from is not None for person in people),
    )


def _steps(candidate: Candidate, recruitment: Recruitment) -> Iterator[StepState]:
    shown = candidate.KIND.by_key
    applied = candidate.applied_on
    yield StepState("apply", StepResult.DONE if applied else StepResult.OPEN, DateType().show(applied))
    yield _by_result("review", candidate.review, shown["review"].type.show(candidate.review))
    yield _scored("written", candidate.written_score)
    if recruitment.written_weight == 100:
        yield StepState("interview", StepResult.DONE, "不设面试")
    else:
        yield _scored("interview", candidate.interview_score)
    for key in ("inspection", "medical", "publicity"):
        value = getattr(candidate, key)
        yield _by_result(key, value, shown[key].type.show(value))
    signed = candidate.contract_from
    yield StepState("contract", StepResult.DONE if signed else StepResult.OPEN, DateType().show(signed))


def _by_result(step: str, result: str, text: str) -> StepState:
    return StepState(step, _RESULTS.get(result, StepResult.OPEN), text)


def _scored(step: str, score: Decimal | None) -> StepState:
    if score is None:
        return StepState(step, StepResult.OPEN, "")
    return StepState(step, StepResult.DONE, f"{fraction_text(Fraction(score))} 分")


def _ranked_group(
    people: Iterable[Candidate], recruitment: Recruitment, preferences: Sequence[str], room: int | None
) -> Iterator[Ranked]:
    scored = [(total, person) for person in people if (total := total_score(person, recruitment)) is not None]
    scored.sort(key=lambda pair: (_key(pair, preferences), pair[1].id))
    place, taken = 1, 0
    by_total: dict[Fraction, list[Candidate]] = defaultdict(list)
    for total, person in scored:
        by_total[total].append(person)
    for key, tied in groupby(scored, key=lambda pair: _key(pair, preferences)):
        equal = list(tied)
        staying = sum(not is_out(person, recruitment) for _, person in equal)
        standing = _standing(-key[0], staying, taken, recruitment, room)
        for total, person in equal:
            own = Standing.OUT if is_out(person, recruitment) else standing
            yield Ranked(person, total, place, own, _decided_by(person, by_total[total], preferences))
        taken += staying
        place += len(equal)


def _key(scored: tuple[Fraction, Candidate], preferences: Sequence[str]) -> tuple[Fraction, ...]:
    total, person = scored
    decided = person.tie_place is not None and bool(person.tie_reason)
    last = Fraction(person.tie_place or 0) if decided else _LAST
    return (-total, Fraction(not _preferred(person, preferences)), last)


def _preferred(person: Candidate, preferences: Sequence[str]) -> tuple[str, ...]:
    """Which preferences somebody has."""
    return tuple(name for name in preferences if getattr(person, name))


def _standing(
    total: Fraction, staying: int, taken: int, recruitment: Recruitment, room: int | None
) -> Standing:
    if recruitment.pass_mark is not None and total < Fraction(recruitment.pass_mark):
        return Standing.BELOW
    if room is None or taken >= room:
        return Standing.RESERVE
    return Standing.IN if taken + staying <= room else Standing.TIED


def _decided_by(person: Candidate, same: Sequence[Candidate], preferences: Sequence[str]) -> str:
    """What tells a candidate from others with the same total."""
    if len(same) == 1:
        return ""
    has = _preferred(person, preferences)
    differ = len({bool(_preferred(other, preferences)) for other in same}) > 1
    own = "、".join(PREFERENCES[name] for name in has) if differ else ""
    chosen = person.tie_reason if person.tie_place is not None else ""
    return "；".join(filter(None, (own, chosen)))


def _unranked(person: Candidate, recruitment: Recruitment) -> Ranked:
    out = is_out(person, recruitment)
    return Ranked(person, total_score(person, recruitment), None, Standing.OUT if out else Standing.UNSCORED)
