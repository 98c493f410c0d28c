"""Where a mediation case of a file stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from station_desk.domain.mediation import steps
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import Investigation
from station_desk.domain.records.query import Where
from station_desk.domain.records.standing import Standing
from station_desk.services.mediation.following import parts_of
from station_desk.services.session.session import Session


def standing(session: Session, case: Mediation) -> Standing:
    """Where a case stands, as it is typed now, by its parts in the file; a new one has none there."""
    inquiries = session.reader.all(Investigation, Where("mediation", "==", case.id))
    return steps.standing(case, parts_of(session, case.id), inquiries)


STANDINGS: Mapping[str, Callable[[Session, Mediation], Standing]] = {Mediation.KIND.key: standing}
"""Who tells where a record stands, by the key of its kind: its page shows it."""
