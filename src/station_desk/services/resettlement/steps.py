"""Where the help of a person of the file stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from station_desk.domain.records.query import Where
from station_desk.domain.records.standing import Standing
from station_desk.domain.resettlement import steps
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import PreRelease
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.steps import HelpCourse
from station_desk.services.resettlement.terms import end_of_help
from station_desk.services.session.session import Session


def standing(session: Session, person: Resettlement) -> Standing:
    """Where the help of a person stands, by his record and what hangs on it; a new one has nothing yet."""
    mine = Where("resettlement", "==", person.id)
    saved = person.id > 0
    course = HelpCourse(
        session.clock.today(),
        session.reader.all(PreRelease, mine) if saved else (),
        session.reader.all(Visit, mine) if saved else (),
        end_of_help(session, person),
    )
    return steps.standing(person, course)


STANDINGS: Mapping[str, Callable[[Session, Resettlement], Standing]] = {Resettlement.KIND.key: standing}
"""Who tells where a record stands, by the key of its kind: its page shows it."""
