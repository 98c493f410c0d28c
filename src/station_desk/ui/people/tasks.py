"""What is done with people beside editing them: the tasks of the lists of staff and of appraisals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from station_desk.services.people.handling import Handling
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.handling import HandlingDialog
from station_desk.ui.records.task_button import Task


def _opening(ready: Callable[[Session, int], Handling]) -> Callable[[Hub, int, QWidget], None]:
    def begin(hub: Hub, record_id: int, page: QWidget) -> None:
        handling = hub.ask(lambda: ready(hub.session, record_id), page)
        if handling is not None:
            HandlingDialog(hub, handling, page).open()

    return begin


def _contract(session: Session, staff_id: int) -> Handling:
    # Loaded by those who renew and dismiss.
    from station_desk.services.people import contracts

    return contracts.handling_of_person(session, staff_id)


def _appraised(session: Session, appraisal_id: int) -> Handling:
    from station_desk.services.people import contracts

    return contracts.handling_of_appraisal(session, appraisal_id)


def _movement(session: Session, staff_id: int) -> Handling:
    from station_desk.services.people import movements

    return movements.handling_of_person(session, staff_id)


STAFF_TASKS = (
    Task("movement", "登记变动…", _opening(_movement)),
    Task("contract", "续聘或解聘…", _opening(_contract)),
)
APPRAISAL_TASKS = (Task("contract", "续聘或解聘…", _opening(_appraised)),)
