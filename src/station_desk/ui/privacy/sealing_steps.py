"""Sealing from a list: the dialog, the work while the window has let go of the file, and what is left to do."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind
from station_desk.services.privacy import sealing
from station_desk.services.privacy.sealing import Sealed
from station_desk.ui.core import messages
from station_desk.ui.core.hub import ExclusiveWork, Hub
from station_desk.ui.dialogs.privacy.sealing import SealDialog


def begin(hub: Hub, kind: Kind, record_id: int, window: QWidget) -> None:
    """Ask for what sealing takes, and seal; a record that cannot be sealed is told about."""
    record = hub.ask(lambda: sealing.ready(hub.session, kind, record_id), window)
    if record is None:
        return
    dialog = SealDialog(hub.session, record, window)
    then = partial(_after_sealing, hub, kind, window)
    dialog.accepted.connect(lambda: hub.wants_exclusive.emit(ExclusiveWork(dialog.work, "正在封存", then)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _after_sealing(hub: Hub, kind: Kind, window: QWidget, outcome: Sealed) -> None:
    hub.go_to.emit(Query(kind))
    hub.said.emit(f"已保存：{outcome.changes.label}")
    messages.inform(window, "封存", "已经封存。", outcome.message)
