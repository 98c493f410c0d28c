"""The strip of page pictures beside the preview: drawn only for the pages that come into view."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPixmap, QPixmapCache
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from station_desk.ui.core.guarding import called_by_qt

THUMB = QSize(104, 147)
"""The box of one page picture in pixels, in the proportion of A4."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PageModel(QAbstractListModel):
    """One row per page of a document; pictures are rendered on demand and kept in the pixmap cache."""

    def __init__(self, document: QPdfDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._generation = 0
        self._box = THUMB

    def reload(self) -> None:
        """The document shows another paper now."""
        self.beginResetModel()
        self._generation += 1
        # The list takes the first picture for as large as all: each gets the height of the highest, upright or across.
        heights = [self._scaled(page).height() for page in range(self._document.pageCount())]
        self._box = QSize(THUMB.width(), max(heights, default=THUMB.height()))
        self.endResetModel()

    @called_by_qt(0)
    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of pages."""
        return 0 if parent.isValid() else max(self._document.pageCount(), 0)

    @called_by_qt(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The page number and its picture."""
        if not index.isValid():
            return None
        page = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {page + 1} 页"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(page)
        return None

    def _picture(self, page: int) -> QPixmap:
        key = f"page-{id(self._document)}-{self._generation}-{page}"
        pixmap = QPixmap()
        if not QPixmapCache.find(key, pixmap):
            pixmap = _over_white(self._document.render(page, self._scaled(page)), self._box)
            QPixmapCache.insert(key, pixmap)
        return pixmap

    def _scaled(self, page: int) -> QSize:
        points = self._document.pagePointSize(page)
        return points.toSize().scaled(THUMB, Qt.AspectRatioMode.KeepAspectRatio)


def _over_white(page: QImage, box: QSize) -> QPixmap:
    """A page as it looks on paper, in the middle of a box; the renderer leaves the background transparent."""
    pixmap = QPixmap(box)
    pixmap.fill(Qt.GlobalColor.transparent)
    place = QRect(QPoint(0, 0), page.size())
    place.moveCenter(pixmap.rect().center())
    painter = QPainter(pixmap)
    painter.fillRect(place, Qt.GlobalColor.white)
    painter.drawImage(place, page)
    painter.setPen(Qt.GlobalColor.lightGray)
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.end()
    return pixmap


class PageStrip(QListView):
    """The page pictures as a list; ``page_chosen`` gives the page number from 0."""

    page_chosen = Signal(int)

    def __init__(self, document: QPdfDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PageModel(document, self)
        self.setModel(self.pages)
        self.setObjectName("pageStrip")
        self.setAccessibleName("页面缩略图")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(THUMB)
        self.setSpacing(8)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(THUMB.width() + 56)
        self.selectionModel().currentChanged.connect(lambda now, _: self.page_chosen.emit(now.row()))

    def show_current(self, page: int) -> None:
        """Mark the page that the reader is looking at, without making the reader jump."""
        if page == self.currentIndex().row():
            return
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.pages.index(page))
        self.blockSignals(blocked)
