"""From correction to help: what the record of help takes over, so that nobody types it again."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.resettlement.kinds.help import Resettlement

_APART: Final = frozenset({"case_number", "state", "note", "file_complete", "team", "minor", "reoffended_on"})
"""Fields of one name that mean something else in the other record, or are the business of the other."""


def taken_over(person: Correction, today: date) -> dict[str, Any]:
    """The values that the record of help of a released person begins with; it is connected on the day it is made."""
    mine = person.KIND.by_key
    same = {
        field.key: getattr(person, field.key)
        for field in Resettlement.KIND.fields
        if field.key in mine and field.key not in _APART and mine[field.key].type == field.type
    }
    return {
        **same,
        "minor": person.minor,
        "group": "corrected",
        "correction": person.id,
        "corrected_as": person.correction_type,
        "deprived": "deprivation" in person.additional,
        "occupation": person.workplace,
        "workplace": "",
        "prison": person.detained_at,
        "released_on": person.ended_on or person.end_on,
        "certificate": person.certificate,
        "connected": "yes",
        "connected_on": today,
        "state": "active",
    }
