"""Invented candidates that meet everything, to be changed one fact at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from station_desk import paths
from station_desk.domain.hiring.eligibility import CriterionResult, Setting, Verdict, judge
from station_desk.domain.hiring.kinds import SCREENING, Candidate, Screening
from station_desk.domain.hiring.scheme import Scheme, parse_scheme
from station_desk.services.packs.packs import read_pack

PACKS = sorted(paths.resources("eligibility").glob("*.toml"))


def scheme_from(path: Path) -> Scheme:
    return parse_scheme(read_pack(path))


def scheme(name: str) -> Scheme:
    return scheme_from(paths.resources("eligibility", f"{name}.toml"))


def answers(candidate: int = 1, **results: str) -> list[Screening]:
    """Every matter passed with a numbered paper, but for the results given."""
    return [
        Screening(
            id=number,
            candidate=candidate,
            test=matter,
            result=results.get(matter, "passed"),
            proof="reply",
            number=f"示例〔2024〕{number}号",
        )
        for number, matter in enumerate(SCREENING.by_code, start=1)
    ]


def candidate(**values: object) -> Candidate:
    """A man of 30 at the beginning of 2024 who meets both tracks of every scheme."""
    usual: dict[str, object] = {
        "id": 1,
        "name": "甲一一",
        "sex": "male",
        "born_on": date(1993, 6, 15),
        "party": "none",
        "track": "selected",
        "current_role": "station_auxiliary",
        "trainee": "no",
        "education": "bachelor",
        "full_time_education": "yes",
        "local_ties": ("household", "residence"),
    }
    return Candidate().changed(**{**usual, **values})


def verdict(
    name: str,
    person: Candidate,
    screenings: Iterable[Screening] | None = None,
    *,
    cutoff: date | None = date(2024, 6, 1),
    announced: date | None = None,
) -> Verdict:
    """The verdict of a pack on a candidate under their own track."""
    chosen = scheme(name)
    track = chosen.track(person.track)
    assert track is not None
    setting = Setting(cutoff, announced, chosen.birthday_after)
    return judge(chosen, track, person, answers() if screenings is None else screenings, setting)


def criterion(result: Verdict, number: str) -> CriterionResult:
    return next(entry for entry in result.results if entry.criterion.id == number)
