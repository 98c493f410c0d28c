"""What a table of subsidies demands of a case, and which cases it leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.mediation.claims.subsidies import Exclusion, Grade, SubsidyTable
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.terms import RESULT
from station_desk.domain.packs.conditions import all_of
from station_desk.domain.records.query import matches


def demands_on(table: SubsidyTable, grade: Grade) -> Iterator[str]:
    """What is demanded of the cases of a grade, each once.

    What the table demands of an agreement or a file is not asked of a failed case: its grade says what is.
    """
    own = grade.demands if grade.result == "failed" else (*table.demands, *grade.demands)
    always = tuple(one for one in table.demands if one in ("serving", "registered"))
    wanted = dict.fromkeys((*always, *own))
    if papers_of(table, grade):
        wanted["papers"] = None
    return iter(wanted)


def papers_of(table: SubsidyTable, grade: Grade) -> tuple[str, ...]:
    """The papers demanded of the cases of a grade."""
    return grade.papers if grade.result == "failed" else tuple(dict.fromkeys((*table.papers, *grade.papers)))


def excluded(table: SubsidyTable, case: Mediation) -> Iterator[Exclusion]:
    """Why a case is not paid for, or has to be looked at."""
    return (one for one in table.exclusions if matches(case, all_of(Mediation.KIND, one.where)))


def why_no_grade(case: Mediation) -> str:
    """Why a case belongs to no grade of a table."""
    if not case.result:
        return "还没有办结"
    return f"{RESULT.show(case.result)}的案件，补助标准里没有合适的档次"
