"""The tables of papers whose rows are the parts of a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from station_desk.domain.mediation.kinds.agreement import FollowUp
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import (
    EvidenceItem,
    Investigation,
    MediationSession,
    Party,
    Representative,
)
from station_desk.domain.records.field import Privacy
from station_desk.services.forms.declared import Line, rows
from station_desk.services.forms.desk import Desk
from station_desk.services.mediation.paper import told

_NAMES: Final = dict.fromkeys(("head", "principal", "principal_head"), Privacy.NAME)


@rows(
    "case_parties",
    Mediation,
    of=Party,
    more=("age", "head", "head_duty", "where", "acting"),
    hidden={**_NAMES, "acting": Privacy.SENSITIVE, "age": Privacy.SENSITIVE, "where": Privacy.ADDRESS},
)
def _case_parties(desk: Desk, case: Mediation) -> Iterator[Line]:
    return told.party_rows(desk.session, case)


@rows(
    "mandates",
    Mediation,
    of=Representative,
    more=(
        "principal",
        "principal_side",
        "principal_number",
        "principal_head",
        "principal_phone",
        "principal_address",
    ),
    hidden={
        **_NAMES,
        "principal_number": Privacy.IDENTITY,
        "principal_phone": Privacy.PHONE,
        "principal_address": Privacy.ADDRESS,
    },
)
def _mandates(desk: Desk, case: Mediation) -> Iterator[Line]:
    return told.mandates(desk.session, case)


@rows(
    "sessions",
    Mediation,
    of=MediationSession,
    more=("there", "at", "written_by", "mediated_by"),
    hidden={"there": Privacy.NAME},
)
def _sessions(desk: Desk, case: Mediation) -> Iterator[Line]:
    return told.sessions(desk.session, case)


@rows("inquiries", Mediation, of=Investigation, more=("who", "written_by"))
def _inquiries(desk: Desk, case: Mediation) -> Iterator[Line]:
    return told.inquiries(desk.session, case)


@rows("evidence_items", Mediation, of=EvidenceItem)
def _evidence(desk: Desk, case: Mediation) -> Iterator[Line]:
    return told.evidence(desk.session, case)


@rows("visits", Mediation, of=FollowUp, more=("signs_told",))
def _visits(desk: Desk, case: Mediation) -> Iterator[Line]:
    return told.visits(desk.session, case)
