"""Long work cut into steps: one step per turn of the event loop, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.ui.core import messages


@dataclass(frozen=True)
class Stage:
    """How far work is that counts by itself; ``total`` 0 when nobody knows yet how much there is."""

    text: str
    done: int
    total: int


Steps = Generator[str | Stage, None, None]
"""Each step does a part of the work and yields what comes next, in Chinese."""

SHOWN_AFTER = 300
"""Milliseconds before the progress window appears: short work should not flash."""


class ProgressDialog(QDialog):
    """What is being done, how far it is, and a button to stop."""

    def __init__(self, title: str, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(440)
        self._label = QLabel("正在准备……")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, count)
        self._bar.setTextVisible(False)
        stop = QPushButton("停止(&S)")
        stop.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(14)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        layout.addLayout(buttons)

    def show_step(self, stage: Stage) -> None:
        """Say how much is done and what comes now."""
        self._bar.setRange(0, stage.total)
        self._bar.setValue(stage.done)
        self._label.setText(stage.text)


class StepRun(QObject):
    """Drives steps to their end; the window stays usable between two of them.

    ``finished`` comes after the last step, ``stopped`` when the user stopped it or a step met a known error
    (which has then been shown). Exactly one of the two is emitted.
    """

    finished = Signal()
    stopped = Signal()

    def __init__(self, title: str, steps: Steps, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._steps = steps
        self._count = count
        self._done = 0
        self._running = False
        self.dialog = ProgressDialog(title, count, parent)
        self.dialog.rejected.connect(self.stop)
        self._appearing = QTimer(self)
        self._appearing.setSingleShot(True)
        self._appearing.setInterval(SHOWN_AFTER)
        self._appearing.timeout.connect(self.dialog.show)

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        self._running = True
        QTimer.singleShot(0, self, self._step)
        self._appearing.start()

    def stop(self) -> None:
        """Give up what is left; what the steps already did stays."""
        if self._running:
            self._end(self.stopped)

    def _step(self) -> None:
        if not self._running:
            return
        try:
            told = next(self._steps)
        except StopIteration:
            self._end(self.finished)
        except KnownError as error:
            self._end(self.stopped)
            messages.show_known(self._owner, error)
        except Exception:
            self._end(self.stopped)
            raise
        else:
            self.dialog.show_step(told if isinstance(told, Stage) else Stage(told, self._done, self._count))
            self._done += 1
            QTimer.singleShot(0, self, self._step)

    def _end(self, outcome: SignalInstance) -> None:
        self._running = False
        # What is done next may wait in a loop of its own (a preview does); this dialog is not deleted before that loop
        # ends, so a timer still running would show it over the finished work.
        self._appearing.stop()
        self._steps.close()
        self.dialog.close()
        self.dialog.deleteLater()
        self.deleteLater()
        outcome.emit()
