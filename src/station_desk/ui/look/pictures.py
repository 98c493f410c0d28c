"""Pictures and PDFs for the screen: small pictures of them, and photos made smaller before they are attached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument

from station_desk.domain.keeping.files import FORMATS, MOST_UNPACKED, beyond_measure, is_picture, media_of

THUMB = 160
"""Pixels of the longer side of a small picture."""
SCALED = 2000
"""Pixels of the longer side of a picture made smaller: a page of A4 stays readable."""
_QUALITY = 85
_NO_FORMAT = "none"


def thumbnail(data: bytes, media: str) -> bytes:
    """A small picture (PNG) of a picture or of the first page of a PDF; b"" when it cannot be shown."""
    image = _image(data, THUMB) if is_picture(media) else _first_page(data)
    return b"" if image.isNull() else _written(_fitted(image, THUMB), b"PNG", -1)


def is_large(data: bytes, media: str) -> bool:
    """Whether a picture is worth making smaller before it is attached."""
    if not is_picture(media):
        return False
    with _reader(data) as reader:
        size = reader.size()
    return max(size.width(), size.height()) > SCALED


def scaled_down(data: bytes) -> bytes:
    """A picture as a JPEG of moderate size, upright and without what the camera noted in it; b"" when unreadable."""
    image = _image(data, SCALED)
    if image.isNull():
        return b""
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return _written(paper, b"JPEG", _QUALITY)


def small_pixmap(thumb: bytes) -> QPixmap:
    """A small picture from the file, which may hold anything in its place; a null one when it cannot be read."""
    return QPixmap.fromImage(_image(thumb, THUMB))


def pixmap(data: bytes) -> QPixmap:
    """A picture for the screen; a null one when it cannot be read."""
    return QPixmap.fromImage(_image(data, SCALED))


@contextmanager
def _reader(data: bytes) -> Iterator[QImageReader]:
    """Reads a picture from memory; the buffer behind it lives as long as the reader is used."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # Qt would try every format it has a plug-in for, drawings that never end among them.
    form = "" if beyond_measure(data) else FORMATS.get(media_of(data), "")
    reader = QImageReader(buffer, QByteArray((form or _NO_FORMAT).lower().encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    reader.setAllocationLimit(MOST_UNPACKED >> 20)
    yield reader
    buffer.close()


def _image(data: bytes, longest: int) -> QImage:
    with _reader(data) as reader:
        size = reader.size()
        if size.isValid() and max(size.width(), size.height()) > longest:
            # Decoding at the wanted size keeps a picture of enormous claimed size from filling the memory.
            reader.setScaledSize(size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()


def _first_page(data: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    image = QImage()
    if document.pageCount() > 0:
        size = document.pagePointSize(0).toSize().scaled(THUMB, THUMB, Qt.AspectRatioMode.KeepAspectRatio)
        page = document.render(0, size)
        image = QImage(page.size(), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.drawImage(0, 0, page)
        painter.end()
    document.close()
    buffer.close()
    return image


def _fitted(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(longest, longest, keep, smooth)


def _written(image: QImage, form: bytes, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form))
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())
