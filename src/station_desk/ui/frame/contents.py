"""The names of the sections of a long page at its side, to go to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.look import style


class Contents(QListWidget):
    """Lists sections by their titles; a click or Enter goes to one (``chosen`` brings its widget)."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._sections: tuple[QWidget, ...] = ()
        self.setAccessibleName("本页目录")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        style.set_role(self, "pages")
        self.itemClicked.connect(lambda item: self._go(self.row(item)))

    def show_sections(self, sections: Sequence[tuple[str, QWidget]]) -> None:
        """List other sections, or the same under other titles."""
        row = max(self.currentRow(), 0)
        self.clear()
        for title, _ in sections:
            self.addItem(QListWidgetItem(title))
        self._sections = tuple(section for _, section in sections)
        self.setCurrentRow(min(row, len(sections) - 1))
        self._fit()

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the section and not to the button that saves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._go(self.currentRow())
        else:
            super().keyPressEvent(event)

    @called_by_qt(None)
    def changeEvent(self, event: QEvent) -> None:
        """The titles need more room in larger type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        advance = self.fontMetrics().horizontalAdvance
        longest = max((advance(self.item(row).text()) for row in range(self.count())), default=0)
        self.setFixedWidth(longest + 44 + self.verticalScrollBar().sizeHint().width())

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._sections):
            self.chosen.emit(self._sections[row])
