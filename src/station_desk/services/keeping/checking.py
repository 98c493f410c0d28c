"""Looking for what is wrong with the file itself and the county's forms in it.

What is wrong with its records is told by ``judge``.
"""

from __future__ import annotations

from station_desk.services.forms import county
from station_desk.services.keeping import archiving
from station_desk.services.privacy import privacy
from station_desk.services.session.session import Session
from station_desk.store.ground.driver import guard
from station_desk.store.opening.checking import faults


def file_faults(session: Session) -> list[str]:
    """What is wrong with the file, in Chinese."""
    with guard(session.path):
        altered = archiving.fault(session)
        found = [*faults(session.file), *([altered] if altered else []), *county.faults(session)]
    return [*found, *(one for one in privacy.log_faults(session) if one not in found)]
