"""Slow work on files in a thread of its own, so that the window stays alive."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from station_desk.domain.basics.progress import StoppedError, Tell
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label

T = TypeVar("T")

_TOLD_EVERY = 0.1
"""Seconds between two lines of progress: more often nobody can read them."""
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


class WorkProgress(QObject):
    """Carries what work tells to the window's thread, and the wish to stop back to the work."""

    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = Event()
        self._last = 0.0

    def stop(self) -> None:
        """Have the work end at its next step; any thread may say so."""
        self._stopped.set()

    def tell(self, text: str) -> None:
        """What is being done; StoppedError when that is no longer wanted."""
        if self._stopped.is_set():
            raise StoppedError
        now = time.monotonic()
        if now - self._last >= _TOLD_EVERY:
            self._last = now
            self.told.emit(text)


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
        return self._wait(operation, _Waiting(text, parent))

    def watch(self, operation: Callable[[Tell], T], text: str, parent: QWidget) -> T:
        """As ``wait``, for work that tells what it does and can be stopped; StoppedError when it was."""
        waiting = _Waiting(text, parent)
        progress = WorkProgress(waiting)
        waiting.follow(progress)
        return self._wait(lambda: operation(progress.tell), waiting)

    def _wait(self, operation: Callable[[], T], waiting: _Waiting) -> T:
        loop = QEventLoop()
        ended: list[Job] = []

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
    """Says what is being done; cannot be closed, but work that can be stopped has a button for that."""

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

    def follow(self, progress: WorkProgress) -> None:
        """Show what the work tells, and offer to stop it."""
        stage = plain_label("正在准备")
        stage.setObjectName("stage")
        progress.told.connect(stage.setText, Qt.ConnectionType.QueuedConnection)
        stop = QPushButton("停止")
        stop.setObjectName("stop")
        stop.setAutoDefault(False)
        stop.clicked.connect(progress.stop)
        stop.clicked.connect(lambda: stop.setEnabled(False))
        stop.clicked.connect(lambda: stop.setText("正在停下来"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(stop)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(stage)
            layout.addLayout(row)

    @called_by_qt(None)
    def reject(self) -> None:
        """Esc does nothing here."""


def _tell(ended: Callable[[Job], None], job: Job) -> None:
    ended(job)
