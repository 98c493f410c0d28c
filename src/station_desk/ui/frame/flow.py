"""A row of widgets that goes on in another row where the window is too narrow for one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from station_desk.ui.core.guarding import called_by_qt

_NO_MARGINS = (0, 0, 0, 0)


class FlowLayout(QLayout):
    """Lays widgets out from the left in as many rows as they need.

    ``spring()``: what is added after it stands at the right end of its row, as long as it begins no row itself. A
    widget that likes to expand takes what is left of its row. A label and its field go into one holder, else they
    would be parted.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self.setContentsMargins(*_NO_MARGINS)
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []
        self._spring: int | None = None

    def spring(self) -> None:
        """Push what is added from now on to the right."""
        self._spring = len(self._items)

    @called_by_qt(None)
    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in at the end."""
        self._items.append(item)

    @called_by_qt(0)
    def count(self) -> int:
        """The number of items."""
        return len(self._items)

    @called_by_qt(None)
    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @called_by_qt(None)
    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # as above
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @called_by_qt(Qt.Orientation.Horizontal)
    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more height than its rows need."""
        return Qt.Orientation.Horizontal

    @called_by_qt(False)
    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    @called_by_qt(0)
    def heightForWidth(self, width: int) -> int:
        """The height of the rows at a width."""
        edges = self.contentsMargins()
        inner = QRect(0, 0, width - edges.left() - edges.right(), 0)
        return self._arrange(inner, move=False) + edges.top() + edges.bottom()

    @called_by_qt(QSize)
    def minimumSize(self) -> QSize:
        """The widest item alone in its row."""
        least = QSize()
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least.grownBy(self.contentsMargins())

    @called_by_qt(QSize)
    def sizeHint(self) -> QSize:
        """Everything in one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        height = max((size.height() for size in sizes), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    @called_by_qt(None)
    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        top = rect.top()
        for row in self._rows(rect.width()):
            height = max(item.sizeHint().height() for item in row)
            if move:
                self._place(row, QRect(rect.left(), top, rect.width(), height))
            top += height + self.spacing()
        return max(top - self.spacing() - rect.top(), 0)

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if not rows or used + self.spacing() + wide > width:
                rows.append([item])
                used = wide
            else:
                rows[-1].append(item)
                used += self.spacing() + wide
        return rows

    def _place(self, row: list[QLayoutItem], room: QRect) -> None:
        widths = [min(item.sizeHint().width(), room.width()) for item in row]
        spare = room.width() - sum(widths) - self.spacing() * (len(row) - 1)
        growing = [n for n, item in enumerate(row) if item.expandingDirections() & Qt.Orientation.Horizontal]
        if growing and spare > 0:
            widths[growing[0]] += spare
            spare = 0
        pushed = self._items[self._spring :] if self._spring is not None else []
        left = room.left()
        for number, (item, width) in enumerate(zip(row, widths, strict=True)):
            if number and item in pushed and row[number - 1] not in pushed:
                left += max(spare, 0)
            high = min(item.sizeHint().height(), room.height())
            item.setGeometry(
                QRect(QPoint(left, room.top() + (room.height() - high) // 2), QSize(width, high))
            )
            left += width + self.spacing()
