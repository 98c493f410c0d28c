"""Head counts person by person, any day's roster, and the structure of a county's people."""

from __future__ import annotations

from datetime import date

import pytest
from tests.domain.memory import head, person

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.people.kinds.movements import Movement
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.roster import as_of, roster_on
from station_desk.domain.people.staffing import (
    UNKNOWN,
    NormResult,
    count_norm,
    parse_staffing,
    risks,
    structure,
)
from station_desk.domain.people.staffing import survey as asked
from station_desk.domain.station.kinds import Station
from station_desk.services.packs.packs import staffing_packs

DAY = date(2024, 12, 31)


def counted(pack: str, people: list[Staff], **facts: object) -> list[NormResult]:
    station = Station(id=1, name="所", county="县").changed(**facts)
    return [count_norm(norm, station, people) for norm in staffing_packs()[pack].norms]


class TestNorms:
    @pytest.mark.parametrize(("station_class", "least"), [("1", 6), ("2", 5), ("3", 4), ("", None)])
    def test_anhui_asks_by_class(self, station_class: str, least: int | None) -> None:
        full, on_quota = counted("anhui-2024", [person()] * 5, station_class=station_class)
        assert full.least == least
        assert full.met == (None if least is None else least <= 5)
        assert (on_quota.have, on_quota.met) == (0, False)

    def test_at_least_two_on_an_establishment(self) -> None:
        people = [head(), person(category="institution"), person()]
        assert counted("anhui-2024", people)[1].met is True
        assert counted("anhui-2024", people[1:])[1].met is False

    @pytest.mark.parametrize(("kind", "met"), [("township", True), ("subdistrict", False)])
    def test_weinan_asks_by_kind_of_station(self, kind: str, met: bool) -> None:
        (result,) = counted("weinan-2021", [person()] * 6, station_kind=kind)
        assert result.met is met

    def test_every_person_has_a_reason(self) -> None:
        people = [
            person("在岗"),
            person("兼职", full_time=False),
            person("借出", lent_out=True, lent_to="县信访局"),
            person("见习", category="trainee"),
            head(),
        ]
        full, on_quota = counted("anhui-2024", people, station_class="3")
        assert [(entry.counts, entry.reason) for entry in full.people] == [
            (True, "司法协理员，专职，计入"),
            (False, "兼职，不计入专职"),
            (False, "已借调到县信访局，不在本所工作"),
            (False, "见习大学生，不计入"),
            (True, "政法专项编制公务员，专职，计入"),
        ]
        assert full.text.endswith("现有 2 人，标准 4 人，还差 2 人")
        assert on_quota.people[0].reason == "司法协理员，不在本项统计范围"

    def test_county_norms_are_shown_but_not_judged_by_one_station(self) -> None:
        (share,) = counted("yangquan-2024", [head(), person(), person(category="mediator")])
        assert (share.have, str(share.least), share.met) == (2, "4", None)
        (ratio,) = counted("ningwu-2024", [person(), person()], quota_authorised=2)
        assert (ratio.have, str(ratio.least), ratio.met) == (2, "2", None)

    @pytest.mark.parametrize(
        ("norm", "words"),
        [
            ({"id": "x", "title": "某项"}, "least 和 by"),
            ({"id": "x", "title": "某项", "by": "station_class", "values": {"9": "6"}}, "“9”"),
            ({"id": "x", "title": "某项", "by": "station_class"}, "values"),
            ({"id": "x", "title": "某项", "least": "4", "categories": ["cook"]}, "cook"),
        ],
    )
    def test_faulty_packs_are_told(self, norm: dict[str, object], words: str) -> None:
        frame = dict.fromkeys(("id", "title", "issuer", "region", "edition", "source"), "某")
        with pytest.raises(KnownError, match=words):
            parse_staffing({**frame, "year": 2024, "norm": [norm]})


class TestAnyDay:
    def test_joining_and_leaving_bound_the_roster(self) -> None:
        people = [person(joined_on=date(2022, 3, 1), left_on=date(2023, 3, 1))]
        for day, there in ((date(2022, 2, 28), 0), (date(2022, 3, 1), 1), (date(2023, 3, 1), 0)):
            assert len(roster_on(people, [], day)) == there

    def test_changes_are_taken_back_for_earlier_days(self) -> None:
        now = head().changed(id=7)
        moves = [
            Movement(
                id=2, staff=7, change="duty", changed_on=date(2024, 1, 1), was_post="deputy", was_rank="clerk"
            ),
            Movement(id=1, staff=7, change="duty", changed_on=date(2022, 1, 1), was_post="staff"),
        ]
        posts = {
            day.year: (as_of(now, moves, day).post, as_of(now, moves, day).rank)
            for day in (date(2021, 6, 1), date(2023, 6, 1), date(2024, 1, 1))
        }
        assert posts == {
            2021: ("staff", "clerk"),
            2023: ("deputy", "clerk"),
            2024: ("head", "deputy_section"),
        }

    def test_a_loan_counts_only_while_it_runs(self) -> None:
        now = person(lent_out=False).changed(id=7)
        loan = Movement(
            id=1, staff=7, change="lend", changed_on=date(2023, 1, 1), ended_on=date(2023, 7, 1), place="某局"
        )
        days = (date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 1))
        assert [as_of(now, [loan], day).lent_out for day in days] == [False, True, True, False]
        assert as_of(now, [loan], date(2023, 2, 1)).lent_to == "某局"


def survey() -> list[Staff]:
    """26 people as one county's survey counted them: 10 with 高中, 17 aged 46 or more, 11 who use no computer."""
    return [
        person(
            f"样本{number:02}",
            education="senior" if number < 10 else "college",
            born_on=date(1978, 12, 31) if number < 17 else date(1979, 1, 1),
            computer_skill="none" if number < 11 else "some",
            law_background=number >= 20,
        ).changed(id=number + 1)
        for number in range(26)
    ]


class TestStructure:
    def test_the_survey_of_26(self) -> None:
        pictures = {picture.title: picture for picture in structure(survey(), DAY)}
        assert {picture.total for picture in pictures.values()} == {26}

        def count(title: str, *labels: str) -> int:
            return sum(part.count for part in pictures[title].parts if part.label in labels)

        assert count("学历", "高中（中专）") == 10
        assert count("年龄", "46—55 岁", "56 岁以上") == 17
        assert count("计算机应用", "不会使用") == 11
        assert count("法律专业背景", "是") == 6
        figures = [(part.label, part.count) for part in asked(survey(), DAY)]
        assert figures == [
            ("46 岁以上", 17),
            ("高中以下学历", 10),
            ("法律专业背景", 6),
            ("不会使用计算机", 11),
        ]

    def test_blanks_are_shown_as_blanks(self) -> None:
        pictures = {picture.title: picture for picture in structure([person(born_on=None)], DAY)}
        assert pictures["年龄"].parts[-1].label == UNKNOWN
        assert pictures["年龄"].total == 1

    @pytest.mark.parametrize(
        ("age", "label"), [(35, "35 岁以下"), (36, "36—45 岁"), (46, "46—55 岁"), (56, "56 岁以上")]
    )
    def test_bands_take_their_bounds_in(self, age: int, label: str) -> None:
        born = date(DAY.year - age, DAY.month, DAY.day)
        ages = structure([person(born_on=born)], DAY)[0]
        assert [part.label for part in ages.parts if part.count] == [label]

    def test_one_person_risks(self) -> None:
        alone = [head(), person("周二二", full_time=False)]
        assert risks(alone)[0] == "本所只有所一长一名在岗专职人员，一旦外出就无人在岗"
        assert risks([])[0].startswith("本所没有在岗专职人员")
        two = [
            person("林一一", duties=("mediation", "correction")),
            person("周二二", duties=("correction",)),
        ]
        found = risks(two)
        assert "指导调解只有林一一一人分管" in found
        assert "普法依法治理没有人分管" in found
        assert not any("社区矫正" in text for text in found)
