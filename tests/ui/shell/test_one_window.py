"""Nothing but the main window and its dialogs ever shows as a window: it would flash, and take the keyboard away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from tests.ui.hands import shown
from tests.ui.recruits import applicant, batch, employee

from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow


class Watch(QObject):
    """Keeps the names of the windows that come up."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_new = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_new and not isinstance(watched, QDialog):
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_pages_and_editors_open_inside_the_window(
    qapp: QApplication, opened: MainWindow, hub: Hub, session: Session
) -> None:
    person = employee(session, "甲某一")
    candidate = applicant(session, batch(session), "乙某二")
    watch = Watch()
    qapp.installEventFilter(watch)
    assert opened.workspace is not None
    for _ in opened.workspace.walk():
        qapp.processEvents()
    hub.go_to.emit(OpenRecord("candidate", candidate))
    hub.go_to.emit(OpenRecord("staff", person))
    shown(RecordEditor).reject()
    records.save(session, records.one(session, Staff, person).changed(note="改动"))
    qapp.removeEventFilter(watch)
    assert watch.seen == []
    assert opened.isActiveWindow()
