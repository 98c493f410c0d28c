"""Grades of mediators: the conditions of each as a pack declares them, and how a mediator stands to a grade.

Associations and bureaus give grades under rules of their own (``resources/mediator_grades/*.toml``).
"""

# No postponed annotations: the reader asks for the types themselves.
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.mediation.grade_conditions import CONDITIONS, Condition, Held, Merits, State
from station_desk.domain.mediation.kinds.committees import GRADE
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import Key, Told, check
from station_desk.domain.packs.reading import demand


@dataclass(frozen=True)
class GradeRule:
    """One grade and its conditions, all of which must hold; ``valid_years`` is how long it lasts, 0 for no end."""

    grade: Annotated[str, Key(choices=GRADE.by_code, unique="list")]
    conditions: Annotated[
        tuple[Annotated[Condition, Key(kinds=CONDITIONS)], ...], Key("condition", some="至少要有一个条件")
    ]
    valid_years: Annotated[int, Key(least=0)] = 0


@dataclass(frozen=True, kw_only=True)
class GradingPack(Pack):
    """The grades of one issuer, from the lowest to the highest."""

    grades: Annotated[tuple[GradeRule, ...], Key("grade", some="至少要有一个等级")]

    @check
    @staticmethod
    def _upwards(grades: tuple[GradeRule, ...]) -> Told:
        """Whoever asks for a grade asks for one that stands before it."""
        below: set[str] = set()
        for number, rule in enumerate(grades, start=1):
            for place, condition in enumerate(rule.conditions, start=1):
                if isinstance(condition, Held) and condition.grade not in below:
                    told = f"“{GRADE.show(condition.grade)}”要排在{GRADE.show(rule.grade)}前面"
                    yield ("grade", number, "condition", place, "grade"), told
            below.add(rule.grade)


def parse_grading(data: Mapping[str, object]) -> GradingPack:
    """The grades of a parsed pack; raises FaultyError telling every fault."""
    return demand(GradingPack, data, "调解员等级条件")


@dataclass(frozen=True)
class Answer:
    """One condition for one mediator: what it says, how he stands to it, and what the records say."""

    condition: Condition
    state: State
    found: str


@dataclass(frozen=True)
class Standing:
    """How a mediator stands to a grade."""

    rule: GradeRule
    answers: tuple[Answer, ...]

    @property
    def state(self) -> State:
        """Met where every condition is, failed where one is; else somebody has to look."""
        states = [answer.state for answer in self.answers]
        return "failed" if "failed" in states else "unknown" if "unknown" in states else "met"


def stand(rule: GradeRule, merits: Merits) -> Standing:
    """How a mediator stands to one grade."""
    return Standing(rule, tuple(Answer(each, *each.find(merits)) for each in rule.conditions))


def next_grade(grades: Sequence[GradeRule], merits: Merits) -> GradeRule | None:
    """The grade above the one he holds, the lowest without one; None above the highest or an unknown one."""
    if merits.held is None:
        return grades[0]
    above: Iterator[GradeRule] = iter(grades)
    for rule in above:
        if rule.grade == merits.held.grade:
            return next(above, None)
    return None
