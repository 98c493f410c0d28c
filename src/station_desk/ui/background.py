"""Slow work on files in a thread of its own, so that the window stays alive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from station_desk.ui.messages import plain_label

T = TypeVar("T")

SHOWN_AFTER = 300
"""Milliseconds before somebody who waits sees why: short work should not flash."""
_LETTERS = 24


class Job:
    """One piece of work and how it ended."""

    def __init__(self, operation: Callable[[], Any]) -> None:
        self._operation = operation
        self._result: Any = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Do the work, in the thread."""
        try:
            self._result = self._operation()
        except Exception as error:
            # Kept for the thread that asked: see ``outcome``.
            self._error = error

    def outcome(self) -> Any:
        """What the work gave back; the error it ended with is raised here."""
        if self._error is not None:
            raise self._error
        return self._result


class Background(QObject):
    """Runs one piece of work after the other."""

    _over = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._over.connect(_tell, Qt.ConnectionType.QueuedConnection)
        program = QCoreApplication.instance()
        if program is not None:
            # A thread must not outlive the interpreter.
            program.aboutToQuit.connect(self.finish)

    def start(self, operation: Callable[[], object], ended: Callable[[Job], None]) -> None:
        """Begin as soon as the work before is done; ``ended`` is called in the window's thread and asks the outcome."""
        job = Job(operation)

        def work() -> None:
            job.run()
            self._over.emit(ended, job)

        self._pool.start(work)

    def wait(self, operation: Callable[[], T], text: str, parent: QWidget) -> T:
        """The result of an operation, while the window goes on painting; its error is raised here."""
        loop = QEventLoop()
        ended: list[Job] = []
        waiting = _Waiting(text, parent)

        def end(job: Job) -> None:
            ended.append(job)
            loop.quit()

        self.start(operation, end)
        QTimer.singleShot(SHOWN_AFTER, loop, loop.quit)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if not ended:
            waiting.show()
            loop.exec()
        waiting.hide()
        waiting.deleteLater()
        while not ended:
            # The program is being closed and no loop runs any more; the work is finished all the same.
            self.finish()
            QCoreApplication.sendPostedEvents(self)
        result: T = ended[0].outcome()
        return result

    def finish(self) -> None:
        """Wait until nothing is being done."""
        self._pool.waitForDone()


class _Waiting(QDialog):
    """Says what is being done; cannot be closed, for the work cannot be torn in two."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("请稍候")
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * _LETTERS)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(plain_label(text, wrap=True))
        layout.addWidget(bar)

    def reject(self) -> None:
        """Esc does nothing here."""


def _tell(ended: Callable[[Job], None], job: Job) -> None:
    ended(job)
