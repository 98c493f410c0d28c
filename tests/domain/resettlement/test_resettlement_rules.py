"""What is refused, asked and told of the records of 安置帮教, each alone."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from station_desk.domain.records.record import Record
from station_desk.domain.register.validation import validate
from station_desk.domain.resettlement.kinds.care import EXIT, Aid, HelpExit, Placement
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import Connection, Fetch, InfoCheck
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.states import EXITS, STATES
from station_desk.domain.resettlement.vocabularies import RESETTLEMENT_STATE

TODAY = date(2026, 3, 28)
D = date


def told(record: Record) -> dict[str, tuple[str, ...]]:
    """What is said under each field: "refused", "asked" or "told"."""
    found: dict[str, tuple[str, ...]] = {}
    for each in validate(record, TODAY):
        if each.message != "必须填写":
            sort = "refused" if each.blocks else "asked" if each.asks else "told"
            found[each.field] = (*found.get(each.field, ()), sort)
    return found


CASES: list[tuple[Record, str, str]] = [
    (Resettlement(key=True), "key_grounds", "told"),
    (Resettlement(key_grounds=("alone",)), "key", "told"),
    (Resettlement(placed="excluded"), "unplaced_reason", "refused"),
    (Resettlement(placed="yes"), "placement", "told"),
    (Resettlement(state="serving", released_on=D(2026, 3, 27)), "state", "told"),
    (Resettlement(state="dead"), "left_on", "told"),
    (Resettlement(corrected_as="parole"), "group", "asked"),
    (Resettlement(group="corrected"), "corrected_as", "told"),
    (Resettlement(group="corrected", corrected_as="parole", state="serving"), "state", "asked"),
    (Resettlement(group="corrected", corrected_as="parole", fetched_on=D(2026, 3, 1)), "fetched_on", "asked"),
    (Resettlement(state="serving", connected="yes", connected_on=D(2026, 3, 1)), "state", "refused"),
    (Resettlement(connected="returned", helped=True), "connected", "asked"),
    (Resettlement(released_on=D(2026, 3, 2), connected_on=D(2026, 3, 1)), "connected_on", "asked"),
    (Resettlement(released_on=D(2026, 3, 2), fetched_on=D(2026, 3, 1)), "fetched_on", "asked"),
    (Resettlement(left_on=D(2026, 3, 1)), "left_on", "asked"),
    (Resettlement(state="expired", left_on=D(2026, 3, 1), term_to=D(2026, 3, 2)), "left_on", "asked"),
    (Resettlement(state="reoffended", left_on=D(2026, 3, 1)), "reoffended_on", "told"),
    (Resettlement(new_crime="某罪名"), "reoffended_on", "told"),
    (Resettlement(released_on=D(2026, 3, 2), reoffended_on=D(2026, 3, 1)), "reoffended_on", "asked"),
    (InfoCheck(result="elsewhere"), "returned_for", "told"),
    (InfoCheck(answered_on=D(2026, 3, 1)), "result", "told"),
    (Connection(), "connected_on", "refused"),
    (Connection(connected="returned"), "reason", "refused"),
    (
        Connection(connected_on=D(2026, 3, 1), household_state="pending", restored_on=D(2026, 3, 1)),
        "household_state",
        "told",
    ),
    (Fetch(), "workers", "told"),
    (Placement(), "placement", "told"),
    (Placement(placement="farm"), "proof", "told"),
    (Placement(placed="excluded"), "reason", "refused"),
    (HelpExit(), "evaluation", "refused"),
    (HelpExit(exit="moved"), "moved_to", "told"),
    (Aid(applied_on=D(2026, 3, 2), given_on=D(2026, 3, 1)), "given_on", "asked"),
    (Visit(offered=True, not_met=True), "offered", "asked"),
]
SOUND: list[Record] = [
    Resettlement(),
    Resettlement(group="corrected", corrected_as="parole"),
    Resettlement(state="expired", left_on=D(2026, 3, 2), term_to=D(2026, 3, 2)),
    Connection(connected_on=D(2026, 3, 1)),
    HelpExit(conduct="good"),
    HelpExit(exit="dead"),
    InfoCheck(result="elsewhere", returned_for="户籍已经迁出"),
    Placement(placement="farm", proof="承包证"),
    Visit(offered=True),
    Fetch(workers="钱某"),
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_is_refused_asked_and_told(number: int) -> None:
    record, field, sort = CASES[number]
    assert sort in told(record).get(field, ())


@pytest.mark.parametrize("number", range(len(SOUND)))
def test_nothing_is_said_of_what_is_in_order(number: int) -> None:
    assert told(SOUND[number]) == {}


def test_every_move_between_states_is_usual_asked_or_refused() -> None:
    states = tuple(RESETTLEMENT_STATE.by_code)
    for was, now in product(states, states):
        found = [*STATES.problems(Resettlement(state=was), Resettlement(state=now))]
        assert bool(found) is (was != now and (was, now) not in STATES.usual)
        assert all(each.blocks == ((was, now) in STATES.refused) for each in found)


def test_each_end_of_help_leads_to_a_state() -> None:
    assert set(EXITS) == set(EXIT.by_code)
    assert set(EXITS.values()) <= set(RESETTLEMENT_STATE.by_code)
