"""The whole names of station and organs, as they are proposed for a person to mend."""

from __future__ import annotations

import pytest

from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.station.kinds import Station, Village


def proposals(record: Record) -> dict[str, str]:
    return {field.key: field.proposal(record) for field in record.KIND.fields if field.proposal}


@pytest.mark.parametrize(
    ("county", "name", "plate", "bureau"),
    [
        ("泾县", "泾川司法所", "泾县司法局泾川司法所", "泾县司法局"),
        ("泾县", "泾县司法局泾川司法所", "泾县司法局泾川司法所", "泾县司法局"),
        ("泾县司法局", "泾川司法所", "泾县司法局泾川司法所", "泾县司法局"),
        ("泾县", "泾县泾川司法所", "泾县泾川司法所", "泾县司法局"),
        ("", "泾川司法所", "泾川司法所", ""),
        ("泾县", "", "", "泾县司法局"),
    ],
)
def test_no_organ_is_named_twice(county: str, name: str, plate: str, bureau: str) -> None:
    found = proposals(Station(county=county, name=name))
    assert (found["plate_name"], found["bureau_name"]) == (plate, bureau)
    assert found["seal_name"] == plate


def test_a_proposal_follows_what_was_entered() -> None:
    found = proposals(Station(county="泾县", name="泾川司法所", bureau_name="泾县司法行政局"))
    assert found["plate_name"] == found["seal_name"] == "泾县司法行政局泾川司法所"
    assert proposals(Station(name="泾川司法所", plate_name="泾川所"))["seal_name"] == "泾川所"


@pytest.mark.parametrize(
    ("village_type", "name", "organ"),
    [
        ("village", "示例村", "示例村村民委员会"),
        ("community", "青禾社区", "青禾社区居民委员会"),
        ("village", "示例村村民委员会", "示例村村民委员会"),
        ("village", "", ""),
    ],
)
def test_a_village_is_represented_by_its_committee(village_type: str, name: str, organ: str) -> None:
    assert proposals(Village(name=name, village_type=village_type)) == {"organ_name": organ}


def test_the_seal_of_a_committee_usually_bears_its_name() -> None:
    assert proposals(Committee(name="示例村人民调解委员会")) == {"seal_name": "示例村人民调解委员会"}


@pytest.mark.parametrize("key", KINDS)
def test_an_empty_record_is_proposed_nothing(key: str) -> None:
    assert not any(proposals(KINDS[key].make({})).values())
