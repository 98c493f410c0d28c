"""Suggested scores, totals, vetoes and eligibility of the real 2024 sheet."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.domain.memory import MemoryFacts, head, person

from station_desk.domain.judging.scoring import (
    Entries,
    Sheet,
    Support,
    VetoState,
    check_points,
    entries_of,
    score_sheet,
)
from station_desk.domain.judging.suggesting import Suggestion, denied_by
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.roster import Discipline
from station_desk.domain.register.metrics import known_metrics
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.scoring.kinds import Evidence, ScoreEntry, VetoEntry
from station_desk.domain.scoring.standard import Standard, parse_standard
from station_desk.domain.station.kinds import Station
from station_desk.domain.work.kinds import Activity, Regulation

PACK = Path(__file__).parents[3] / "resources" / "standards" / "anhui-2024.toml"
PLAIN = Station(id=1, name="云雾镇司法所", county="示例县")


@pytest.fixture(scope="module")
def anhui() -> Standard:
    return parse_standard(tomllib.loads(PACK.read_text(encoding="utf-8")), known_metrics())


def mediations(facts: MemoryFacts, closed: int, settled: int) -> None:
    case = Mediation(title="纠纷", accepted_on=date(2024, 6, 1), closed_on=date(2024, 6, 9))
    for number in range(closed):
        facts.put(case.changed(result="settled" if number < settled else "failed"))


def sheet(standard: Standard, facts: MemoryFacts) -> Sheet:
    return score_sheet(standard, facts, entries_of(facts, standard))


REASON = "县司法局2024年第3号文件已经核定，记录还没有补录"


def full_entries(standard: Standard, less: str = "0", reason: str = REASON) -> Entries:
    """Full marks everywhere, ``less`` taken from A1, every veto found clear, all with the same reason."""
    scores = [
        ScoreEntry(
            standard=standard.id,
            year=2024,
            item=item.id,
            points=Decimal(str(float(item.max))),
            reason=reason,
        )
        for item in standard.items
    ]
    scores[0] = scores[0].changed(points=Decimal(5) - Decimal(less), reason="学习记录不全")
    vetoes = [
        VetoEntry(standard=standard.id, year=2024, veto=veto.id, state="clear", reason=reason)
        for veto in standard.vetoes
    ]
    return Entries(tuple(scores), tuple(vetoes))


@pytest.mark.parametrize(
    ("closed", "settled", "suggested", "words"),
    [
        (
            2116,
            2084,
            Decimal(1),
            "本年办结 2116 件，调解成功 2084 件，成功率 98.48%（2084/2116），达到 98%；",
        ),
        (100, 98, Decimal(1), "成功率 98%，达到 98%；"),
        (10000, 9796, None, "成功率 97.96%，未达到 98%，还差 4 件；"),
        (7202, 6986, None, "成功率 97.00%（6986/7202），未达到 98%，还差 72 件；"),
        (0, 0, None, "2024 年没有办结的人民调解案件；"),
    ],
)
def test_b6_is_exact_and_says_so(
    anhui: Standard, closed: int, settled: int, suggested: Decimal | None, words: str
) -> None:
    facts = MemoryFacts()
    mediations(facts, closed, settled)
    facts.put(Regulation(regulation="screening", title="排查制度", issued_on=date(2023, 1, 1)))
    for month in range(1, 13):
        facts.put(Activity(category="screening", title="集中排查", held_on=date(2024, month, 9)))
    cell = sheet(anhui, facts).cell("B6")
    assert cell.suggested == suggested
    assert words in cell.basis
    assert "98.0%" not in cell.basis


@pytest.mark.parametrize(("placed", "suggested"), [(437, Decimal(1)), (436, None)])
def test_b13_passes_at_exactly_95_percent(anhui: Standard, placed: int, suggested: Decimal | None) -> None:
    facts = MemoryFacts()
    for number in range(460):
        facts.put(Resettlement(name="甲某", placed="yes" if number < placed else "no"))
    assert sheet(anhui, facts).cell("B13").suggested == suggested


@pytest.mark.parametrize(
    ("graded", "people", "suggested", "veto"),
    [
        ("1", 6, Decimal(4), VetoState.CLEAR),
        ("1", 5, None, VetoState.TRIGGERED),
        ("2", 5, Decimal(4), VetoState.CLEAR),
        ("2", 4, None, VetoState.TRIGGERED),
        ("3", 4, Decimal(4), VetoState.CLEAR),
        ("3", 3, None, VetoState.TRIGGERED),
        ("", 9, None, VetoState.PENDING),
        ("3", 0, None, VetoState.PENDING),
    ],
)
def test_staffing_follows_the_class(
    anhui: Standard, graded: str, people: int, suggested: Decimal | None, veto: VetoState
) -> None:
    facts = MemoryFacts(station=PLAIN.changed(station_class=graded))
    for _ in range(people):
        facts.put(person())
    if people:
        facts.put(person(full_time=False))
    result = sheet(anhui, facts)
    assert result.cell("A6").suggested == suggested
    assert {veto.veto.id: veto for veto in result.vetoes}["V3"].computed is veto


def test_a_shortfall_is_counted_in_people(anhui: Standard) -> None:
    facts = MemoryFacts(station=PLAIN.changed(station_class="1"))
    for _ in range(4):
        facts.put(person())
    assert sheet(anhui, facts).cell("A6").basis == "在岗专职工作人员 4 人，未达到 6 人，还差 2 人。"


@pytest.mark.parametrize(
    ("graded", "law", "suggested"),
    [("1", True, Decimal(1)), ("1", False, None), ("2", False, Decimal(1)), ("", True, None)],
)
def test_a8_binds_class_one_only(anhui: Standard, graded: str, law: bool, suggested: Decimal | None) -> None:
    facts = MemoryFacts(station=PLAIN.changed(station_class=graded))
    facts.put(person(education="bachelor", law_background=law))
    assert sheet(anhui, facts).cell("A8").suggested == suggested


def test_every_test_of_a_cell_must_hold(anhui: Standard) -> None:
    facts = MemoryFacts(station=PLAIN.changed(quota_misused=0))
    facts.put(head())
    cell = sheet(anhui, facts).cell("A4")
    assert cell.suggested is None
    assert cell.basis == "政法专编被挪用占用 0 个；在职在编专职工作人员 1 人，未达到 2 人，还差 1 人。"
    facts.put(person(category="political_legal"))
    assert sheet(anhui, facts).cell("A4").suggested == 2


def test_suggestions_open_to_their_records(anhui: Standard) -> None:
    facts = MemoryFacts()
    mediations(facts, 3, 2)
    measure = sheet(anhui, facts).cell("B6").metrics[0].measure
    assert measure.counted is not None and len(measure.counted.ids(facts)) == 2
    assert measure.missing is not None and len(measure.missing.ids(facts)) == 1


def test_judged_cells_never_get_a_suggestion(anhui: Standard) -> None:
    result = sheet(anhui, MemoryFacts())
    assert result.cell("A10").suggested is None
    assert result.cell("A10").basis == "须人工判断：服务态度、着装、廉洁自律和精神面貌。"


def test_evidence_papers_stand_beside_their_cell(anhui: Standard) -> None:
    facts = MemoryFacts()
    paper = facts.put(Evidence(year=2024, item="A1", title="学习计划"))
    facts.put(Evidence(year=2023, item="A1", title="旧计划"))
    assert sheet(anhui, facts).cell("A1").papers == (paper.id,)


def test_an_empty_station_gets_no_suggestion_no_veto_and_may_not_apply(anhui: Standard) -> None:
    result = sheet(anhui, MemoryFacts())
    assert [cell.item.id for cell in result.cells if cell.suggested is not None] == []
    assert {veto.computed for veto in result.vetoes} == {VetoState.PENDING}
    assert all(cell.basis for cell in result.cells)
    assert result.total == 0 and not result.eligible
    assert result.obstacles[0] == "还有 56 格没有打分"


@pytest.mark.parametrize(("less", "eligible"), [("0", True), ("5", True), ("0.5", True)])
def test_95_and_more_may_apply(anhui: Standard, less: str, eligible: bool) -> None:
    result = score_sheet(anhui, MemoryFacts(), full_entries(anhui, less))
    assert result.total == 100 - Decimal(less)
    assert result.eligible is eligible


def test_94_and_a_half_may_not(anhui: Standard) -> None:
    entries = full_entries(anhui, "5")
    scores = [
        entry.changed(points=Decimal("4.5")) if entry.item == "A2" else entry for entry in entries.scores
    ]
    result = score_sheet(anhui, MemoryFacts(), Entries(tuple(scores), entries.vetoes))
    assert result.total == Decimal("94.5")
    assert result.obstacles == ("自评总分 94.5 分，没有达到 95 分",)
    assert result.hindrances[0].brief == "还差 0.5 分到 95 分"


@pytest.mark.parametrize("state", ["triggered", "pending"])
def test_a_veto_bars_a_hundred_points(anhui: Standard, state: str) -> None:
    entries = full_entries(anhui)
    vetoes = [entry.changed(state=state) if entry.veto == "V2" else entry for entry in entries.vetoes]
    result = score_sheet(anhui, MemoryFacts(), Entries(entries.scores, tuple(vetoes)))
    assert result.total == 100 and not result.eligible
    assert "没有副科级所长" in result.obstacles[0]


def test_one_blank_cell_bars_too(anhui: Standard) -> None:
    entries = full_entries(anhui)
    result = score_sheet(anhui, MemoryFacts(), Entries(entries.scores[:-1], entries.vetoes))
    assert result.unscored == ("E6",) and not result.eligible


def test_a_lower_score_without_a_reason_is_pointed_out(anhui: Standard) -> None:
    entries = full_entries(anhui, "0.5")
    assert score_sheet(anhui, MemoryFacts(), entries).unexplained == ()
    scores = tuple(entry.changed(reason="") for entry in entries.scores)
    assert score_sheet(anhui, MemoryFacts(), Entries(scores, entries.vetoes)).unexplained == ("A1",)


def test_part_totals(anhui: Standard) -> None:
    result = score_sheet(anhui, MemoryFacts(), full_entries(anhui, "0.5"))
    assert [part.own for part in result.parts] == [Decimal("29.5"), 30, 15, 15, 10]
    assert [(part.scored, part.cells) for part in result.parts] == [
        (10, 10),
        (22, 22),
        (9, 9),
        (8, 8),
        (7, 7),
    ]


def test_entries_of_other_years_standards_and_unknown_states_are_left_out(anhui: Standard) -> None:
    facts = MemoryFacts()
    facts.put(ScoreEntry(standard=anhui.id, year=2023, item="A1", points=Decimal(5)))
    facts.put(ScoreEntry(standard="other", year=2024, item="A1", points=Decimal(5)))
    facts.put(VetoEntry(standard=anhui.id, year=2024, veto="V1", state="later-program"))
    result = sheet(anhui, facts)
    assert result.total == 0 and result.vetoes[0].own is None


def test_vetoes_are_computed_and_own_findings_stand_above(anhui: Standard) -> None:
    station = PLAIN.changed(vertical_management="no", business_area=Decimal(90), required_area=Decimal(120))
    facts = MemoryFacts(station=station)
    staff = facts.put(person())
    facts.put(Discipline(staff=staff.id, penalty="party", decided_on=date(2023, 1, 1)))
    facts.put(VetoEntry(standard=anhui.id, year=2024, veto="V6", state="clear", reason="处分决定已经撤销"))
    found = {result.veto.id: result for result in sheet(anhui, facts).vetoes}
    assert [found[name].computed.term for name in ("V1", "V2", "V3", "V4", "V5", "V6")] == [
        "触发",
        "触发",
        "待核",
        "触发",
        "待核",
        "触发",
    ]
    assert found["V6"].effective is VetoState.CLEAR
    assert found["V6"].against and not found["V6"].unexplained
    facts.put(VetoEntry(standard=anhui.id, year=2024, veto="V4", state="clear", reason=" "))
    facts.put(VetoEntry(standard=anhui.id, year=2024, veto="V3", state="pending"))
    again = {result.veto.id: result for result in sheet(anhui, facts).vetoes}
    assert [name for name, result in again.items() if result.unexplained] == ["V4"]
    assert again["V4"].effective is VetoState.TRIGGERED
    assert "低于 100%，还差 30 平方米" in found["V4"].basis


@pytest.mark.parametrize(
    ("points", "fits"),
    [("5", True), ("4.5", True), ("0", True), ("5.5", False), ("-0.5", False), ("4.7", False)],
)
def test_own_scores_are_checked(anhui: Standard, points: str, fits: bool) -> None:
    problems = check_points(anhui.item("A1"), anhui.step, Decimal(points))
    assert [problem.field for problem in problems] == ([] if fits else ["points"])
    assert check_points(anhui.item("A1"), anhui.step, None) == []


class TestAboveTheRecords:
    """A score says no more than the records carry, unless it says why."""

    def test_all_56_cells_in_full_over_records_that_deny_them(self, anhui: Standard) -> None:
        facts = MemoryFacts()
        for _ in range(8):
            facts.put(person())
        result = score_sheet(anhui, facts, full_entries(anhui, reason=""))
        assert result.total == 100 and not result.eligible
        cells = {cell.item.id: cell for cell in result.cells}
        assert (cells["A9"].support, cells["E5"].support) == (Support.DENIED, Support.DENIED)
        assert cells["A9"].above and cells["A9"].supported == 0
        denied = next(one for one in result.hindrances if one.text.startswith("得分高于记录"))
        assert {"A9", "E5"} <= set(denied.places)
        assert "A9 业务培训" in denied.text and denied.brief.endswith("高于记录，待写明理由")

    def test_what_nobody_recorded_is_told_apart(self, anhui: Standard) -> None:
        result = score_sheet(anhui, MemoryFacts(), full_entries(anhui, reason=""))
        cell = result.cell("E4")
        assert cell.support is Support.UNKNOWN and cell.above and cell.supported == 0
        unknown = next(one for one in result.hindrances if one.text.startswith("记录不足以支持得分"))
        assert "E4" in unknown.places and "E5" not in unknown.places

    def test_a_cell_whose_figures_only_inform_has_no_limit(self, anhui: Standard) -> None:
        result = score_sheet(anhui, MemoryFacts(), full_entries(anhui, reason=""))
        for name in ("A1", "A10", "B11", "D5"):
            cell = result.cell(name)
            assert (cell.support, cell.supported, cell.above) == (Support.FREE, None, False), name

    def test_nought_is_never_above(self, anhui: Standard) -> None:
        entries = full_entries(anhui, reason="")
        scores = tuple(entry.changed(points=Decimal(0)) for entry in entries.scores)
        result = score_sheet(anhui, MemoryFacts(), Entries(scores, entries.vetoes))
        assert result.above == ()

    def test_half_of_what_the_records_deny_is_above_as_well(self, anhui: Standard) -> None:
        facts = MemoryFacts(station=PLAIN.changed(quota_misused=0))
        facts.put(person(category="political_legal"))
        facts.put(ScoreEntry(standard=anhui.id, year=2024, item="A4", points=Decimal(1), reason="缺一人"))
        assert sheet(anhui, facts).cell("A4").unsupported

    @pytest.mark.parametrize(
        ("reason", "enough"),
        [
            ("", False),
            ("已核对", False),
            ("。。。", False),
            ("经所务会议研究，同意", False),
            ("情况属实，符合要求。", False),
            ("已\u200b核\u200b对", False),
            ("哈哈哈哈哈哈", False),
            ("12345678", False),
            ("三次座谈会的签到和记录在二号柜，没有录入", True),
            ("见组通〔2024〕12号任命文件", True),
        ],
    )
    def test_only_a_reason_that_says_something_lifts_the_obstacle(
        self, anhui: Standard, reason: str, enough: bool
    ) -> None:
        entries = full_entries(anhui)
        scores = tuple(
            entry.changed(reason=reason) if entry.item == "E5" else entry for entry in entries.scores
        )
        result = score_sheet(anhui, MemoryFacts(), Entries(scores, entries.vetoes))
        assert result.eligible is enough
        assert result.cell("E5").above, "it stays marked, explained or not"

    def test_a_test_of_one_side_denies_but_never_suggests(self, anhui: Standard) -> None:
        facts = MemoryFacts()
        staff = facts.put(person())
        assert sheet(anhui, facts).cell("A3").suggested is None
        assert sheet(anhui, facts).cell("A3").support is Support.FREE
        facts.put(Discipline(staff=staff.id, penalty="party", decided_on=date(2023, 6, 1)))
        assert sheet(anhui, facts).cell("A3").support is Support.DENIED

    def test_of_two_scores_for_one_cell_the_newer_counts(self, anhui: Standard) -> None:
        old = ScoreEntry(id=1, standard=anhui.id, year=2024, item="A1", points=Decimal(5))
        new = old.changed(id=2, points=Decimal(3))
        assert score_sheet(anhui, MemoryFacts(), Entries((new, old))).cell("A1").own == 3


class TestVetoesAgainstTheRecords:
    """A veto the records trigger is not argued away."""

    @pytest.mark.parametrize("reason", ["", "已核对", "无", "所长同意", " 。 "])
    def test_a_finding_without_a_real_reason_does_not_hold(self, anhui: Standard, reason: str) -> None:
        result = self.found(anhui, reason, a5="0")
        assert result.vetoes[1].computed is VetoState.TRIGGERED
        assert result.vetoes[1].effective is VetoState.TRIGGERED
        assert any("V2" in text and "没有写明依据" in text for text in result.obstacles)

    def test_with_a_reason_it_holds_but_its_twin_must_not_be_full(self, anhui: Standard) -> None:
        full = self.found(anhui, REASON, a5="2")
        assert full.vetoes[1].effective is VetoState.CLEAR
        assert full.obstacles == ("一票否决 V2 按记录触发，A5 却打了满分",)
        assert full.hindrances[0].places == ("A5", "V2")
        less = self.found(anhui, REASON, a5="1.5")
        assert less.eligible and less.against[0].veto.id == "V2"

    @pytest.mark.parametrize(("state", "holds"), [("clear", "pending"), ("triggered", "triggered")])
    def test_where_the_records_are_silent_the_head_decides_with_a_paper(
        self, anhui: Standard, state: str, holds: str
    ) -> None:
        facts = MemoryFacts()
        facts.put(VetoEntry(standard=anhui.id, year=2024, veto="V1", state=state, reason="已核对"))
        result = sheet(anhui, facts).vetoes[0]
        assert result.effective.value == holds and not result.against
        facts.put(VetoEntry(standard=anhui.id, year=2024, veto="V1", state=state, reason=REASON))
        assert sheet(anhui, facts).vetoes[0].effective.value == state

    def test_a_veto_by_the_records_takes_the_suggestion_of_its_twin(self, anhui: Standard) -> None:
        facts = MemoryFacts(station=PLAIN.changed(station_class="1"))
        staff = [facts.put(person()) for _ in range(6)]
        assert sheet(anhui, facts).cell("A6").suggested == 4
        facts.put(Discipline(staff=staff[0].id, penalty="government", decided_on=date(2023, 2, 1)))
        cell = sheet(anhui, facts).cell("A3")
        assert cell.suggested is None and cell.supported == 0

    @staticmethod
    def found(anhui: Standard, reason: str, a5: str) -> Sheet:
        """A head below the rank, V2 found clear for a reason, everything else in full and explained."""
        facts = MemoryFacts()
        facts.put(head(rank="clerk"))
        entries = full_entries(anhui)
        scores = tuple(
            entry.changed(points=Decimal(a5)) if entry.item == "A5" else entry for entry in entries.scores
        )
        vetoes = tuple(
            entry.changed(reason=reason) if entry.veto == "V2" else entry for entry in entries.vetoes
        )
        return score_sheet(anhui, facts, Entries(scores, vetoes))


def test_cells_are_found_by_their_id_and_others_are_a_mistake(anhui: Standard) -> None:
    cells = sheet(anhui, MemoryFacts(station=PLAIN))
    assert cells.cell("B6").item is anhui.item("B6")
    for find in (cells.cell, anhui.item):
        with pytest.raises(KeyError):
            find("Z99")


def test_what_triggers_a_veto_earns_nothing_in_the_cell_about_the_same(anhui: Standard) -> None:
    carried = Suggestion(Support.FULL, Decimal(2), "", "", ())
    veto = next(veto for veto in anhui.vetoes if veto.twin)
    denied = denied_by(carried, [veto])
    assert (denied.support, denied.points) == (Support.DENIED, None)
    assert veto.title in denied.basis
    assert denied_by(carried, []) is carried
    assert denied_by(denied, [veto]) is denied
