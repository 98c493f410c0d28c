"""The pages of a paper on screen: zooming from what is shown, by key and wheel, and going from page to page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from station_desk.ui.core.guarding import called_by_qt

ZOOM_STEP = 1.2
ZOOM_RANGE = (0.25, 4.0)
FitMode = QPdfView.ZoomMode
_NOTCH = 120
"""What one click of a mouse wheel counts; a touchpad sends fractions of it."""
_POINTS_PER_INCH = 72


class PaperView(QPdfView):
    """Shows a document page under page, fitted to its width at first."""

    def __init__(self, document: QPdfDocument, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDocument(document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(FitMode.FitToWidth)
        self.setAccessibleName("页面内容")

    @property
    def current(self) -> int:
        """The page looked at, from 0."""
        return self.pageNavigator().currentPage()

    def go(self, page: int) -> None:
        """Show a page from its top; nothing happens past either end."""
        if 0 <= page < self.document().pageCount():
            self.pageNavigator().jump(page, QPointF(), self.pageNavigator().currentZoom())

    def go_last(self) -> None:
        """Show the last page."""
        self.go(self.document().pageCount() - 1)

    def zoom(self, factor: float) -> None:
        """Show everything larger or smaller than it is now, also when it was fitted."""
        least, most = ZOOM_RANGE
        wanted = self._shown_zoom() * factor
        self.setZoomMode(FitMode.Custom)
        self.setZoomFactor(min(max(wanted, least), most))

    @called_by_qt(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms, as in any reader; alone it scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP ** (event.angleDelta().y() / _NOTCH))
            event.accept()
        else:
            super().wheelEvent(event)

    def _shown_zoom(self) -> float:
        """The zoom that is seen: the view does not tell it while it fits pages itself."""
        if self.zoomMode() == FitMode.Custom or not self.document().pageCount():
            return self.zoomFactor()
        page = self.document().pagePointSize(self.current)
        margins = self.documentMargins()
        wide = (self.viewport().width() - margins.left() - margins.right()) / page.width()
        high = (self.viewport().height() - margins.top() - margins.bottom()) / page.height()
        fitting = wide if self.zoomMode() == FitMode.FitToWidth else min(wide, high)
        return fitting * _POINTS_PER_INCH / self.logicalDpiX()
