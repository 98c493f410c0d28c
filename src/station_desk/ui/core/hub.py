"""What the parts of the window share: the opened file, its changes, and the one way to run an operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell
from station_desk.domain.records.changes import Changes
from station_desk.domain.register.kinds import KINDS
from station_desk.ui.core import messages
from station_desk.ui.core.settings import Folds

if TYPE_CHECKING:
    from station_desk.services.session.session import Session

T = TypeVar("T")


@dataclass(frozen=True)
class OpenRecord:
    """A wish to see one record in its editor, sent through ``Hub.go_to``; with ``task``, to do that with it."""

    kind_key: str
    record_id: int
    task: str = ""


@dataclass(frozen=True)
class ExclusiveWork:
    """Long work on the whole file, sent through ``Hub.wants_alone``.

    ``work`` runs in another thread while the window has let go of the file; it gets the file, the chosen folder for
    backups, and what hears how far it is. ``then`` gets the result when the window shows the file again.
    """

    work: Callable[[Session, Path | None, Tell], Any]
    text: str
    then: Callable[[Any], None]


class Hub(QObject):
    """Holds the opened station file and tells the window what happened to it.

    ``session_changed``: another file was opened, or the last one closed. ``changed``: ``Changes`` were saved.
    ``go_to``: show a list (``Query``), one record (``OpenRecord``) or a tab or page (its id as ``str``).
    ``said``: one line for the status bar. ``leaving``: the file or the year in view is about to be left, so whoever
    holds typed text that is not saved yet saves it now. ``parting``: the file is about to be closed
    and everything in it is saved. ``wants_exclusive``: ``ExclusiveWork`` should be done. ``folds`` are the sections of
    pages that stand open on this computer.
    """

    session_changed = Signal()
    changed = Signal(object)
    go_to = Signal(object)
    said = Signal(str)
    leaving = Signal()
    parting = Signal()
    wants_exclusive = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._names_hidden = False
        self.folds = Folds()
        # While a file is open, its backups and copies open with its password.
        self._keys = ExitStack()

    @property
    def session(self) -> Session:
        """The opened station file; a bug when none is open."""
        if self._session is None:
            raise RuntimeError("no station file is open")
        return self._session

    @property
    def is_open(self) -> bool:
        """Whether a station file is open."""
        return self._session is not None

    def replace(self, session: Session | None) -> None:
        """Show another station file (or none); the one before is closed."""
        if self._session is not None:
            self.leaving.emit()
            self.parting.emit()
        before, self._session = self._session, session
        self._keys.close()
        if session is not None:
            session.names_hidden = self._names_hidden
            self._keys.enter_context(session.unlocked())
        self.session_changed.emit()
        if before is not None:
            before.close()

    def assess(self, year: int) -> None:
        """Look at another year: everything that is counted by year is worked out anew."""
        self.leaving.emit()
        self.session.year = year
        self.changed.emit(Changes("评定年度", frozenset(KINDS)))

    @property
    def names_hidden(self) -> bool:
        """Whether lists show names and ID numbers masked."""
        return self._names_hidden

    def hide_names(self, hidden: bool) -> None:
        """Show names and ID numbers in lists masked, or in full again."""
        if hidden != self._names_hidden:
            self._names_hidden = hidden
            if self.is_open:
                self.session.names_hidden = hidden
                self.changed.emit(Changes("隐名显示", frozenset(KINDS)))

    def run(self, operation: Callable[[], Changes], parent: QWidget) -> Changes | None:
        """Run one intention that changes records; None (and a message) when it was refused."""
        changes = self.ask(operation, parent)
        if changes is not None:
            self.report(changes)
        return changes

    def report(self, changes: Changes) -> None:
        """Tell every part of the window about changes that were saved."""
        self.changed.emit(changes)
        self.said.emit(f"已保存：{self._masked(changes.label)}")

    def ask(self, operation: Callable[[], T], parent: QWidget) -> T | None:
        """Run an operation that can meet the world's faults; None (and a message) when it did."""
        try:
            with busy():
                return operation()
        except KnownError as error:
            self.show_known(parent, error)
            return None

    def show_known(self, parent: QWidget, error: KnownError) -> None:
        """Tell about a fault of the world; it names nobody in full while names are hidden."""
        if self.is_open and self.session.names_hidden:
            error = KnownError(*(self._masked(part) for part in (error.message, error.kept, error.advice)))
        messages.show_known(parent, error)

    def _masked(self, text: str) -> str:
        # Loaded with the first file; the window is painted before.
        from station_desk.services.records import naming

        return naming.masked_step(self.session, text) if self.is_open else text


@contextmanager
def busy() -> Iterator[None]:
    """The waiting cursor while something works."""
    QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
