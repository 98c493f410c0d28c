"""A 司法协理员 scheme as data: tracks, criteria and their conditions, quota, steps and phases.

A scheme comes from a rule pack (``resources/eligibility/*.toml``); another county or year is another pack.
"""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeAlias

from station_desk.domain.fields.types import ChoiceType, DateType, FlagType
from station_desk.domain.hiring.kinds import LOCAL_TIE, SCREENING, STEP, TRACK, Candidate
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.packs.reading import demand
from station_desk.domain.people.kinds.persons import EDUCATION

BASES = {"H": "数据", "E": "佐证", "J": "研判"}
"""What decides a criterion: the data themselves, papers of other bodies, or somebody's judgement."""

PREFERENCES = {
    "legal_qualification": "通过法律职业资格考试",
    "law_graduate": "法学专业毕业",
    "experience": "有政法工作经历",
}
"""What may decide between equal scores, by the candidate's field."""

_FLAG = ("yes", "no")
_SEXES = ("male", "female")
_ANNOUNCEMENT = "announcement"


def _birthday(text: str) -> bool:
    """Whether a year of age counts from the day after the birthday."""
    if text not in ("on", "after"):
        raise ValueError(f"不认识“{text[:20]}”，可以用：on（生日当天）、after（生日次日）")
    return text == "after"


def _years(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise ValueError(f'应当是带引号的岁数，例如 "55"，现在是“{text[:20]}”')
    return int(text)


def _month(text: str) -> date:
    """The first day of a month written as 1988-01."""
    day = DateType().parse(text + "-01")
    if day is None:
        raise ValueError("应当是月份，例如 1988-01")
    return day


def _since(text: str) -> date | str:
    if text == _ANNOUNCEMENT:
        return text
    day = DateType().parse(text)
    if day is None:
        raise ValueError(f"应当是日期，或者写 {_ANNOUNCEMENT}")
    return day


def _answers(field: str) -> tuple[str, ...]:
    """What a field of a candidate with a closed list may say; empty for any other field."""
    match getattr(Candidate.KIND.by_key.get(field), "type", None):
        case ChoiceType() as choice:
            return tuple(choice.vocabulary.by_code)
        case FlagType():
            return _FLAG
    return ()


_CLOSED = tuple(each.key for each in Candidate.KIND.fields if _answers(each.key))
Education = Annotated[str, Key(choices=EDUCATION.by_code)]
Month = Annotated[date | None, Key(takes=_month)]
Years = Annotated[int | None, Key(least=0, most=150)]
Places = Annotated[int | None, Key(least=0)]


@dataclass(frozen=True)
class ChoiceCondition:
    """The field must hold one of the accepted codes."""

    field: Annotated[str, Key(choices=_CLOSED)]
    accepts: tuple[str, ...] = ()

    @check
    @staticmethod
    def _answered(field: str, accepts: tuple[str, ...]) -> Told:
        for number, code in enumerate(accepts, start=1):
            if code not in _answers(field):
                yield ("accepts", number), f"不认识“{code[:20]}”，可以用：{'、'.join(_answers(field))}"


@dataclass(frozen=True)
class EducationCondition:
    """The least education; ``veterans`` is the lower level for former soldiers, with what it then asks of them."""

    least: Education
    full_time: bool = False
    veterans: Annotated[str, Key(choices=("", *EDUCATION.by_code))] = ""
    proviso: Annotated[str, Key("condition")] = ""


@dataclass(frozen=True)
class AgeCondition:
    """Ages at the cut-off, all bounds inclusive: from ``least`` to ``most``, and below ``barred`` by sex.

    ``first`` and ``last`` are the printed window of birth months (first days of months). ``by_month`` lets the
    window decide, for schemes that print it as their definition; else the exact day decides and a differing
    window only warns.
    """

    least: Years = None
    most: Years = None
    barred: tuple[tuple[Annotated[str, Key(choices=_SEXES)], Annotated[int, Key(takes=_years)]], ...] = ()
    first: Month = None
    last: Month = None
    by_month: bool = False

    @check
    @staticmethod
    def _window(by_month: bool, first: date | None, last: date | None) -> Told:
        if by_month and not (first or last):
            yield "by_month", "按月份核对要写明出生月份范围 first 或 last"


@dataclass(frozen=True)
class TiesCondition:
    """At least one accepted tie to the place; a household moved in after ``since`` does not count."""

    accepts: tuple[Annotated[str, Key(choices=LOCAL_TIE.by_code)], ...] = ()
    since: Annotated[date | str | None, Key(takes=_since)] = None

    @property
    def since_announcement(self) -> bool:
        """Whether the day is that of the announcement."""
        return self.since == _ANNOUNCEMENT

    @property
    def since_day(self) -> date | None:
        """The day itself where the scheme names it."""
        return self.since if isinstance(self.since, date) else None


@dataclass(frozen=True)
class ScreeningCondition:
    """Every named matter was checked and passed; ``members_only``: asked of party members only."""

    matters: tuple[Annotated[str, Key(choices=SCREENING.by_code)], ...] = ()
    members_only: bool = False


Condition: TypeAlias = (
    ChoiceCondition | EducationCondition | AgeCondition | TiesCondition | ScreeningCondition
)

CONDITIONS: Mapping[str, type[Condition]] = {
    "choice": ChoiceCondition,
    "education": EducationCondition,
    "age": AgeCondition,
    "ties": TiesCondition,
    "screening": ScreeningCondition,
}
"""The conditions by what their key ``kind`` says."""


@dataclass(frozen=True)
class Criterion:
    """One demand: its number in the scheme, what it says in our own words, and its conditions (all must hold)."""

    id: Annotated[str, Key(filled=True, unique="list")]
    title: Filled
    basis: Annotated[str, Key(choices=BASES)]
    conditions: Annotated[
        tuple[Annotated[Condition, Key(kinds=CONDITIONS)], ...], Key("test", some="至少要有一项核对")
    ]


@dataclass(frozen=True, kw_only=True)
class Track:
    """The criteria of 选聘 or of 招聘; ``cutoff`` is the day ages count at, None when the scheme states none."""

    id: Annotated[str, Key(choices=TRACK.by_code, unique="list")]
    cutoff: date | None = None
    criteria: Annotated[tuple[Criterion, ...], Key("criterion")] = ()
    preferences: tuple[Annotated[str, Key(choices=PREFERENCES)], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """选聘 or 招聘."""
        return TRACK.show(self.id)


@dataclass(frozen=True)
class Quota:
    """Places by track and by sex where the scheme fixes them (None: it does not), and how the number came about."""

    selected: Places = None
    recruited: Places = None
    men: Places = None
    women: Places = None
    basis: str = ""

    @property
    def total(self) -> int | None:
        """All places, None when the scheme names no number."""
        known = [part for part in (self.selected, self.recruited) if part is not None]
        return sum(known) if known else None


@dataclass(frozen=True)
class Phase:
    """One phase of the work with its first and last day."""

    title: Filled
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Scheme(Pack):
    """One scheme of one county or city. ``birthday_after``: a year of age counts from the day after the birthday."""

    birthday_after: Annotated[bool, Key("birthday", takes=_birthday)] = False
    tracks: Annotated[tuple[Track, ...], Key("track", some="至少要有一个类别")]
    quota: Quota = Quota()
    steps: tuple[Annotated[str, Key(choices=STEP.by_code)], ...] = ()
    phases: Annotated[tuple[Phase, ...], Key("phase")] = ()

    def track(self, track_id: str) -> Track | None:
        """The track of that id, None when the scheme does not have it."""
        return next((track for track in self.tracks if track.id == track_id), None)


def parse_scheme(data: Mapping[str, object]) -> Scheme:
    """A scheme from a parsed pack; raises FaultyError telling every fault."""
    return demand(Scheme, data, "资格条件")
