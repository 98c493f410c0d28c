"""Days on a record that cannot be right: asked about, or refused where they stand the wrong way round."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.people.kinds.roster import Staff, Training
from station_desk.domain.premises.kinds import Premises
from station_desk.domain.records.record import Record
from station_desk.domain.register.validation import validate
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.scoring.kinds import Remedy
from station_desk.domain.station.kinds import Station
from station_desk.domain.work.kinds import Survey

TODAY = date(2026, 11, 22)
BLOCKS, ASKS = True, False
TERM: dict[str, Any] = {
    **{"name": "丙样例", "correction_type": "parole"},
    **{"start_on": date(2026, 3, 1), "end_on": date(2027, 2, 28)},
}
TOMORROW = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("values", "field", "blocks"),
    [
        ({"judged_on": date(2026, 3, 1), "decided_on": date(2026, 3, 1)}, "", False),
        ({"judged_on": date(2026, 3, 2), "decided_on": date(2026, 3, 1)}, "decided_on", True),
        ({"judged_on": TOMORROW}, "judged_on", False),
        ({"decided_on": TOMORROW}, "decided_on", False),
    ],
)
def test_the_judgment_comes_before_what_is_decided_on_it(
    values: dict[str, Any], field: str, blocks: bool
) -> None:
    found = [(problem.field, problem.blocks) for problem in validate(Correction(**TERM, **values), TODAY)]
    assert found == ([(field, blocks)] if field else [])


def test_rights_told_tomorrow_are_asked_about() -> None:
    case = Mediation(title="邻里纠纷", accepted_on=TODAY, dispute_type="neighbour", applicant="甲样例")
    (problem,) = validate(case.changed(rights_told_on=TOMORROW), TODAY)
    assert (problem.field, problem.blocks) == ("rights_told_on", False)


YESTERDAY = date(2026, 11, 21)
# A record with one thing wrong; the field the finding stands at; whether it blocks; what puts it right.
RULES: list[tuple[Record, str, bool, dict[str, Any]]] = [
    (Staff(born_on=TOMORROW), "born_on", BLOCKS, {"born_on": date(1990, 1, 1)}),
    (Staff(joined_on=TOMORROW), "joined_on", ASKS, {"joined_on": TODAY}),
    (Staff(joined_on=TODAY, left_on=YESTERDAY), "left_on", BLOCKS, {"left_on": TODAY}),
    (Station(quota_misused=2, quota_authorised=1), "quota_misused", BLOCKS, {"quota_authorised": 2}),
    (Station(quota_misused=1), "quota_misused", BLOCKS, {"quota_misused": 0}),
    (Premises(state="shared"), "shared_with", ASKS, {"shared_with": "接待室"}),
    (Training(), "days", ASKS, {"hours": 8}),
    (Committee(members=3, women=4), "women", BLOCKS, {"women": 1}),
    (Committee(members=3, women=0), "women", ASKS, {"women": 3}),
    (Survey(valid=9, satisfied=10), "satisfied", BLOCKS, {"satisfied": 9}),
    (Remedy(due_on=YESTERDAY), "done_on", ASKS, {"done_on": TODAY}),
    (Remedy(due_on=YESTERDAY), "done_on", ASKS, {"due_on": TODAY}),
    (Mediation(result="failed"), "closed_on", BLOCKS, {"closed_on": TODAY}),
    (Mediation(closed_on=TODAY), "result", BLOCKS, {"result": "failed"}),
    (
        Mediation(closed_on=TODAY, result="settled"),
        "agreement",
        ASKS,
        {"agreement": "oral"},
    ),
    (Mediation(improper=True), "escalated", BLOCKS, {"escalated": "petition"}),
    (Mediation(parties=1), "parties", ASKS, {"parties": 2}),
    (Mediation(title="甲样例和乙样例的未成年人监护纠纷"), "minors", ASKS, {"minors": True}),
    (Correction(state="terminated"), "ended_on", ASKS, {"ended_on": TODAY}),
    (Correction(state="transferred"), "ended_on", ASKS, {"ended_on": TODAY}),
    (Correction(state="active", end_on=YESTERDAY), "state", ASKS, {"end_on": TODAY}),
    (
        Correction(state="released", ended_on=TODAY),
        "certificate_on",
        ASKS,
        {"certificate_on": TODAY},
    ),
    (Resettlement(key=True), "key_grounds", ASKS, {"key_grounds": ("jobless",)}),
    (Resettlement(placed="excluded"), "unplaced_reason", BLOCKS, {"unplaced_reason": "已死亡"}),
    (Resettlement(placed="yes"), "placement", ASKS, {"placement": "farm"}),
    (Resettlement(state="serving", released_on=YESTERDAY), "state", ASKS, {"released_on": TODAY}),
    (Resettlement(state="moved"), "left_on", ASKS, {"left_on": TODAY}),
    (
        Candidate(local_ties=("household", "none")),
        "local_ties",
        BLOCKS,
        {"local_ties": ("none",)},
    ),
    (Candidate(tie_place=1), "tie_reason", BLOCKS, {"tie_reason": "抽签"}),
    (
        Candidate(legal_qualification=True, education="junior"),
        "legal_qualification",
        ASKS,
        {"education": "bachelor"},
    ),
]


@pytest.mark.parametrize(("record", "field", "blocks", "mended"), RULES)
def test_what_does_not_fit_together_is_said_until_it_is_put_right(
    record: Record, field: str, blocks: bool, mended: dict[str, Any]
) -> None:
    said = {each.message for each in validate(record, TODAY) if (each.field, each.blocks) == (field, blocks)}
    left = {each.message for each in validate(record.changed(**mended), TODAY)}
    assert said - left


def test_a_term_of_another_program_is_kept_and_said() -> None:
    for record, field in (
        (Correction(**TERM).changed(correction_type="banished"), "correction_type"),
        (Candidate(local_ties=("neighbour",)), "local_ties"),
    ):
        (said,) = (each.message for each in validate(record, TODAY) if "已按原样保留" in each.message)
        assert (field, ASKS) in [(each.field, each.blocks) for each in validate(record, TODAY)]
        assert said.startswith("“")


def test_a_text_beyond_its_length_blocks() -> None:
    found = validate(Correction(**TERM).changed(name="丙" * 61), TODAY)
    assert ("name", "最多 60 个字，现在是 61 个字，请缩短") in [(each.field, each.message) for each in found]


def test_more_names_than_fit_are_led_to_where_they_belong() -> None:
    forty = "、".join(f"某人{number:02}号" for number in range(40))
    told = [each.message for each in validate(Mediation(applicant=forty), TODAY) if each.field == "applicant"]
    assert told == ["最多 100 个字，现在是 239 个字，请缩短；人多的在“当事人”里逐个登记"]


def test_of_a_value_that_cannot_be_read_only_that_is_said() -> None:
    record = Correction(**TERM).changed(unreadable={"name": b"\xff"}, name="")
    said = [each for each in validate(record, TODAY) if each.field == "name"]
    assert [each.blocks for each in said] == [False]
    assert "无法读取" in said[0].message


def test_a_strange_identity_number_is_only_asked_about() -> None:
    found = validate(Correction(**TERM).changed(id_number="110101199013071234"), TODAY)
    assert [each.blocks for each in found if each.field == "id_number"] == [False]


def test_an_identity_number_speaks_of_birth_and_sex() -> None:
    held = {"id_number": "110101199003077715", "born_on": date(1990, 3, 8), "sex": "female"}
    fields = [each.field for each in validate(Correction(**TERM).changed(**held), TODAY)]
    assert {"born_on", "sex"} <= set(fields)
    right = {"born_on": date(1990, 3, 7), "sex": "male"}
    fields = [each.field for each in validate(Correction(**TERM).changed(**held | right), TODAY)]
    assert not {"born_on", "sex"} & set(fields)
