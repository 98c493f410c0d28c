"""The cards of the overview: a framed list that leads to records, the figures of the year, the first steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label, plain_tooltip
from station_desk.ui.look import style
from station_desk.ui.widgets.link_button import LinkButton

SHOWN = 100
"""Lines a list shows; how many there are stands in its heading."""

STEPS_SHOWN = 4
"""First steps shown at a time; the next one appears when one is done."""


@dataclass(frozen=True)
class Entry:
    """One line of a list: its text, a second line in it, what it leads to, and whether it is pressing."""

    text: str
    detail: str
    target: object
    pressing: bool = False


class Card(QFrame):
    """A frame with a heading; ``followed`` gives what was chosen in it, for ``Hub.go_to``."""

    followed = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.set_role(self, "panel")
        self._title = title
        self.heading = plain_label(title, "subtitle")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self.heading)


class _Entries(QListWidget):
    """A list that asks for a few lines only and takes what room there is."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines

    @called_by_qt(QSize)
    def sizeHint(self) -> QSize:
        """Its lines in the present size of type."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * self._lines + 24)

    @called_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """No lower than it asks for."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class ListCard(Card):
    """A list of entries, at least ``lines`` lines high; Enter or a double click leads to what one is about."""

    def __init__(self, title: str, nothing: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._entries: tuple[Entry, ...] = ()
        self.list = _Entries(lines)
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        style.set_role(self.list, "entries")
        self.list.itemActivated.connect(
            lambda item: self.followed.emit(self._entries[self.list.row(item)].target)
        )
        self.list.hide()
        self.nothing = plain_label(nothing, "good", wrap=True)
        self.heading.setBuddy(self.list)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.nothing)
        self.column.addStretch()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries; the cursor stays on its line."""
        shown = tuple(entries[:SHOWN])
        pressing = sum(entry.pressing for entry in entries)
        count = str(len(entries)) if len(shown) == len(entries) else f"共 {len(entries)}，先列 {len(shown)}"
        told = f"{self._title}（{count}）" if entries else self._title
        self.heading.setText(f"{told}　逾期 {pressing}" if pressing else told)
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        if shown == self._entries:
            return
        row = min(self.list.currentRow(), len(shown) - 1)
        self._entries = shown
        self.list.clear()
        for entry in shown:
            self.list.addItem(_item(entry))
        self.list.setCurrentRow(row)


def _item(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(f"{entry.text}\n{entry.detail}" if entry.detail else entry.text)
    item.setToolTip(plain_tooltip(f"{entry.text}　{entry.detail}"))
    if entry.pressing:
        item.setForeground(style.colour("danger"))
    return item


class FiguresCard(Card):
    """Labels and numbers in two columns."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[QWidget] = []
        self.column.addLayout(self._grid)
        self.column.addStretch()

    def show_figures(self, figures: Sequence[tuple[str, int]]) -> None:
        """Show these figures."""
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, (name, number) in enumerate(figures):
            figure = plain_label(f"{number:,}", "section")
            figure.setAccessibleName(f"{name} {number}")
            for column, label in enumerate((plain_label(name), figure)):
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(label, row, column, side | Qt.AlignmentFlag.AlignVCenter)
                self._labels.append(label)


class StepsCard(Card):
    """What to fill in next, each step a button to the place; hidden when nothing is left to do."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.buttons: list[LinkButton] = []
        self.column.setSpacing(2)
        self.column.addStretch()

    def show_steps(self, steps: Sequence[tuple[str, object]]) -> None:
        """Show these steps with what each leads to."""
        self.setVisible(bool(steps))
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, (text, target) in enumerate(steps[:STEPS_SHOWN], start=1):
            button = LinkButton(f"{number}. {text}")
            button.clicked.connect(lambda _=False, target=target: self.followed.emit(target))
            self.column.insertWidget(number, button)
            self.buttons.append(button)
