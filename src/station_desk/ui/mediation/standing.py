"""Where a line of the subsidies stands, and what it is worth."""

from __future__ import annotations

from decimal import Decimal

from station_desk.domain.fields.types import number_text
from station_desk.services.mediation.claims.proposing import STANDINGS, Proposal


def state_of(one: Proposal) -> str:
    """Where a line stands: that of its claim, else whether it may be claimed."""
    return one.claim.state if one.claim else one.standing


def money_of(one: Proposal) -> Decimal:
    """What a line is worth: as approved, claimed or proposed."""
    if one.claim is None:
        return one.amount or Decimal(0)
    return (one.claim.amount if one.claim.approved is None else one.claim.approved) or Decimal(0)


def sums(found: tuple[Proposal, ...]) -> str:
    """How many lines stand where, with their money."""
    told = []
    for standing, title in STANDINGS.items():
        mine = [one for one in found if one.standing == standing]
        money = sum((money_of(one) for one in mine), Decimal(0))
        worth = f"，{number_text(money)} 元" if standing != "not" and mine else ""
        told.append(f"{title} {len(mine)} 笔{worth}")
    return "；".join(told)
