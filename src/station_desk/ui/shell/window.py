"""The main window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.basics.clock import Clock
from station_desk.domain.records.changes import Changes
from station_desk.services.session.session import Session
from station_desk.ui.core import settings
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.keeping.commands import VaultCommands
from station_desk.ui.look import style
from station_desk.ui.look.style import TextSize
from station_desk.ui.privacy.commands import PrivacyCommands
from station_desk.ui.privacy.lock import clear_clipboard
from station_desk.ui.shell.file_commands import FileCommands
from station_desk.ui.shell.menus import Menus, Wiring
from station_desk.ui.shell.start import StartScreen
from station_desk.ui.shell.workspace import Workspace

PROGRAM = "司法所工作台"
_USUAL = QSize(1280, 800)
"""The size of the window at the first start, where the screen has room for it."""
_FRAME = 40
"""Pixels that the title bar and the frame of a window take at most."""
_SAID_FOR = 6000
"""Milliseconds a line stays in the status bar."""


class MainWindow(QMainWindow):
    """Start screen or tabs, menus, status bar. Everything is saved as it happens, so closing asks nothing."""

    def __init__(self, hub: Hub, clock: Clock, store: QSettings, sample_folder: Path) -> None:
        super().__init__()
        self._hub = hub
        self._store = store
        hub.folds = settings.Folds(store)
        self._workspace: Workspace | None = None
        self.setAcceptDrops(True)
        self.files = FileCommands(hub, clock, store, sample_folder, self)
        self.start = StartScreen()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._build()
        self.privacy = PrivacyCommands(hub, store, self)
        self.vault = VaultCommands(hub, clock, store, self)
        wiring = Wiring(
            hub,
            self,
            self.files,
            lambda: self._workspace,
            self.set_text_size,
            style.saved_size(store),
            self.privacy,
            self.vault,
        )
        self.menus = Menus(wiring)
        self._connect()
        self._on_session_changed()
        if (place := settings.geometry(store)) is not None:
            self.restoreGeometry(place)
        else:
            self.resize(_USUAL)
        self._fit_screen()

    @property
    def workspace(self) -> Workspace | None:
        """The tabs, None while no file is open."""
        return self._workspace

    @property
    def path(self) -> Path | None:
        """Where the opened file is, None while none is open."""
        return self._hub.session.path if self._hub.is_open else None

    def set_text_size(self, size: TextSize) -> None:
        """Change the size of type at once and remember it."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.apply_size(app, size)
        style.save_size(self._store, size)

    @called_by_qt(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was and close the file; stay while somebody wants to keep what they typed."""
        if self._hub.is_open and not self._close_dialogs():
            event.ignore()
            return
        settings.remember_geometry(self._store, self.saveGeometry())
        self._hub.replace(None)
        clear_clipboard()
        super().closeEvent(event)

    def _close_dialogs(self) -> bool:
        """Close what is open over the window, as Esc would; whether nothing was held back."""
        while (dialog := QApplication.activeModalWidget()) is not None:
            if not isinstance(dialog, QDialog):
                break
            dialog.reject()
            if dialog.isVisible():
                return False
        return True

    def _fit_screen(self) -> None:
        """Nothing of the window lies beyond the edge of the screen, whatever its size and scale."""
        # At a scale such as 150 % the size of the screen is no whole number of pixels and has been rounded up.
        edge = 0 if self.devicePixelRatioF().is_integer() else 1
        room = self.screen().availableGeometry().size() - QSize(edge, _FRAME)
        if not self.isMaximized() and not self.isFullScreen():
            self.resize(self.size().boundedTo(room))

    @called_by_qt(None)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a station file."""
        if _dropped(event):
            event.acceptProposedAction()

    @called_by_qt(None)
    def dropEvent(self, event: QDropEvent) -> None:
        """Open the station file dropped here."""
        if (path := _dropped(event)) is not None:
            event.acceptProposedAction()
            self.files.open_path(path)

    def _build(self) -> None:
        self._banner = QFrame()
        style.set_role(self._banner, "banner")
        self._banner_text = plain_label("", "warning", wrap=True)
        self._banner_text.setObjectName("banner")
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._banner_text)
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._banner)
        box.addWidget(self._stack, 1)
        self.setCentralWidget(page)
        self._year = plain_label("", "muted")
        self.statusBar().addPermanentWidget(self._year)
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        self._hub.session_changed.connect(self._on_session_changed)
        self._hub.changed.connect(self._on_changed)
        self._hub.said.connect(lambda text: self.statusBar().showMessage(text, _SAID_FOR))
        self._hub.go_to.connect(self._on_go_to)
        self.files.recent_changed.connect(self._show_recent)
        self.files.unreadable.connect(self.vault.rescue)
        self.vault.wants_open.connect(self.files.open_again)
        self.privacy.wants_compacting.connect(self.vault.exclusive.compact)
        self.start.recent_chosen.connect(self.files.open_path)
        ways = {"new": self.files.new, "open": self.files.open, "sample": self.files.open_sample}
        self.start.chosen.connect(lambda key: ways[key]())

    def _on_session_changed(self) -> None:
        if self._workspace is not None:
            self._stack.removeWidget(self._workspace)
            self._workspace.deleteLater()
            self._workspace = None
        if self._hub.is_open:
            self._workspace = Workspace(self._hub)
            self._workspace.currentChanged.connect(lambda _: self._show_title())
            self._stack.addWidget(self._workspace)
            self._stack.setCurrentWidget(self._workspace)
        else:
            self._show_recent()
        self._show_state()

    def _on_changed(self, changes: Changes) -> None:
        self._show_state()

    def _on_go_to(self, target: object) -> None:
        if self._workspace is not None:
            self._workspace.go_to(target)

    def _show_recent(self) -> None:
        self.start.show_recent(self.files.recent)

    def _show_state(self) -> None:
        """Title, banner, year and menus as the file is now."""
        self.menus.update_state()
        note = _note(self._hub.session) if self._hub.is_open else ""
        self._banner.setVisible(bool(note))
        self._banner_text.setText(note)
        self._show_title()
        self._year.setText(f"评定年度：{self._hub.session.year} 年　" if self._hub.is_open else "")

    def _show_title(self) -> None:
        """The tab in view, the station and its file: what the task bar and a screen reader tell."""
        parts = [PROGRAM]
        if self._hub.is_open and self._workspace is not None:
            tab = self._workspace.tabText(self._workspace.currentIndex())
            parts = [tab, self._hub.session.station.name, self._hub.session.path.name, PROGRAM]
        self.setWindowTitle(" — ".join(parts))


def _note(session: Session) -> str:
    """What everybody who looks at the file has to know; "" for nothing."""
    if session.archive_year:
        return session.read_only_reason
    if session.read_only:
        return f"只能查看，不能修改：{session.read_only_reason}"
    if session.year <= session.moved_through:
        return f"{session.year} 年办结的业务已经转入年度档案，这一年的得分和报表请打开年度档案查看"
    return ""


def _dropped(event: QDropEvent) -> Path | None:
    names = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in names if path.suffix.lower() == ".station"), None)
