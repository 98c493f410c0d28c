"""Sample stations: the same each time, visibly invented, valid, and exact where figures are asked for."""

import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest
from stdnum.cn import ric

from station_desk import paths
from station_desk.domain.basics.calendar import Holidays
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.types import DateType
from station_desk.domain.judging.scoring import Sheet, entries_of, score_sheet
from station_desk.domain.judging.thresholds import Judge
from station_desk.domain.measures.facts import P, R
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import EVERYTHING, Filter, Query, in_year
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.metrics import CATALOGUE, known_metrics
from station_desk.domain.register.validation import validate
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.scoring.kinds import ScoreEntry, VetoEntry
from station_desk.domain.scoring.standard import parse_standard
from station_desk.domain.station.kinds import Station
from station_desk.services import demo
from station_desk.services.demo import DemoPlan, SampleNames
from station_desk.services.packs.care_packs import chosen
from station_desk.store.opening.opening import open_file
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records.reading import Reader

TODAY = date(2026, 11, 22)
ANY_DAY = (TODAY, date(2026, 1, 1), date(2027, 3, 31), date(2028, 2, 29), date(2026, 12, 31))
Make = Callable[..., Path]


class Noon:
    """A clock that stands still."""

    def __init__(self, day: date) -> None:
        self._day = day

    def now(self) -> datetime:
        return datetime(self._day.year, self._day.month, self._day.day, 12, tzinfo=UTC)

    def today(self) -> date:
        return self._day


class Facts:
    """The domain's view of an open file."""

    def __init__(self, reader: Reader, today: date) -> None:
        self._reader = reader
        self.today = today
        self.year = today.year
        self.holidays = Holidays()

    @property
    def station(self) -> Station:
        return self._reader.all(Station)[0]

    def all(self, cls: type[R], where: Filter = EVERYTHING) -> tuple[R, ...]:
        return self._reader.all(cls, where)

    def values(
        self, cls: type[Record], keys: Sequence[str], where: Filter = EVERYTHING
    ) -> list[tuple[Any, ...]]:
        return self._reader.values(Query(cls.KIND, where), keys)

    def titles(self, kind_key: str, ids: Collection[int]) -> dict[int, str]:
        return self._reader.titles(KINDS[kind_key], list(ids))

    def count(self, cls: type[Record], where: Filter = EVERYTHING) -> int:
        return self._reader.count(Query(cls.KIND, where))

    def ids(self, cls: type[Record], where: Filter = EVERYTHING) -> tuple[int, ...]:
        return self._reader.ids(Query(cls.KIND, where))

    def sealed(self, cls: type[Record]) -> int:
        return 0

    def pack(self, cls: type[P]) -> P:
        return chosen(cls, self.station)


@pytest.fixture(scope="module")
def names() -> SampleNames:
    return demo.sample_names()


@pytest.fixture
def make(tmp_path: Path, names: SampleNames) -> Make:
    def make(plan: DemoPlan | None = None, today: date = TODAY, name: str = "样例") -> Path:
        path = tmp_path / f"{name}.station"
        demo.make_demo(path, plan or DemoPlan(), Noon(today), names)
        return path

    return make


@contextmanager
def opened(path: Path) -> Iterator[StationFile]:
    file = open_file(path)
    try:
        yield file
    finally:
        file.close()


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything the file says, its identity, its log and its text search included."""
    with opened(path) as file:
        tables = [
            row[0] for row in file.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        # sqlite_utils notes when a migration ran by the computer's clock; that is no content of the station.
        kept = [name for name in tables if name != "_sqlite_migrations"]
        return {name: file.connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in kept}


def everything(file: StationFile) -> Iterator[Record]:
    for kind in KINDS.values():
        yield from file.reader.iterate(Query(kind))


def measured(file: StationFile, metric: str, today: date = TODAY) -> tuple[Fraction, Fraction]:
    """Numerator and denominator; nought of nought when there is nothing to measure."""
    found = CATALOGUE[metric].measure(Facts(file.reader, today)).measure
    return found.numerator or Fraction(0), found.denominator or Fraction(0)


def sheet_of(file: StationFile, today: date = TODAY) -> Sheet:
    with paths.resources("standards", "anhui-2024.toml").open("rb") as stream:
        standard = parse_standard(tomllib.load(stream), known_metrics())
    facts = Facts(file.reader, today)
    return score_sheet(standard, facts, entries_of(facts, standard))


def test_the_same_plan_seed_and_day_give_the_same_content(make: Make) -> None:
    assert content(make(name="甲")) == content(make(name="乙"))


def test_another_seed_gives_another_station(make: Make) -> None:
    assert content(make(name="甲")) != content(make(DemoPlan(seed=2), name="乙"))


@pytest.mark.parametrize("today", ANY_DAY)
def test_every_record_is_valid_and_only_the_planned_warnings_stand(make: Make, today: date) -> None:
    with opened(make(today=today)) as file:
        problems = [
            (record.KIND.key, problem) for record in everything(file) for problem in validate(record, today)
        ]
    assert [problem for _, problem in problems if problem.blocks] == []
    found = Counter((kind, problem.field) for kind, problem in problems)
    assert found == {
        ("staff", "id_number"): 1,
        ("correction", "id_number"): 1,
        ("resettlement", "id_number"): 1,
        ("remedy", "done_on"): 1,
    }


def test_everybody_in_correction_was_sentenced_by_a_court_and_decided_on_by_the_right_organ(
    make: Make,
) -> None:
    with opened(make()) as file:
        people = file.reader.all(Correction)
        told = [case.rights_told_on for case in file.reader.all(Mediation)]
    assert {person.correction_type for person in people} >= {"probation", "parole", "outside"}
    for person in people:
        by_sentence = person.correction_type in ("control", "probation")
        assert "人民法院" in person.court and (person.decided_by == person.court) is by_sentence
        assert bool(person.decision) is bool(person.decided_on) is not by_sentence
        assert person.judged_on and person.start_on and person.judged_on < person.start_on
    assert None in told and any(told)


@pytest.mark.parametrize("today", ANY_DAY)
def test_nothing_has_happened_in_the_future(make: Make, today: date) -> None:
    happened = {
        "mediation": ("accepted_on", "closed_on", "effective_on", "visited_on", "confirmed_on"),
        "correction": ("start_on", "papers_on", "reported_on", "plan_on", "ended_on", "handed_over_on"),
        "leave": ("applied_on", "approved_on", "from_on", "returned_on"),
        "contact": ("held_on",),
        "sanction": ("decided_on", "served_on"),
        "resettlement": ("notice_on", "checked_on", "connected_on", "placed_on", "agreement_on", "left_on"),
        "visit": ("held_on",),
        "training": ("to_on",),
        "award": ("awarded_on",),
        "appraisal": ("decided_on",),
        "activity": ("held_on",),
        "meeting": ("held_on",),
        "report": ("sent_on", "happened_on"),
        "regulation": ("issued_on", "revised_on"),
        "complaint": ("received_on", "answered_on"),
        "survey": ("held_on",),
        "evidence": ("dated_on",),
        "remedy": ("done_on",),
    }
    with opened(make(today=today)) as file:
        ahead = [
            (record, key)
            for record in everything(file)
            for key in happened.get(record.KIND.key, ())
            if (day := getattr(record, key)) is not None and day > today
        ]
    assert ahead == []


@pytest.mark.parametrize("today", [TODAY, date(2026, 12, 31)])
def test_the_sample_station_may_apply_late_in_its_year(make: Make, today: date) -> None:
    with opened(make(today=today)) as file:
        sheet = sheet_of(file, today)
        confirmed = {entry.veto for entry in file.reader.all(VetoEntry)}
    assert sheet.obstacles == ()
    assert sheet.total == 97
    assert confirmed == {"V1", "V5"}
    lost = [cell for cell in sheet.cells if cell.own != cell.item.max]
    assert [cell.item.id for cell in lost] == ["A1", "B2", "B9", "D6"]
    assert all(cell.reason for cell in lost)
    assert all(cell.remark and cell.papers for cell in sheet.cells)


@pytest.mark.parametrize("today", [date(2024, 5, 10), date(2026, 1, 1), date(2027, 3, 31)])
def test_early_in_the_year_its_full_marks_are_above_its_records(make: Make, today: date) -> None:
    """Nobody is trained yet and no forum was held: a hundred typed points do not make it eligible."""
    with opened(make(today=today)) as file:
        sheet = sheet_of(file, today)
    assert not sheet.eligible
    assert {"A9", "E5"} <= {place for one in sheet.hindrances for place in one.places}


def test_own_scores_keep_to_the_sheet_and_to_what_its_records_show(make: Make) -> None:
    with opened(make()) as file:
        sheet = sheet_of(file)
        judge = Judge(Facts(file.reader, TODAY))
        denied = [
            name
            for name, test in sheet.standard.conditions()
            if "评分项" in name and not judge.judge(test).holds
        ]
    assert all(cell.own is not None and 0 <= cell.own <= cell.item.max for cell in sheet.cells)
    assert [cell.item.id for cell in sheet.above if not cell.reason] == []
    whole = [
        cell
        for cell in sheet.cells
        if cell.item.conditions and not any(test.one_sided for test in cell.item.conditions)
    ]
    assert [cell.item.id for cell in whole if cell.suggested != cell.own] == []
    # Some reports of the last weeks are missing, and the own score of B9 says so.
    assert len(denied) == 1 and "B9" in denied[0]
    assert sheet.cell("B9").own == 1 and "已经约谈" in sheet.cell("B9").reason
    assert sheet.suggested_total == 53


@pytest.mark.parametrize("today", ANY_DAY[:3])
def test_emptying_days_of_the_sample_never_raises_what_is_suggested(make: Make, today: date) -> None:
    """Days are emptied one after the other, in the sample and where duties had been failed already."""
    random = Random(1)
    with opened(make(today=today)) as file:
        before = suggested(file, today)
        days = [
            (record, field.key)
            for record in everything(file)
            for field in record.KIND.fields
            if isinstance(field.type, DateType) and getattr(record, field.key) and not field.required
        ]
        for chosen in range(40):
            for record, key in random.sample(days, 12):
                file.connection.execute(
                    f'UPDATE "{record.KIND.key}" SET "{key}" = NULL WHERE id = ?', (record.id,)
                )
            now = suggested(file, today)
            assert set(now) <= set(before), chosen
            before = now


def suggested(file: StationFile, today: date) -> dict[str, Decimal]:
    cells = sheet_of(file, today).cells
    return {cell.item.id: cell.suggested for cell in cells if cell.suggested is not None}


def test_the_sample_station_shows_every_kind_of_record(make: Make) -> None:
    with opened(make()) as file:
        empty = [key for key, kind in KINDS.items() if file.reader.count(Query(kind)) == 0]
        staff = [person for person in file.reader.all(Staff) if person.left_on is None]
        states = Counter(person.state for person in file.reader.all(Correction))
        names_used = {person.name for person in file.reader.all(Correction) + file.reader.all(Resettlement)}
        cases = file.reader.all(Mediation)
    # Nobody on a sample roster was ever punished: that would trigger veto V6. Pictures would make the sample large,
    # nothing of it has been archived, every notice and form it needs comes with the program, and nothing is unusual.
    # No month has ended since it was made, so no register was kept as it stood.
    assert {*empty} == {
        "discipline",
        "attachment",
        "archive",
        "holiday_notice",
        "confirmed",
        "county_document",
        "register_snapshot",
        "register_entry",
    }
    assert len(staff) == 8
    assert states["active"] > 8 and states["released"] > 2 and states["expected"] and states["transferred"]
    assert {"陈某𬭩", "赵某𠮷"} <= names_used
    assert len(cases) == 180
    assert max((TODAY - case.accepted_on).days for case in cases if not case.result and case.accepted_on) > 31


def test_nobody_in_the_sample_can_be_real(make: Make) -> None:
    with opened(make()) as file:
        records = list(everything(file))
    people = [record for record in records if "id_number" in record.KIND.by_key]
    numbers = [number for record in people if (number := getattr(record, "id_number", ""))]
    # Each in a role, and in the record of the person whose role it is.
    assert Counter(Counter(numbers).values()) == {2: 3}
    for number in numbers:
        assert number.startswith("000000") and ric.calc_check_digit(number) != number[17]
    phones = [getattr(record, key) for record in records for key in record.KIND.by_key if "phone" in key]
    assert {number[:5] for number in phones if number} == {"000-0"}
    named = [getattr(record, "name", "") for record in people]
    assert all("某" in name for name in named)


def test_case_numbers_are_never_given_twice(make: Make) -> None:
    with opened(make(DemoPlan(cases=3000))) as file:
        for cls in (Mediation, Correction, Resettlement):
            numbers = Counter(record.KIND.values(record)["case_number"] for record in file.reader.all(cls))
            assert max(numbers.values()) == 1


@pytest.mark.parametrize("today", ANY_DAY)
@pytest.mark.parametrize(
    ("settled", "mediations", "placed", "released"), [(2084, 2116, 437, 460), (0, 7, 0, 1), (0, 0, 0, 0)]
)
def test_exact_figures_are_exact_on_any_day(
    make: Make, today: date, settled: int, mediations: int, placed: int, released: int
) -> None:
    plan = DemoPlan(mediations=mediations, settled=settled, released=released, placed=placed)
    with opened(make(plan, today)) as file:
        closed = file.reader.all(Mediation, in_year("closed_on", today.year))
        won, whole = measured(file, "mediation_success_rate", today)
        helped, should = measured(file, "placement_rate", today)
    assert Counter(case.result for case in closed) == Counter(
        {"settled": settled, "failed": mediations - settled}
    )
    assert (won, whole) == (Fraction(settled), Fraction(mediations))
    assert (helped, should) == (Fraction(placed), Fraction(released))


def test_a_rate_below_the_line_costs_its_points_in_the_own_score_too(make: Make) -> None:
    with opened(make(DemoPlan(mediations=7202, settled=6986, released=461, placed=437))) as file:
        sheet = sheet_of(file)
        entries = {entry.item: entry for entry in file.reader.all(ScoreEntry)}
    assert [sheet.cell(item).suggested for item in ("B6", "B13")] == [None, None]
    assert [sheet.cell(item).own for item in ("B6", "B13")] == [0, 0]
    assert entries["B6"].reason and entries["B13"].reason


@pytest.mark.parametrize("cases", [0, 1, 7, 100, 4000])
def test_cases_are_counted_over_the_three_registers_and_spread_over_five_years(
    make: Make, cases: int
) -> None:
    began = perf_counter()
    path = make(DemoPlan(cases=cases))
    took = perf_counter() - began
    with opened(path) as file:
        counts = [file.reader.count(Query(cls.KIND)) for cls in (Mediation, Correction, Resettlement)]
        years = {case.accepted_on.year for case in file.reader.all(Mediation) if case.accepted_on}
        ids = [record.id for record in everything(file)]
    print(f"{len(ids)} records, {len(ids) / took:.0f} a second")
    assert sum(counts) == cases
    assert len(set(ids)) == len(ids)
    if cases >= 100:
        assert counts == [cases * 7 // 10, cases // 10, cases // 5]
        assert years == set(range(2022, 2027))


def test_cases_make_room_for_exact_figures(make: Make) -> None:
    plan = DemoPlan(cases=1000, mediations=600, settled=590, released=390, placed=390)
    with opened(make(plan)) as file:
        counts = [file.reader.count(Query(cls.KIND)) for cls in (Mediation, Correction, Resettlement)]
        assert measured(file, "mediation_success_rate") == (Fraction(590), Fraction(600))
        assert measured(file, "placement_rate") == (Fraction(390), Fraction(390))
    assert sum(counts) == 1000


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (DemoPlan(cases=-1), "案件总数应在 0 至 1000000 之间，现在是 -1"),
        (DemoPlan(cases=1_000_001), "1000001"),
        (DemoPlan(mediations=10, settled=11), "调解成功件数 11 多于本年办结调解件数 10"),
        (DemoPlan(settled=5), "还要同时指定本年办结调解件数"),
        (DemoPlan(placed=5), "还要同时指定应安置人数"),
        (DemoPlan(released=4, placed=5), "已安置人数 5 多于应安置人数 4"),
        (DemoPlan(released=-4), "应安置人数应在"),
        (DemoPlan(cases=10, mediations=8, released=3), "少于指定的调解件数和应安置人数之和 11"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused_and_makes_no_file(
    make: Make, tmp_path: Path, plan: DemoPlan, told: str
) -> None:
    with pytest.raises(KnownError, match=told):
        make(plan)
    assert list(tmp_path.iterdir()) == []


def test_word_lists_nobody_could_have_typed_are_a_fault(
    make: Make, names: SampleNames, tmp_path: Path
) -> None:
    broken = replace(names, tables={**names.tables, "premises": ({"room": "厨房", "state": "独立设置"},)})
    with pytest.raises(ValueError, match="厨房"):
        demo.make_demo(tmp_path / "x.station", DemoPlan(), Noon(TODAY), broken)
    assert list(tmp_path.iterdir()) == []


def test_the_sample_is_made_once_and_then_left_alone(tmp_path: Path) -> None:
    path = demo.ensure_sample(tmp_path, Noon(TODAY))
    assert path.name == "样例司法所.station"
    before = path.read_bytes()
    assert demo.ensure_sample(tmp_path, Noon(date(2027, 1, 1))) == path
    assert path.read_bytes() == before
