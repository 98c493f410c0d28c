"""What courts and a prison asked the station to look into before correction was decided: open and answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.services.demo.maker import Maker, home, phone
from station_desk.services.demo.place import Place
from station_desk.services.demo.streams.parts import COURT

_REQUESTS: tuple[tuple[int, int | None, dict[str, Any]], ...] = (
    (3, None, {"client": "court", "intended": "probation", "crime": "盗窃罪"}),
    (5, None, {"client": "court", "intended": "probation", "crime": "危险驾驶罪", "fast": True}),
    (40, 33, {"client": "court", "intended": "probation", "crime": "故意伤害罪", "opinion": "yes"}),
    (
        75,
        70,
        {"client": "court", "intended": "control", "crime": "寻衅滋事罪", "fast": True, "opinion": "yes"},
    ),
    (120, 108, {"client": "prison", "intended": "parole", "crime": "诈骗罪", "opinion": "no"}),
)
"""How many days ago each came in and was answered, and what it was about."""
_LINKED = 21
"""So many days before the judgment, the one came in whose person is under correction now."""
_INVESTIGATORS = "李某乙、周某壬"


def assessments(maker: Maker, place: Place, people: Sequence[Correction]) -> Iterator[Assessment]:
    """Requests of the last months, the newest of them open; and one about a person who came later."""
    for n, (came, answered, told) in enumerate(_REQUESTS, start=1):
        sent = None if answered is None else maker.ago(answered)
        yield Assessment(**_somebody(maker, place), **_request(maker, n, maker.ago(came), sent, told))
    judged = [person for person in people if person.judged_on and person.correction_type == "probation"]
    for person in judged[-2:-1]:
        day = (person.judged_on or maker.today) - timedelta(days=_LINKED)
        told = {"client": "court", "intended": "probation", "crime": person.crime, "opinion": "yes"}
        known = ("name", "sex", "id_number", "born_on", "ethnic", "person", "phone", "residence", "household")
        yield Assessment(
            id=maker.new_id(),
            **{key: getattr(person, key) for key in (*known, "village")},
            **_request(maker, len(_REQUESTS) + 1, day, day + timedelta(days=9), told),
            adopted="yes",
            correction=person.id,
        )


def _somebody(maker: Maker, place: Place) -> dict[str, Any]:
    village = maker.pick(place.villages)
    address = home(village, maker.phrase("groups"))
    return {
        "id": maker.new_id(),
        "name": maker.person(),
        "sex": "male",
        "born_on": maker.born(34, 60),
        "ethnic": "汉族",
        "person": maker.new_id(),
        "phone": phone(maker.below(10_000_000)),
        "residence": address,
        "household": address,
        "village": village.id,
    }


def _request(maker: Maker, n: int, came: date, sent: date | None, told: dict[str, Any]) -> dict[str, Any]:
    prison = told["client"] == "prison"
    values: dict[str, Any] = {
        **told,
        "assessed_as": "convict" if prison else "defendant",
        "client_name": "示例监狱" if prison else COURT,
        "letter": f"示例函〔{came.year}〕{n}号",
        "letter_on": came - timedelta(days=1),
        "received_on": came,
        "told_procuratorate_on": came,
        "assigned_on": came,
        "investigators": _INVESTIGATORS,
    }
    if sent is None:
        return values
    visited = came + timedelta(days=2)
    fits = told["opinion"] == "yes"
    return values | {
        "visited_on": visited,
        "records_count": 3,
        "living": maker.phrase("assessed_living"),
        "conduct": maker.phrase("assessed_conduct"),
        "effects": "已经赔偿，取得谅解。" if fits else "没有退赔，被害人意见较大。",
        "village_view": maker.phrase("assessed_village") if fits else "村（居）委会表示没有监督条件。",
        "victim_view": "表示谅解。" if fits else "不同意。",
        "danger": maker.phrase("assessed_danger") if fits else "没有固定住处，没有人愿意担保。",
        "panel_on": sent - timedelta(days=1),
        "panel": "集体评议，意见一致。",
        "document": f"示例矫评〔{sent.year}〕{n}号",
        "station_sent_on": sent - timedelta(days=1),
        "sent_on": sent,
        "copied_on": sent,
    }
