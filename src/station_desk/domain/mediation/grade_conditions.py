"""What a grade of mediators may ask for: each condition, its words, and how a mediator stands to it.

What the records prove is answered; what they do not say is unknown, never met and never failed.
"""

# No postponed annotations: the reader asks for the types themselves.
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.basics.exact import fraction_text, rate
from station_desk.domain.mediation.kinds.committees import GRADE, Mediator, MediatorGrade, MediatorTraining
from station_desk.domain.packs.head import STATUS
from station_desk.domain.packs.keys import Filled, Key

State: TypeAlias = Literal["met", "failed", "unknown"]
STATES: Mapping[State, str] = {"met": "符合", "failed": "不符合", "unknown": "待核"}
"""How a condition stands, in Chinese."""

Count = Annotated[int, Key(least=1)]
Part = Annotated[Fraction, Key(least=0, most=1)]


@dataclass(frozen=True)
class Work:
    """The cases a mediator mediated to an end: settled or failed, by the records that name him from the roster.

    ``oral`` are those settled by an oral agreement, ``unlinked`` cases that only name somebody called like him, and
    ``bad`` those that escalated because of how they were mediated.
    """

    settled: int = 0
    failed: int = 0
    oral: int = 0
    bad: int = 0
    unlinked: int = 0

    @property
    def mediated(self) -> int:
        """All of them."""
        return self.settled + self.failed


@dataclass(frozen=True)
class Merits:
    """What the records say of a mediator, as of a day."""

    mediator: Mediator
    work: Work
    grades: tuple[MediatorGrade, ...]
    trainings: tuple[MediatorTraining, ...]
    today: date

    @property
    def held(self) -> MediatorGrade | None:
        """The grade that was given last and is still valid; None for none."""
        valid = [
            grade
            for grade in self.grades
            if grade.granted_on
            and grade.granted_on <= self.today
            and (grade.valid_to is None or grade.valid_to >= self.today)
        ]
        return max(valid, key=lambda grade: (grade.granted_on or date.min, grade.id), default=None)


Finding: TypeAlias = tuple[State, str]
"""How a condition stands, and what the records say, in Chinese."""


def _yes(holds: bool) -> State:
    return "met" if holds else "failed"


@dataclass(frozen=True, kw_only=True)
class Condition(ABC):
    """What every condition says of itself: where it comes from, and how sure that is (a key of STATUS)."""

    status: Annotated[str, Key(choices=STATUS)] = "unverified"
    basis: str = ""

    @property
    @abstractmethod
    def text(self) -> str:
        """The condition in Chinese."""

    @abstractmethod
    def find(self, merits: Merits) -> Finding:
        """How a mediator stands to it."""


@dataclass(frozen=True, kw_only=True)
class Service(Condition):
    """In office for so many years."""

    years: Count

    @property
    def text(self) -> str:
        """The condition in Chinese."""
        return f"从事人民调解工作满 {self.years} 年"

    def find(self, merits: Merits) -> Finding:
        """By the day of appointment."""
        begun = merits.mediator.appointed_on
        if begun is None:
            return "unknown", "没有填聘任日期"
        return _yes(add_months(begun, 12 * self.years) <= merits.today), f"{begun:%Y-%m-%d} 聘任"


@dataclass(frozen=True, kw_only=True)
class Disputes(Condition):
    """So many disputes mediated, of which at most a share was settled by word of mouth.

    Of oral ones so many count as keep within the share: 35 others and 15 oral are 50 of which 30 % are oral.
    """

    least: Count
    oral: Part = Fraction(1)

    @property
    def text(self) -> str:
        """The condition in Chinese."""
        share = f"，其中口头调解不超过 {fraction_text(self.oral * 100)}%" if self.oral < 1 else ""
        return f"调解纠纷 {self.least} 件以上{share}"

    def find(self, merits: Merits) -> Finding:
        """By the cases that name him from the roster; those that only name a name leave it open."""
        work = merits.work
        counted = self._counted(work)
        told = f"办结 {work.mediated} 件，其中口头 {work.oral} 件"
        if counted < work.mediated:
            told += f"，按比例计入 {counted} 件"
        if counted < self.least and work.unlinked:
            return "unknown", f"{told}；另有 {work.unlinked} 件只写了姓名，没有对应到名册"
        return _yes(counted >= self.least), told

    def _counted(self, work: Work) -> int:
        others = work.mediated - work.oral
        if self.oral == 1:
            return work.mediated
        return others + min(work.oral, int(others * self.oral / (1 - self.oral)))


@dataclass(frozen=True, kw_only=True)
class Success(Condition):
    """At least such a share of the mediated cases was settled; exact, never rounded."""

    least: Part

    @property
    def text(self) -> str:
        """The condition in Chinese."""
        return f"调解成功率 {fraction_text(self.least * 100)}% 以上"

    def find(self, merits: Merits) -> Finding:
        """Unknown while nothing came to an end."""
        work = merits.work
        if not work.mediated:
            return "unknown", "没有对应到他的办结案件"
        holds = Fraction(work.settled, work.mediated) >= self.least
        return _yes(holds), f"成功 {work.settled} 件，成功率 {rate(work.settled, work.mediated)}"


@dataclass(frozen=True, kw_only=True)
class NoEscalation(Condition):
    """No case escalated because it was mediated late or wrong."""

    @property
    def text(self) -> str:
        """The condition in Chinese."""
        return "没有因调解不及时、不正确引起的激化案（事）件"

    def find(self, merits: Merits) -> Finding:
        """Cases on record must be there before their silence says something."""
        if merits.work.bad:
            return "failed", f"登记了 {merits.work.bad} 件"
        if not merits.work.mediated:
            return "unknown", "没有对应到他的办结案件"
        return "met", "没有登记"


@dataclass(frozen=True, kw_only=True)
class Trained(Condition):
    """Training within the last months: at least one, of so many hours together where hours are asked for."""

    months: Count
    hours: Annotated[Fraction, Key(least=0)] = Fraction(0)

    @property
    def text(self) -> str:
        """The condition in Chinese."""
        hours = f" {fraction_text(self.hours)} 学时以上" if self.hours else ""
        return f"最近 {self.months} 个月参加过培训{hours}"

    def find(self, merits: Merits) -> Finding:
        """A mediator of whom no training was ever noted may have been to one."""
        if not merits.trainings:
            return "unknown", "没有培训记录"
        first = add_months(merits.today, -self.months)
        recent = [
            one for one in merits.trainings if first < (one.to_on or one.from_on or first) <= merits.today
        ]
        hours = sum((Fraction(one.hours) for one in recent if one.hours is not None), Fraction(0))
        told = f"期间培训 {len(recent)} 次，{fraction_text(hours)} 学时"
        if recent and hours < self.hours and any(one.hours is None for one in recent):
            return "unknown", f"{told}，有的没有填学时"
        return _yes(bool(recent) and hours >= self.hours), told


@dataclass(frozen=True, kw_only=True)
class Held(Condition):
    """He holds a grade, and for so many years where years are asked for."""

    grade: Annotated[str, Key(choices=GRADE.by_code)]
    years: Annotated[int, Key(least=0)] = 0

    @property
    def text(self) -> str:
        """The condition in Chinese."""
        return f"已评定为{GRADE.show(self.grade)}" + (f"满 {self.years} 年" if self.years else "")

    def find(self, merits: Merits) -> Finding:
        """By the grade he holds today."""
        held = merits.held
        if held is None or held.granted_on is None:
            return "failed", "没有登记有效的等级"
        told = f"{held.granted_on:%Y-%m-%d} 评定为{GRADE.show(held.grade)}"
        long_enough = add_months(held.granted_on, 12 * self.years) <= merits.today
        return _yes(held.grade == self.grade and long_enough), told


@dataclass(frozen=True, kw_only=True)
class Human(Condition):
    """What no record proves and the panel judges."""

    says: Filled

    @property
    def text(self) -> str:
        """The condition in Chinese."""
        return self.says

    def find(self, merits: Merits) -> Finding:
        """Never known here."""
        return "unknown", "由评定单位审核"


CONDITIONS: Mapping[str, type[Condition]] = {
    "service": Service,
    "disputes": Disputes,
    "success": Success,
    "no_escalation": NoEscalation,
    "training": Trained,
    "held": Held,
    "human": Human,
}
"""The conditions by what their key ``kind`` says."""
