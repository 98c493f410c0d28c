"""Locking the screen of a file with a password: curtains over every window until the password is typed again.

Nothing is closed, so nothing typed is lost; the file stays open behind the curtains.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from station_desk.services import passwords
from station_desk.ui.hub import Hub
from station_desk.ui.messages import plain_label

_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
    QEvent.Type.TouchBegin,
)


class IdleLock(QObject):
    """Locks when nobody has touched the program for a while; only files with a password are locked."""

    def __init__(self, hub: Hub, minutes: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub = hub
        self._parent = parent
        self._watched: QWindow | None = None
        self._dialog: QDialog | None = None
        self._curtains: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.lock)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        hub.session_changed.connect(self._restart)
        self.wait_for(minutes)

    @property
    def is_locked(self) -> bool:
        """Whether the curtains are drawn."""
        return self._dialog is not None

    def wait_for(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a mouse; 0 for never."""
        self._timer.setInterval(minutes * 60_000)
        self._restart()

    def lock(self) -> None:
        """Draw the curtains now, when there is a password to open them again."""
        if self.is_locked or not self._hub.is_open or not passwords.has_password(self._hub.session):
            return
        self._hub.leaving.emit()
        self._curtains = [_Curtain(window) for window in _shown_windows()]
        # Loaded by those who have a password.
        from station_desk.ui.dialogs.unlock import LockDialog

        self._dialog = LockDialog(self._hub, self._parent)
        self._dialog.accepted.connect(self._unlock)
        self._dialog.show()
        self._dialog.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start counting anew with every sign of life."""
        if event.type() in _SIGNS_OF_LIFE:
            self._restart()
        return False

    def _watch(self, window: QWindow | None) -> None:
        # Only the window in use is listened to: a filter on the whole program would slow every event down.
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)
            self._restart()

    def _forget(self) -> None:
        self._watched = None

    def _restart(self) -> None:
        wanted = self._timer.interval() > 0 and self._hub.is_open and not self.is_locked
        if wanted and passwords.has_password(self._hub.session):
            self._timer.start()
        else:
            self._timer.stop()

    def _unlock(self) -> None:
        for curtain in self._curtains:
            curtain.setParent(None)
            curtain.deleteLater()
        self._curtains = []
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self._restart()


class _Curtain(QWidget):
    """Covers everything in a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAutoFillBackground(True)
        box = QVBoxLayout(self)
        label = plain_label("已锁定", "title")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(label)
        self.resize(window.size())
        window.installEventFilter(self)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return False


def _shown_windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]
