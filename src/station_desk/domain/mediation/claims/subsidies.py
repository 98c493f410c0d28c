"""Subsidies per case (以案定补) as a county's table declares them: another table is another data file.

Such tables rest on 人民调解法 arts. 6 and 16; classes, amounts and conditions are the county's own.
"""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import COMMITTEE_TYPE, WORKER_KIND
from station_desk.domain.packs.conditions import Conditions, all_of, condition_faults
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.packs.reading import demand
from station_desk.domain.people.kinds.roster import CATEGORY
from station_desk.domain.records.query import matches

DEMANDS: Mapping[str, str] = {
    "effective": "协议已经生效",
    "performed": "协议已经履行",
    "visited": "已经回访",
    "filed": "已经归档",
    "papers": "卷宗材料齐全",
    "evidence": "已经固定证据",
    "guided": "已经告知其他途径",
    "reviewed": "卷宗评查合格",
    "serving": "调解员在任",
    "registered": "调解员已经登记编号",
}
"""What a table may demand of a case or of who mediated it."""
ALL_PAPERS = "all"
"""Stands for every paper that the very case must have."""

Money = Annotated[Fraction | None, Key(least=0, most=10_000_000)]
Share = Annotated[Fraction | None, Key(above=0, most=1)]
Demands = tuple[Annotated[str, Key(choices=DEMANDS)], ...]


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The committees that one column of amounts is for, by their type."""

    id: Annotated[str, Key(filled=True, unique="list")]
    title: Filled
    committees: Annotated[
        tuple[Annotated[str, Key(choices=COMMITTEE_TYPE.by_code)], ...], Key(some="要写明是哪几类调委会")
    ]


@dataclass(frozen=True, kw_only=True)
class Base:
    """A yearly figure amounts go by, such as the average wage: a case goes by that of the year before its own."""

    title: Filled
    values: Annotated[
        tuple[tuple[str, Annotated[Fraction, Key(above=0, most=10_000_000)]], ...],
        Key(some="至少要写明一年的数额"),
    ]

    @check
    @staticmethod
    def _years(values: tuple[tuple[str, Fraction], ...]) -> Told:
        for year, _ in values:
            if not (len(year) == 4 and year.isascii() and year.isdecimal()):
                yield ("values", year), "应当是四位数的年份"


@dataclass(frozen=True, kw_only=True)
class Grade:
    """What is paid for the cases that ``where`` holds for: a case belongs to the first grade that fits.

    The money is an ``amount``, one of ``amounts`` by scale, a ``share`` ``of`` another grade's, or a ``share`` of the
    base. ``result``: what the mediation ended with; a grade of failed cases pays for the work. ``demands`` and
    ``papers`` (ids of dossier papers, or "all") come on top of those of the table.
    """

    id: Annotated[str, Key(filled=True, unique="list")]
    title: Filled
    result: Literal["settled", "failed"] = "settled"
    where: Conditions = ()
    amount: Money = None
    amounts: tuple[tuple[str, Annotated[Fraction, Key(least=0, most=10_000_000)]], ...] = ()
    share: Share = None
    of: Annotated[str, Key(of="grade")] = ""
    demands: Demands = ()
    papers: tuple[Filled, ...] = ()

    @check
    @staticmethod
    def _one_measure(amount: Money, amounts: tuple[object, ...], share: Share, of: str) -> Told:
        if sum((amount is not None, bool(amounts), share is not None)) != 1:
            yield (), "amount、amounts、share 要写明其中一个"
        if of and share is None:
            yield "of", "要和 share 一起写"


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What comes on top where its conditions hold: an amount, or a share of what the grade gives.

    ``verdicts``: conclusions of the newest review of the file, one of which it must have.
    """

    title: Filled
    where: Conditions = ()
    verdicts: tuple[Filled, ...] = ()
    amount: Money = None
    share: Share = None

    @check
    @staticmethod
    def _one_measure(amount: Money, share: Share) -> Told:
        if (amount is None) == (share is None):
            yield (), "amount 和 share 要写明其中一个"

    @check
    @staticmethod
    def _limited(where: Conditions, verdicts: tuple[str, ...]) -> Told:
        if not where and not verdicts:
            yield "where", "要写明给哪些案件加：where 或者 verdicts"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """The most one mediator is paid in each month, quarter or year, in cases or in yuan."""

    per: Literal["month", "quarter", "year"]
    cases: Annotated[int | None, Key(least=1)] = None
    amount: Money = None

    @check
    @staticmethod
    def _some(cases: int | None, amount: Money) -> Told:
        if (cases is None) == (amount is None):
            yield (), "cases 和 amount 要写明其中一个"


@dataclass(frozen=True, kw_only=True)
class Exclusion:
    """Cases that are not paid for, and why; ``ask``: a person has to look at them first."""

    reason: Filled
    where: Annotated[Conditions, Key(some="要写明是哪一些案件")]
    ask: bool = False


@dataclass(frozen=True, kw_only=True)
class Payees:
    """Who gets nothing: staff of some categories who are in post then, mediators of some kinds."""

    barred_staff: tuple[Annotated[str, Key(choices=CATEGORY.by_code)], ...] = ()
    barred_kinds: tuple[Annotated[str, Key(choices=WORKER_KIND.by_code)], ...] = ()


@dataclass(frozen=True, kw_only=True)
class SubsidyTable(Pack):
    """One county's table: it holds for cases whose ``day`` lies from ``since`` to ``until``, both included.

    ``demands`` and ``papers`` hold for every settled case. ``split``: several mediators share the money alike, the one
    who presides gets all of it, or each gets the whole. ``rounded``: to the 分 or the 元, halves up. ``most`` is the
    most for one case.
    """

    since: Annotated[date, Key("from")]
    until: Annotated[date | None, Key("to")] = None
    day: Literal["closed_on", "effective_on", "performed_on", "archived_on"] = "closed_on"
    split: Literal["equal", "presiding", "each"] = "equal"
    rounded: Literal["分", "元"] = "分"
    most: Money = None
    demands: Demands = ()
    papers: tuple[Filled, ...] = ()
    base: Base | None = None
    payees: Payees = Payees()
    scales: Annotated[tuple[Scale, ...], Key("scale")] = ()
    grades: Annotated[tuple[Grade, ...], Key("grade", some="至少要有一个 [[grade]]")]
    additions: Annotated[tuple[Addition, ...], Key("addition")] = ()
    limits: Annotated[tuple[Limit, ...], Key("limit")] = ()
    exclusions: Annotated[tuple[Exclusion, ...], Key("exclusion")] = ()

    def grade(self, grade_id: str) -> Grade:
        """A grade by its id."""
        return next(grade for grade in self.grades if grade.id == grade_id)

    def grade_of(self, case: Mediation) -> Grade | None:
        """The first grade that a case fits, None for none."""
        return next((grade for grade in self.grades if _fits(grade, case)), None)

    def scale_of(self, committee_type: str) -> Scale | None:
        """The scale for a type of committee, None for none."""
        return next((scale for scale in self.scales if committee_type in scale.committees), None)

    def holds_on(self, day: date) -> bool:
        """Whether the table is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @check
    @staticmethod
    def _term(since: date, until: date | None) -> Told:
        if until is not None and until < since:
            yield "to", "不能早于 from"

    @check
    @staticmethod
    def _committees(scales: tuple[Scale, ...]) -> Told:
        seen: set[str] = set()
        for number, scale in enumerate(scales, 1):
            for twice in seen & {*scale.committees}:
                yield ("scale", number, "committees"), f"{COMMITTEE_TYPE.show(twice)}在前面的档次里已经有了"
            seen |= {*scale.committees}

    @check
    @staticmethod
    def _money(grades: tuple[Grade, ...], scales: tuple[Scale, ...], base: Base | None) -> Told:
        ids = [scale.id for scale in scales]
        for number, grade in enumerate(grades, 1):
            if grade.amounts and sorted(ids) != sorted(name for name, _ in grade.amounts):
                told = (
                    f"要给每一个 [[scale]] 各写一个数：{'、'.join(ids)}"
                    if ids
                    else "没有 [[scale]] 的不写 amounts"
                )
                yield ("grade", number, "amounts"), told
            if grade.share is not None and not grade.of and base is None:
                yield ("grade", number, "share"), "要写明是哪一档（of）的几分之几，或者写明 [base]"
            if any(other.id == grade.of and other.of for other in grades):
                yield ("grade", number, "of"), "那一档自己也是按别的档次算的"

    @check
    @staticmethod
    def _reached(grades: tuple[Grade, ...]) -> Told:
        for number, grade in enumerate(grades, 1):
            if any(not before.where and before.result == grade.result for before in grades[: number - 1]):
                yield ("grade", number), "前面有一档没有写 where，轮不到这一档"

    @check
    @staticmethod
    def _conditions(
        grades: tuple[Grade, ...], additions: tuple[Addition, ...], exclusions: tuple[Exclusion, ...]
    ) -> Told:
        wheres = {
            "grade": [one.where for one in grades],
            "addition": [one.where for one in additions],
            "exclusion": [one.where for one in exclusions],
        }
        for name, found in wheres.items():
            for number, where in enumerate(found, 1):
                for key, message in condition_faults(Mediation.KIND, where):
                    yield (name, number, "where", *key), message

    @check
    @staticmethod
    def _papers(grades: tuple[Grade, ...], papers: tuple[str, ...], dossier: Collection[str]) -> Told:
        places: list[tuple[tuple[str | int, ...], tuple[str, ...]]] = [(("papers",), papers)]
        places += [(("grade", number, "papers"), grade.papers) for number, grade in enumerate(grades, 1)]
        for path, named in places:
            for paper in named:
                if paper not in (ALL_PAPERS, *dossier):
                    yield (
                        path,
                        f"卷宗里没有编号为“{paper[:20]}”的材料，可以用：{'、'.join((ALL_PAPERS, *dossier))}",
                    )


def parse_subsidies(data: Mapping[str, object], dossier: Collection[str]) -> SubsidyTable:
    """The table of a parsed pack; ``dossier`` are the ids of the papers of a case; FaultyError telling every fault."""
    return demand(SubsidyTable, data, "以案定补标准", dossier=dossier)


def _fits(grade: Grade, case: Mediation) -> bool:
    return grade.result == case.result and matches(case, all_of(Mediation.KIND, grade.where))
