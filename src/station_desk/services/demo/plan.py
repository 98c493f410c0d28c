"""How big a sample station is and which exact figures of this year it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from station_desk.domain.basics.errors import KnownError

LARGEST = 1_000_000
_OPEN_CASES = 4
_SERVING = 4
_SAMPLE_MEDIATIONS = 180
_SAMPLE_CORRECTIONS = 24
_SAMPLE_ON_REGISTER = 46
_SAMPLE_OFF_REGISTER = 5


@dataclass(frozen=True)
class DemoPlan:
    """What a sample station should hold; None leaves a figure to the program.

    ``cases`` is the total of the three case registers. ``mediations`` cases are closed in this calendar year,
    ``settled`` of them successfully; ``released`` people count for this year's 安置率, ``placed`` of them are placed.
    """

    cases: int | None = None
    mediations: int | None = None
    settled: int | None = None
    released: int | None = None
    placed: int | None = None
    seed: int = 1


@dataclass(frozen=True)
class Counts:
    """How many cases of each sort: ``closed`` in this year, ``open`` still, ``earlier`` oldest year first."""

    closed: int
    settled: int
    open: int
    earlier: tuple[tuple[int, int], ...]
    corrections: int
    on_register: int
    placed: int
    serving: int
    off_register: int


def counts_of(plan: DemoPlan, today: date) -> Counts:
    """The counts a plan asks for; KnownError in plain Chinese when its figures contradict each other."""
    _check(plan)
    if plan.cases is None:
        return _sample(plan, today)
    return _spread(plan, plan.cases, today)


def _sample(plan: DemoPlan, today: date) -> Counts:
    closed = max(_OPEN_CASES, round(112 * _elapsed(today))) if plan.mediations is None else plan.mediations
    on_register = _SAMPLE_ON_REGISTER if plan.released is None else plan.released
    last_year = max(60, _SAMPLE_MEDIATIONS - _OPEN_CASES - closed)
    return Counts(
        closed=closed,
        settled=_mostly(closed, 99) if plan.settled is None else plan.settled,
        open=_OPEN_CASES,
        earlier=((today.year - 1, last_year),),
        corrections=_SAMPLE_CORRECTIONS,
        on_register=on_register,
        placed=_mostly(on_register, 95) if plan.placed is None else plan.placed,
        serving=_SERVING,
        off_register=_SAMPLE_OFF_REGISTER,
    )


def _spread(plan: DemoPlan, cases: int, today: date) -> Counts:
    """About 70 % mediation, 10 % correction and 20 % resettlement, as far as exact figures leave room."""
    mediations, released = plan.mediations or 0, plan.released or 0
    resettlements = max(released, min(cases * 20 // 100, cases - mediations))
    corrections = min(cases * 10 // 100, cases - resettlements - mediations)
    disputes = cases - resettlements - corrections
    this_year = round(disputes * _elapsed(today) / (4 + _elapsed(today)))
    closed = this_year if plan.mediations is None else plan.mediations
    waiting = min(_OPEN_CASES, disputes - closed)
    on_register = resettlements * 92 // 100 if plan.released is None else plan.released
    serving = min(_SERVING, resettlements - on_register)
    return Counts(
        closed=closed,
        settled=_mostly(closed, 99) if plan.settled is None else plan.settled,
        open=waiting,
        earlier=_four_years(disputes - closed - waiting, today.year),
        corrections=corrections,
        on_register=on_register,
        placed=_mostly(on_register, 95) if plan.placed is None else plan.placed,
        serving=serving,
        off_register=resettlements - on_register - serving,
    )


def _four_years(total: int, year: int) -> tuple[tuple[int, int], ...]:
    share, rest = divmod(total, 4)
    return tuple((year - 4 + n, share + (n < rest)) for n in range(4))


def _elapsed(today: date) -> float:
    """The part of the year that is over."""
    return today.timetuple().tm_yday / 366


def _mostly(total: int, percent: int) -> int:
    """At least that percentage of the whole."""
    return -(-total * percent // 100)


def _check(plan: DemoPlan) -> None:
    figures = {
        "案件总数": plan.cases,
        "本年办结调解件数": plan.mediations,
        "调解成功件数": plan.settled,
        "应安置人数": plan.released,
        "已安置人数": plan.placed,
    }
    for name, figure in figures.items():
        if figure is not None and not 0 <= figure <= LARGEST:
            _refuse(f"{name}应在 0 至 {LARGEST} 之间，现在是 {figure}")
    _check_part("调解成功件数", plan.settled, "本年办结调解件数", plan.mediations)
    _check_part("已安置人数", plan.placed, "应安置人数", plan.released)
    wanted = (plan.mediations or 0) + (plan.released or 0)
    if plan.cases is not None and wanted > plan.cases:
        _refuse(f"案件总数 {plan.cases} 少于指定的调解件数和应安置人数之和 {wanted}")


def _check_part(part_name: str, part: int | None, whole_name: str, whole: int | None) -> None:
    if part is None:
        return
    if whole is None:
        _refuse(f"指定了{part_name}，还要同时指定{whole_name}")
    elif part > whole:
        _refuse(f"{part_name} {part} 多于{whole_name} {whole}")


def _refuse(message: str) -> None:
    raise KnownError(f"样例的数字对不上：{message}", "没有建立文件", "请改正数字后再试")
