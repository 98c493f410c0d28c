"""One attachment, shown inside the program: nothing is written to a temporary file and no other program is started."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_desk.domain.keeping.files import is_picture
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.look.pictures import pixmap


class AttachmentView(Dialog):
    """Shows a picture fitted to the window, or the pages of a PDF."""

    def __init__(self, name: str, media: str, data: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        screen = self.screen().availableGeometry()
        self.resize(min(1000, screen.width() - 60), min(760, screen.height() - 80))
        box = QVBoxLayout(self)
        box.addWidget(plain_label(name, "subtitle"))
        box.addWidget(_Picture(data) if is_picture(media) else _pages(data, self), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton("关闭(&C)")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        box.addLayout(row)


class _Picture(QLabel):
    """A picture as large as there is room."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._whole = pixmap(data)
        self.setMinimumSize(QSize(200, 150))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if self._whole.isNull():
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText("这个图片显示不了，可以另存以后用别的程序打开。")

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture anew."""
        super().resizeEvent(event)
        if not self._whole.isNull():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.setPixmap(self._whole.scaled(self.size(), keep, smooth))


def _pages(data: bytes, parent: QWidget) -> QWidget:
    buffer = QBuffer(parent)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(parent)
    document.load(buffer)
    if document.pageCount() == 0:
        return plain_label("这个PDF显示不了，可以另存以后用别的程序打开。", wrap=True)
    view = QPdfView(parent)
    view.setDocument(document)
    view.setPageMode(QPdfView.PageMode.MultiPage)
    view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
    return view
