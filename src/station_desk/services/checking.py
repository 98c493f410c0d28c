"""Looking for what is wrong with the file itself; what is wrong with its records is told by ``judge``."""

from __future__ import annotations

from station_desk.services import archiving, privacy
from station_desk.services.session import Session
from station_desk.store.checking import faults
from station_desk.store.driver import guard


def file_faults(session: Session) -> list[str]:
    """What is wrong with the file, in Chinese."""
    with guard(session.path):
        altered = archiving.fault(session)
        found = [*faults(session.file), *([altered] if altered else [])]
    return [*found, *(one for one in privacy.log_faults(session) if one not in found)]
