"""The sources of days that limits name: one name, one source, and no source that no limit asks for."""

from __future__ import annotations

from tests.domain.limits import rules

from station_desk.domain.basics.rooms import brought
from station_desk.domain.measures.starts import starts_of
from station_desk.domain.register.starts import STARTS


def test_a_name_means_one_source_and_every_source_is_asked() -> None:
    made = [source.id for module in brought("station_desk.domain", "starts") for source in starts_of(module)]
    assert len(made) == len(set(made)) == len(STARTS)
    assert {rule.starts for rule in rules().values()} - {""} == set(STARTS)
