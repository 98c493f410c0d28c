"""Each criterion of the two counties' schemes and of the three other windows, at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.candidates import PACKS, answers, candidate, criterion, scheme, scheme_from, verdict

from station_desk.domain.basics.calendar import add_months, age_on
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.hiring.eligibility import Setting, State, judge
from station_desk.domain.hiring.kinds import STEP
from station_desk.domain.hiring.scheme import parse_scheme
from station_desk.services.packs.packs import read_pack

MET, FAILED, OPEN = State.MET, State.FAILED, State.JUDGEMENT


def recruit(**values: object) -> Any:
    return candidate(track="recruited", **values)


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_every_pack_judges_a_faultless_candidate_as_met(path: Path) -> None:
    chosen = scheme_from(path)
    assert chosen.id == path.stem
    assert chosen.steps == tuple(STEP.by_code)
    for track in chosen.tracks:
        result = verdict(chosen.id, candidate(track=track.id))
        assert [entry for entry in result.results if entry.answer.state is not MET] == []
        assert result.state is MET


def test_the_two_schemes_hold_every_criterion_and_their_quota() -> None:
    for name in ("ningwu-2024", "yangquan-2024"):
        selected, recruited = scheme(name).tracks
        assert [entry.id for entry in selected.criteria] == [f"P{n}" for n in range(1, 14)]
        names = [entry.id for entry in recruited.criteria]
        assert names[:7] == [f"R{n}" for n in range(1, 8)]
        assert names[7:13] == [f"R9.{n}" for n in range(1, 7)]
    quota = scheme("ningwu-2024").quota
    assert (quota.total, quota.selected, quota.recruited) == (21, 11, 10)
    assert scheme("ningwu-2024").tracks[1].criteria[-1].id == "R10"
    assert scheme("ningwu-2024").tracks[0].remarks[0].startswith("P14")
    assert scheme("yangquan-2024").quota.total is None
    assert scheme("qinxian-2024").quota.men == scheme("qinxian-2024").quota.women == 9


@pytest.mark.parametrize(
    ("sex", "born", "state"),
    [
        ("male", date(1968, 12, 31), FAILED),
        ("male", date(1969, 1, 1), MET),
        ("female", date(1973, 12, 31), FAILED),
        ("female", date(1974, 1, 1), MET),
        ("female", date(1968, 12, 31), FAILED),
        ("male", date(1973, 12, 31), MET),
    ],
)
def test_ningwu_bars_by_sex_at_the_cut_off(sex: str, born: date, state: State) -> None:
    result = verdict("ningwu-2024", candidate(sex=sex, born_on=born), cutoff=date(2026, 1, 1))
    answer = criterion(result, "P4").answer
    assert answer.state is state
    assert "截至2023年12月31日" in answer.reason


def test_an_unknown_sex_matters_only_between_the_two_bars() -> None:
    def state(born: date) -> State:
        return criterion(verdict("ningwu-2024", candidate(sex="", born_on=born)), "P4").answer.state

    assert state(date(1960, 1, 1)) is FAILED
    assert state(date(1970, 1, 1)) is OPEN
    assert state(date(1980, 1, 1)) is MET


def test_yangquan_bars_from_the_45th_birthday_on() -> None:
    cutoff = date(2024, 3, 10)
    for sex in ("male", "female", ""):
        on_birthday = verdict("yangquan-2024", candidate(sex=sex, born_on=date(1979, 3, 10)), cutoff=cutoff)
        assert criterion(on_birthday, "P4").answer.state is FAILED
        day_before = verdict("yangquan-2024", candidate(sex=sex, born_on=date(1979, 3, 11)), cutoff=cutoff)
        assert criterion(day_before, "P4").answer.state is MET


@pytest.mark.parametrize(
    ("pack", "track", "number"), [("yangquan-2024", "selected", "P4"), ("ningwu-2024", "recruited", "R3")]
)
@pytest.mark.parametrize("born", [date(1950, 1, 1), date(1990, 1, 1)])
def test_without_a_cut_off_day_the_age_is_left_open(pack: str, track: str, number: str, born: date) -> None:
    answer = criterion(verdict(pack, candidate(track=track, born_on=born), cutoff=None), number).answer
    assert answer.state is OPEN
    assert "没有写明年龄计算截止日" in answer.reason


def test_the_announcement_sets_the_cut_off_the_scheme_leaves_open() -> None:
    person = candidate(born_on=date(1979, 3, 10))
    answer = criterion(verdict("yangquan-2024", person, cutoff=date(2024, 3, 9)), "P4").answer
    assert answer.state is MET
    assert "公告确定的截止日" in answer.reason


@pytest.mark.parametrize(
    ("pack", "most", "cutoff"),
    [("ningwu-2024", 40, date(2024, 4, 1)), ("yangquan-2024", 35, date(2024, 4, 1))],
)
def test_open_recruitment_counts_its_bounds_in(pack: str, most: int, cutoff: date) -> None:
    def state(born: date) -> State:
        return criterion(verdict(pack, recruit(born_on=born), cutoff=cutoff), "R3").answer.state

    still_most = date(cutoff.year - most - 1, cutoff.month, cutoff.day) + timedelta(days=1)
    assert age_on(still_most, cutoff) == most
    assert age_on(still_most, cutoff + timedelta(days=1)) == most + 1
    assert state(still_most) is MET
    assert state(still_most - timedelta(days=1)) is FAILED
    just_eighteen = date(cutoff.year - 18, cutoff.month, cutoff.day)
    assert state(just_eighteen) is MET
    assert state(just_eighteen + timedelta(days=1)) is FAILED


@pytest.mark.parametrize(
    ("born", "state", "warned"),
    [
        (date(1987, 12, 31), FAILED, False),
        (date(1988, 1, 1), FAILED, True),
        (date(1988, 1, 2), MET, True),
        (date(1988, 1, 31), MET, True),
        (date(1988, 2, 1), MET, False),
        (date(2005, 12, 31), MET, False),
        (date(2006, 1, 1), MET, True),
        (date(2006, 1, 2), FAILED, True),
        (date(2006, 2, 1), FAILED, False),
    ],
)
def test_qinxian_decides_by_the_day_and_warns_in_the_edge_months(
    born: date, state: State, warned: bool
) -> None:
    answer = criterion(verdict("qinxian-2024", recruit(born_on=born)), "R3").answer
    assert (answer.state, bool(answer.warnings)) == (state, warned)


@pytest.mark.parametrize(
    ("pack", "born", "state", "warned"),
    [
        ("zhangzi-2024", date(1987, 12, 31), FAILED, False),
        ("zhangzi-2024", date(1988, 1, 1), MET, True),
        ("zhangzi-2024", date(1988, 2, 1), MET, False),
        ("lingchuan-2026", date(1990, 2, 28), FAILED, False),
        ("lingchuan-2026", date(1990, 3, 31), MET, True),
        ("lingchuan-2026", date(2008, 3, 31), MET, True),
        ("lingchuan-2026", date(2008, 4, 1), FAILED, False),
    ],
)
def test_a_window_of_months_decides_where_the_notice_defines_it_so(
    pack: str, born: date, state: State, warned: bool
) -> None:
    answer = criterion(verdict(pack, recruit(born_on=born), cutoff=None), "R3").answer
    assert (answer.state, bool(answer.warnings)) == (state, warned)


class TestBirthDate:
    def test_none_at_all_is_left_to_a_person(self) -> None:
        answer = criterion(verdict("ningwu-2024", candidate(born_on=None)), "P4").answer
        assert answer.state is OPEN

    def test_the_id_number_gives_it(self) -> None:
        person = candidate(born_on=None, sex="", id_number="000000196812311011")
        assert criterion(verdict("ningwu-2024", person), "P4").answer.state is FAILED

    def test_a_contradiction_is_left_to_a_person_only_where_it_matters(self) -> None:
        person = candidate(born_on=date(1969, 1, 1), id_number="000000196812311011")
        answer = criterion(verdict("ningwu-2024", person), "P4").answer
        assert answer.state is OPEN
        assert "不一致" in answer.reason
        harmless = candidate(born_on=date(1980, 1, 1), id_number="000000198001021011")
        assert criterion(verdict("ningwu-2024", harmless), "P4").answer.state is MET


class TestEducation:
    @pytest.mark.parametrize(("level", "state"), [("senior", FAILED), ("college", MET), ("", OPEN)])
    def test_college_is_the_least(self, level: str, state: State) -> None:
        assert criterion(verdict("ningwu-2024", candidate(education=level)), "P2").answer.state is state

    @pytest.mark.parametrize(
        ("pack", "state"),
        [("ningwu-2024", FAILED), ("qinxian-2024", MET), ("zhangzi-2024", MET), ("lingchuan-2026", FAILED)],
    )
    def test_former_soldiers_may_have_less_where_the_notice_says_so(self, pack: str, state: State) -> None:
        person = recruit(education="senior", veteran=True, full_time_education="no")
        answer = criterion(verdict(pack, person), "R4").answer
        assert answer.state is state
        assert any("合同期限内" in text for text in answer.warnings) == (state is MET)
        assert criterion(verdict(pack, person.changed(veteran=False)), "R4").answer.state is FAILED

    @pytest.mark.parametrize(("full_time", "state"), [("yes", MET), ("no", FAILED), ("", OPEN)])
    def test_zhangzi_asks_for_full_time_studies(self, full_time: str, state: State) -> None:
        person = recruit(full_time_education=full_time)
        assert criterion(verdict("zhangzi-2024", person), "R4").answer.state is state


class TestPlace:
    @pytest.mark.parametrize(
        ("ties", "ningwu", "zhangzi", "qinxian"),
        [
            (("residence",), MET, FAILED, FAILED),
            (("former_household",), FAILED, MET, FAILED),
            (("spouse",), FAILED, MET, FAILED),
            (("student_origin",), FAILED, FAILED, MET),
            (("none",), FAILED, FAILED, FAILED),
            ((), OPEN, OPEN, OPEN),
        ],
    )
    def test_each_notice_accepts_its_own_ties(
        self, ties: tuple[str, ...], ningwu: State, zhangzi: State, qinxian: State
    ) -> None:
        person = recruit(local_ties=ties)
        found = [
            criterion(verdict(pack, person), "R7").answer.state
            for pack in ("ningwu-2024", "zhangzi-2024", "qinxian-2024")
        ]
        assert found == [ningwu, zhangzi, qinxian]

    def test_a_household_moved_in_too_late_does_not_count(self) -> None:
        late = recruit(local_ties=("household",), household_since=date(2024, 1, 1))
        assert criterion(verdict("qinxian-2024", late), "R7").answer.state is FAILED
        in_time = late.changed(household_since=date(2023, 12, 31))
        assert criterion(verdict("qinxian-2024", in_time), "R7").answer.state is MET

    def test_lingchuan_counts_households_up_to_its_announcement(self) -> None:
        person = recruit(local_ties=("household",), household_since=date(2026, 3, 2))
        announced = verdict("lingchuan-2026", person, announced=date(2026, 3, 1))
        assert criterion(announced, "R7").answer.state is FAILED
        unknown = criterion(verdict("lingchuan-2026", person), "R7").answer
        assert unknown.state is MET
        assert unknown.warnings


class TestScreenings:
    @pytest.mark.parametrize(
        ("result", "party", "state"),
        [
            ("failed", "member", FAILED),
            ("failed", "probationary", FAILED),
            ("failed", "none", MET),
            ("failed", "", OPEN),
            ("pending", "member", OPEN),
            ("passed", "member", MET),
        ],
    )
    def test_membership_is_asked_of_party_members_only(self, result: str, party: str, state: State) -> None:
        found = verdict("ningwu-2024", candidate(party=party), answers(membership=result))
        assert criterion(found, "P8").answer.state is state

    def test_what_nobody_answered_is_judgement_and_never_a_pass(self) -> None:
        result = verdict("ningwu-2024", candidate(), [])
        assert result.state is OPEN
        assert [entry.criterion.id for entry in result.open] == [
            "P3",
            "P6",
            "P7",
            "P9",
            "P10",
            "P11",
            "P12",
            "P13",
        ]

    def test_one_failed_matter_decides_and_names_the_paper_only(self) -> None:
        result = verdict("ningwu-2024", candidate(), answers(no_detention="failed", no_crime="pending"))
        assert result.state is FAILED
        (failed,) = result.failed
        assert failed.criterion.id == "P10"
        assert failed.answer.reason == "“无行政拘留和吸毒史”核验不通过（主管机关复函，示例〔2024〕7号）"

    def test_the_newest_answer_counts(self) -> None:
        older, *rest = answers(appraisal="failed")
        newer = older.changed(id=99, result="passed", checked_on=date(2024, 5, 1))
        assert criterion(verdict("ningwu-2024", candidate(), [newer, older, *rest]), "P3").answer.state is MET

    def test_the_tracks_do_not_share_sanctions(self) -> None:
        sanctioned = answers(no_sanction="failed")
        assert verdict("ningwu-2024", candidate(), sanctioned).state is FAILED
        assert verdict("ningwu-2024", recruit(), sanctioned).state is MET


@pytest.mark.parametrize(
    ("role", "ningwu", "yangquan"),
    [("system_auxiliary", FAILED, MET), ("part_time", FAILED, FAILED), ("", OPEN, OPEN)],
)
def test_the_pools_differ(role: str, ningwu: State, yangquan: State) -> None:
    person = candidate(current_role=role)
    assert criterion(verdict("ningwu-2024", person), "P1").answer.state is ningwu
    assert criterion(verdict("yangquan-2024", person), "P1").answer.state is yangquan


def test_trainees_are_barred_from_selection() -> None:
    assert criterion(verdict("ningwu-2024", candidate(trainee="yes")), "P5").answer.state is FAILED


def test_preferences_are_named_in_their_order() -> None:
    person = recruit(experience=("police",), legal_qualification=True)
    assert verdict("ningwu-2024", person).preferences == ("legal_qualification", "experience")


class TestAges:
    @pytest.mark.parametrize(
        ("born", "day", "age"),
        [
            (date(2000, 2, 29), date(2018, 2, 27), 17),
            (date(2000, 2, 29), date(2018, 2, 28), 18),
            (date(2000, 2, 29), date(2020, 2, 28), 19),
            (date(2000, 2, 29), date(2020, 2, 29), 20),
            (date(2024, 5, 1), date(2024, 4, 1), -1),
        ],
    )
    def test_leap_days(self, born: date, day: date, age: int) -> None:
        assert age_on(born, day) == age

    def test_the_switch_counts_from_the_day_after(self) -> None:
        assert age_on(date(1990, 5, 1), date(2024, 5, 1)) == 34
        assert age_on(date(1990, 5, 1), date(2024, 5, 1), day_after=True) == 33
        assert age_on(date(1990, 5, 1), date(2024, 5, 2), day_after=True) == 34

    def test_a_scheme_may_count_so(self) -> None:
        chosen = replace(scheme("yangquan-2024"), birthday_after=True)
        person = candidate(born_on=date(1979, 3, 10))
        setting_day = date(2024, 3, 10)
        result = judge(
            chosen, chosen.tracks[0], person, answers(), Setting(cutoff=setting_day, birthday_after=True)
        )
        assert criterion(result, "P4").answer.state is MET

    @given(born=st.dates(date(1930, 1, 1), date(2020, 12, 31)), years=st.integers(0, 80))
    def test_each_birthday_adds_exactly_one_year(self, born: date, years: int) -> None:
        birthday = add_months(born, 12 * years)
        assert age_on(born, birthday) == years
        assert age_on(born, birthday - timedelta(days=1)) == years - 1


class TestPacks:
    def test_faults_are_named_with_their_place(self) -> None:
        data = read_pack(PACKS[0])
        tracks = data["track"]
        assert isinstance(tracks, list)
        broken = {**data, "track": [{**tracks[0], "cutof": "2024-01-01", "preferences": ["luck"]}]}
        with pytest.raises(KnownError) as caught:
            parse_scheme(broken)
        assert "cutof" in str(caught.value)
        assert "luck" in str(caught.value)

    @pytest.mark.parametrize(
        ("test", "words"),
        [
            ({"kind": "magic"}, "magic"),
            ({"kind": "choice", "field": "note", "accepts": []}, "note"),
            ({"kind": "age", "barred": {"men": "55"}}, "male、female"),
            ({"kind": "age", "by_month": True}, "出生月份范围"),
            ({"kind": "age", "first": "1988-13"}, "没有“1988-13-01”"),
            ({"kind": "screening", "matters": ["luck"]}, "luck"),
            ({"kind": "ties", "accepts": ["friend"]}, "friend"),
        ],
    )
    def test_a_faulty_test_is_told(self, test: dict[str, object], words: str) -> None:
        entry = {"id": "X1", "title": "某条", "basis": "H", "test": [test]}
        data = {**read_pack(PACKS[0]), "track": [{"id": "recruited", "criterion": [entry, entry]}]}
        with pytest.raises(KnownError) as caught:
            parse_scheme(data)
        assert words in str(caught.value)
        assert "X1" in str(caught.value)
