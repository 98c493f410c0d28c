"""Locking the screen of a file with a password: curtains over every window until the password is typed again.

Nothing is closed, so nothing typed is lost; the file stays open behind the curtains.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QToolTip, QVBoxLayout, QWidget

from station_desk.services.privacy import passwords
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs import lazy

TITLE = "已锁定"

_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
    QEvent.Type.TouchBegin,
)


class IdleLock(QObject):
    """Locks when nobody has touched the program for a while; only files with a password are locked.

    ``clock`` gives seconds and goes on while the computer sleeps, which the timer does not: the first touch after a
    sleep that was long enough locks before it does anything else.
    """

    def __init__(
        self, hub: Hub, minutes: int, parent: QWidget, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._parent = parent
        self._clock = clock
        self._touched = clock()
        self._watched: QWindow | None = None
        self._dialog: QDialog | None = None
        self._curtains: list[_Curtain] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.lock)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
            application.applicationStateChanged.connect(self._on_state)
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
        if self.is_locked or not self._can_lock():
            return
        self._close_passing()
        clear_clipboard()
        for window in _shown_windows():
            self._cover(window)
        self._dialog = lazy.lock()(self._hub, self._parent)
        self._dialog.accepted.connect(self._unlock)
        self._dialog.show()
        self._dialog.activateWindow()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        # What is typed is saved now; a message about that comes behind a curtain of its own.
        self._hub.leaving.emit()

    @called_by_qt(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start counting anew with every sign of life; while locked, cover every window that comes up."""
        kind = event.type()
        if self.is_locked:
            if kind == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self._cover_late(watched)
            return False
        if kind in _SIGNS_OF_LIFE:
            if self._is_overdue():
                self.lock()
                return True
            self._restart()
        return False

    def _can_lock(self) -> bool:
        return self._hub.is_open and passwords.has_password(self._hub.session)

    def _is_overdue(self) -> bool:
        waited = abs(self._clock() - self._touched) * 1000
        return 0 < self._timer.interval() < waited and self._can_lock()

    def _close_passing(self) -> None:
        """Close what cannot be covered: menus, lists of choices, tooltips, and dialogs that the system draws."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
            if QApplication.activePopupWidget() is popup:
                break
        QToolTip.hideText()
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QFileDialog):
                each.reject()

    def _cover(self, window: QWidget) -> None:
        curtain = _Curtain(window)
        # The reference goes when the window does; a curtain without a window is no longer there to be lifted.
        window.destroyed.connect(lambda: self._drop(curtain))
        self._curtains.append(curtain)

    def _drop(self, curtain: _Curtain) -> None:
        if curtain in self._curtains:
            self._curtains.remove(curtain)

    def _cover_late(self, window: QWidget) -> None:
        dialog = self._dialog
        passing = window.windowType() in (Qt.WindowType.ToolTip, Qt.WindowType.Popup)
        if dialog is None or window is dialog or dialog.isAncestorOf(window) or window.parent() is dialog:
            return
        if passing:
            QTimer.singleShot(0, window, window.close)
            return
        self._cover(window)
        if window.isModal():
            # The newest modal window gets the keyboard: the dialog has to be that again.
            QTimer.singleShot(0, dialog, lambda: self._bring_forward(dialog))

    def _bring_forward(self, dialog: QDialog) -> None:
        if dialog is self._dialog:
            dialog.setVisible(False)
            dialog.setVisible(True)
            dialog.activateWindow()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationSuspended:
            self.lock()

    def _watch(self, window: QWindow | None) -> None:
        # Only the window in use is listened to: a filter on the whole program would slow every event down.
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)
            if not self.is_locked and self._is_overdue():
                self.lock()
            else:
                self._restart()

    def _forget(self) -> None:
        self._watched = None

    def _restart(self) -> None:
        self._touched = self._clock()
        if self._timer.interval() > 0 and not self.is_locked and self._can_lock():
            self._timer.start()
        else:
            self._timer.stop()

    def _unlock(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        curtains, self._curtains = self._curtains, []
        for curtain in curtains:
            curtain.lift()
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self._restart()


class _Curtain(QWidget):
    """Covers everything in a window, and its title in the task bar."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._title = window.windowTitle()
        window.setWindowTitle(TITLE)
        self.setAutoFillBackground(True)
        box = QVBoxLayout(self)
        label = plain_label(TITLE, "title")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(label)
        self.resize(window.size())
        window.installEventFilter(self)
        self.raise_()
        self.show()

    def lift(self) -> None:
        """Show what is in the window again."""
        self._window.removeEventFilter(self)
        self._window.setWindowTitle(self._title)
        self.hide()
        self.setParent(None)
        self.deleteLater()

    @called_by_qt(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, before everything in it, and keep its title to oneself."""
        match event.type():
            case QEvent.Type.Resize:
                self.resize(self._window.size())
            case QEvent.Type.ChildAdded:
                self.raise_()
            case QEvent.Type.WindowTitleChange if self._window.windowTitle() != TITLE:
                self._title = self._window.windowTitle()
                self._window.setWindowTitle(TITLE)
        return False


def clear_clipboard() -> None:
    """Take out of the clipboard what this program put there, a name perhaps; what others put there stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _shown_windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]
