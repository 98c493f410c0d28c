"""Every limit that one key settles: what the key records makes exactly that matter go."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.clocks import FixedClock
from tests.services.deadlines.edges import EDGES, make_edges
from tests.services.deadlines.mornings import RULES, is_once, key_of, morning, press

from station_desk.services.keeping.files import open_station
from station_desk.services.records import records

STREAMS = {"correction", "leave", "assessment", "sanction", "resettlement"}
ELSEWHERE = {"contact-lesson"}
"""What the shipped plan asks of nobody."""


def test_what_one_key_records_settles_each_sort_of_matter(tmp_path: Path) -> None:
    made = make_edges(tmp_path / "边界.station")
    session = open_station(made.path, clock=FixedClock(), user="测试")
    settled: set[str] = set()
    mornings = [
        (edge["title"], date.fromisoformat(told["today"])) for edge in EDGES["edge"] for told in edge["told"]
    ]
    for title, day in mornings:
        before = morning(session, day)
        for entry in before.values():
            is_of_edge = (entry.kind, entry.record_id) in made.records[title]
            has_key = RULES[entry.rule].done is not None and is_once(entry)
            if entry.rule in settled or not (is_of_edge and has_key):
                continue
            press(session.on(day), entry)
            after = morning(session, day)
            assert key_of(entry) not in after, entry
            others = {key for key in before.keys() - after.keys() if key != key_of(entry)}
            assert all(key[1:3] == (entry.kind, entry.record_id) for key in others), "nobody else is touched"
            records.undo(session)
            settled.add(entry.rule)
    session.close()
    with_key = {rule.id for rule in RULES.values() if rule.done and rule.kind.key in STREAMS}
    assert with_key - settled == ELSEWHERE
