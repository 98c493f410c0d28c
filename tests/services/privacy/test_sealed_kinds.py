"""Of a sealed minor nothing is left in plain: no record of any kind that belongs to him, in no file, log or archive."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock
from tests.services.every_kind import below
from tests.services.minors import GROUND, WORD, put
from tests.services.privacy.test_passwords import readable

from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.types import ChoiceType, DateType, RefType, TextType
from station_desk.domain.privacy.sealing import Stated, hindrance
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.archiving import MINORS
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.keeping import checking
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import privacy, sealing
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.store.vault import archiving

SEALABLE = [kind for kind in KINDS.values() if kind.sealable]
OVER: dict[type[Record], dict[str, Any]] = {
    Correction: {
        "correction_type": "缓刑",
        "start_on": "2024-01-05",
        "end_on": "2024-11-20",
        "ended_on": "2024-11-20",
        "state": "解除",
    },
    Resettlement: {"released_on": "2020-01-05", "state": "期满", "left_on": "2025-01-05", "sentence": "拘役"},
    Assessment: {"client_name": "示例县人民法院", "received_on": "2025-03-01", "sent_on": "2025-03-06"},
}
"""What makes business with somebody finished, by kind."""


class Canaries:
    """Texts that stand nowhere else: one for each field of each record."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def record(self, kind: Kind, made: dict[str, int]) -> Record:
        """A record of a kind with such a text in each of its fields of text."""
        values: dict[str, Any] = {}
        for field in kind.fields:
            match field.type:
                case RefType(of) if of in made:
                    values[field.key] = made[of]
                case ChoiceType(terms):
                    values[field.key] = terms.terms[0][0]
                case DateType():
                    values[field.key] = date(2024, 3, 1)
                case TextType() if not field.numbering:
                    self.texts.append(f"雀{len(self.texts):03}翎")
                    values[field.key] = self.texts[-1]
        return kind.cls(**values)


@pytest.fixture(params=SEALABLE, ids=lambda kind: kind.key)
def kind(request: pytest.FixtureRequest) -> Kind:
    assert isinstance(request.param, Kind)
    return request.param


def kept_of(session: Session, kind: Kind, canaries: Canaries) -> int:
    """A minor with a record of every kind that belongs to him, one of each deleted again; his id."""
    minor = put(session, kind.cls, name="雀鸣翎", minor="是", offence_on="2023-05-05", **OVER[kind.cls])
    canaries.texts.append("雀鸣翎")
    made = {kind.key: minor}
    parts = [each for each in KINDS.values() if each.key in below(kind)]
    with session.write("登记") as writer:
        for part in parts:
            made[part.key] = writer.insert(canaries.record(part, made)).id
        for attached in (each for each in KINDS.values() if each.belongs_to_any and "name" in each.by_key):
            if attached.internal and attached.key != "attachment":
                about = canaries.record(attached, made).changed(owner_kind=kind.key, owner=minor)
                writer.insert(about)
    for part in parts:
        with session.write("改过又删") as writer:
            writer.delete(writer.insert(canaries.record(part, made)))
        privacy.look_at(session, part, made[part.key])
    return minor


def held(session: Session) -> dict[str, int]:
    return {key: session.reader.count(Query(each)) for key, each in KINDS.items()}


def test_nothing_of_any_kind_can_be_read_and_all_of_it_comes_back(session: Session, kind: Kind) -> None:
    sealing.set_password(session, WORD)
    empty = held(session)
    canaries = Canaries()
    minor = kept_of(session, kind, canaries)
    full = held(session)
    assert {key for key in full if full[key] != empty[key]} >= {kind.key, *below(kind), "register_entry"}
    stated = Stated(within_five_years=True)
    sealing.seal(session, kind, minor, WORD, stated=stated)
    assert held(session) == empty
    assert checking.file_faults(session) == []
    path = session.path
    session.close()
    for text in canaries.texts:
        assert readable(path.parent, text) == [], text
    again = open_station(path, clock=FixedClock())
    sealing.unseal(again, sealing.sealed(again)[0].id, WORD, GROUND)
    assert held(again) == full
    assert checking.file_faults(again) == []
    again.close()


def test_no_archive_holds_anything_of_a_minor(session: Session, kind: Kind, tmp_path: Path) -> None:
    canaries = Canaries()
    kept_of(session, kind, canaries)
    target = tmp_path / "档案" / "2024.station"
    target.parent.mkdir()
    archiving.make(session.path, target, year=2024, who="", on=date(2026, 1, 5), apart=MINORS)
    for text in canaries.texts:
        assert readable(target.parent, text) == [], text


def test_an_assessment_is_sealed_once_it_was_answered(session: Session) -> None:
    one = put(
        session,
        Assessment,
        name="某",
        client_name="示例县人民法院",
        born_on="2008-03-01",
        received_on="2025-3-1",
    )
    record = records.one(session, Assessment, one)
    assert "还没有发出" in hindrance(record)
    assert hindrance(record.changed(sent_on=date(2025, 3, 6))) == ""
    grown = record.changed(born_on=date(1980, 1, 1), minor=False, sent_on=date(2025, 3, 6))
    assert "没有勾选" in hindrance(grown)
