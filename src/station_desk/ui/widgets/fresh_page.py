"""A page that shows records its own way and is never older than the file."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor


class FreshPage(QWidget):
    """Refreshes when records of its kinds change, at once when it is in view, else when it is next shown."""

    def __init__(self, hub: Hub, kinds: Collection[str]) -> None:
        super().__init__()
        self.hub = hub
        self._kinds = frozenset(kinds)
        self._stale = True
        hub.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Show the records as they are now."""
        raise NotImplementedError

    @called_by_qt(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was out of sight."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def open_editor(self, record: Record) -> RecordEditor:
        """Edit a record over this page."""
        editor = RecordEditor(self.hub, record, self)
        editor.open()
        return editor

    def _on_changed(self, changes: Changes) -> None:
        if self._kinds & changes.kinds:
            self._stale = not self.isVisible()
            if not self._stale:
                self.refresh()
