"""What papers say about requests that the county agency answers, and about rewards and punishments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from station_desk.domain.correction.kinds.approvals import GuestRequest, Permit, PlaceRequest, Transfer
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.record import Record
from station_desk.services.correction.paper.people import parts
from station_desk.services.forms.declared import Line, line, rows, value
from station_desk.services.forms.desk import Desk, span

_Requests: Final = (
    (Permit, "经常性跨市县活动", "places", "approved_on"),
    (Transfer, "执行地变更", "place", "decided_on"),
    (GuestRequest, "会客", "guest", "approved_on"),
    (PlaceRequest, "进入特定场所", "place", "approved_on"),
)
"""The sorts of requests: how each is called, what it asks for, the day of its answer."""
_WHEN: Final = {"会客": "meeting_on", "进入特定场所": "from_on", "执行地变更": "moving_on"}


@rows(
    "answers",
    Correction,
    more=("matter", "wish", "reason", "applied_on", "granted", "answered_on", "span", "document"),
    hidden={"wish": Privacy.SENSITIVE, "reason": Privacy.SENSITIVE},
)
def _answers(desk: Desk, person: Correction) -> Iterator[Line]:
    """Every request that was decided on."""
    for cls, matter, wish, day in _Requests:
        for one in parts(desk.session, cls, person, day):
            if getattr(one, day) or getattr(one, "granted", ""):
                yield line(
                    matter=matter,
                    wish=field_text(one, wish),
                    reason=field_text(one, "reason"),
                    applied_on=field_text(one, "applied_on"),
                    granted=field_text(one, "granted"),
                    answered_on=field_text(one, day),
                    span=_span(one, matter),
                    document=field_text(one, "document") if "document" in one.KIND.by_key else "",
                )


def _span(one: Record, matter: str) -> str:
    key = _WHEN.get(matter)
    return field_text(one, key) if key else span(one, "from_on", "to_on")


@value("proposed_to", Sanction)
def _proposed_to(desk: Desk, sanction: Sanction) -> str:
    """The organ that the agency turns to; "" where the record does not say which it is.

    Revocation goes to the court that sentenced or that granted the parole, return to prison to whom decided to leave
    somebody outside (社区矫正法第四十六条、第四十九条).
    """
    person = None if sanction.correction is None else desk.session.reader.get(Correction, sanction.correction)
    if person is None or sanction.sanction not in ("revoke", "prison"):
        return ""
    if sanction.sanction == "revoke" and person.correction_type == "probation":
        return person.court or person.decided_by
    return person.decided_by
