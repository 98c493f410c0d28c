"""The steps of a matter as one line: what is done, what is now, what failed, what comes later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.look import style

_SIGNS = {"done": "✓", "failed": "✗", "skipped": "–"}
_COLOURS = {"done": "good", "failed": "danger", "now": "accent"}


@dataclass(frozen=True)
class LineStep:
    """One step: its label, its state, ``text`` below it (its result or day), the state as it is ``told``.

    States are "done", "failed", "now", "next", "later" and "skipped".
    """

    label: str
    state: str
    text: str
    told: str


class StepLine(QWidget):
    """Draws the steps; the same is in its accessible name."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[LineStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[LineStep]) -> None:
        """Show the steps as they are now."""
        self._steps = tuple(steps)
        words = (f"{step.label}{step.told}{step.text}" for step in self._steps)
        self.setAccessibleName("进程：" + "，".join(words))
        self.update()

    @called_by_qt(QSize)
    def sizeHint(self) -> QSize:
        """Room for the circles, the names and two lines of results."""
        return QSize(560, round(self.fontMetrics().height() * 4.6))

    @called_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The results wrap where room is short."""
        return self.sizeHint()

    @called_by_qt(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, then each step over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self.fontMetrics().height()
        room = self.width() / max(len(self._steps), 1)
        middle = text * 0.85
        for at in range(1, len(self._steps)):
            done = self._steps[at - 1].state == "done"
            painter.setPen(QPen(style.colour("good" if done else "line"), 3))
            painter.drawLine(QPointF(room * (at - 0.5), middle), QPointF(room * (at + 0.5), middle))
        for at, step in enumerate(self._steps):
            self._draw_step(painter, step, at, QRectF(room * at, 0, room, self.height()))
        painter.end()

    def _draw_step(self, painter: QPainter, step: LineStep, at: int, where: QRectF) -> None:
        text = self.fontMetrics().height()
        colour = _COLOURS.get(step.state, "edge")
        radius = text * 0.72
        centre = QPointF(where.center().x(), text * 0.85)
        painter.setPen(QPen(style.colour(colour), 2))
        is_filled = step.state in _COLOURS
        painter.setBrush(style.colour(colour if is_filled else "paper"))
        painter.drawEllipse(centre, radius, radius)
        circle = QRectF(centre.x() - radius, centre.y() - radius, radius * 2, radius * 2)
        painter.setPen(style.colour("paper" if is_filled else "muted"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, _SIGNS.get(step.state, str(at + 1)))
        words = QRectF(where.left() + 3, text * 1.75, where.width() - 6, text * 3.3)
        self._draw_words(painter, step, words)

    def _draw_words(self, painter: QPainter, step: LineStep, where: QRectF) -> None:
        text = self.fontMetrics().height()
        usual = painter.font()
        label = QFont(usual)
        label.setBold(step.state in ("now", "failed"))
        painter.setFont(label)
        painter.setPen(style.colour("ink" if step.state in _COLOURS else "muted"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(where, flags, step.label)
        small = QFont(usual)
        small.setPointSizeF(usual.pointSizeF() * 0.85)
        painter.setFont(small)
        painter.setPen(style.colour("danger" if step.state == "failed" else "muted"))
        below = where.adjusted(0, text * 1.1, 0, 0)
        is_wide = painter.fontMetrics().horizontalAdvance(step.text) > below.width()
        words = step.text.replace("年", "年\n", 1) if is_wide else step.text
        painter.drawText(below, flags | Qt.TextFlag.TextWrapAnywhere, words)
        painter.setFont(usual)
