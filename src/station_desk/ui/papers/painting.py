"""Drawing the marks of a finished paper with Qt: text as glyphs of its own fonts, so that a printer gets text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
    QTransform,
)

from station_desk.services.papers.drawn import (
    EM,
    Colour,
    FaceProgram,
    Glyphs,
    Ink,
    Mark,
    Matrix,
    Picture,
    Segment,
    Shape,
)

_CAPS = (Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap)
_JOINS = (Qt.PenJoinStyle.MiterJoin, Qt.PenJoinStyle.RoundJoin, Qt.PenJoinStyle.BevelJoin)
_UPRIGHT = Matrix(1, 0, 0, -1, 0, 0)
"""Glyphs and pictures of Qt hang downwards."""


class Faces:
    """The fonts of papers while they are drawn; they are let go when it is closed."""

    def __init__(self) -> None:
        self._fonts: dict[str, QRawFont] = {}
        self._places: list[int] = []

    def close(self) -> None:
        """Let the fonts go; nothing may be drawn with them any more."""
        self._fonts.clear()
        for place in self._places:
            QFontDatabase.removeApplicationFont(place)

    def font(self, face: FaceProgram) -> QRawFont:
        """A face with so many pixels to the em as its glyphs are placed in."""
        font = self._fonts.get(face.family)
        if font is None:
            place = QFontDatabase.addApplicationFontFromData(QByteArray(face.program))
            self._places.append(place)
            font = QRawFont.fromFont(QFont(QFontDatabase.applicationFontFamilies(place)[0]))
            font.setPixelSize(EM)
            self._fonts[face.family] = font
        return font


def draw_marks(painter: QPainter, marks: Iterable[Mark], height: float, scale: float, faces: Faces) -> None:
    """Draw a page of so many points height, with so many dots to the point."""
    page = Matrix(scale, 0, 0, -scale, 0, height * scale)
    for mark in marks:
        match mark:
            case Glyphs():
                _draw_glyphs(painter, mark, page, faces)
            case Shape():
                _draw_shape(painter, mark, page)
            case Picture():
                _draw_picture(painter, mark, page)


def _draw_glyphs(painter: QPainter, mark: Glyphs, page: Matrix, faces: Faces) -> None:
    font = faces.font(mark.face)
    painter.setTransform(_transform(_UPRIGHT.then(mark.matrix).then(page)))
    painter.setPen(_colour(mark.colour))
    run = QGlyphRun()
    run.setRawFont(font)
    run.setGlyphIndexes(list(mark.numbers))
    run.setPositions([QPointF(place, 0) for place in mark.places])
    painter.drawGlyphRun(QPointF(0, 0), run)
    if mark.stroke:
        pen = QPen(_colour(mark.colour), mark.stroke)
        for number, place in zip(mark.numbers, mark.places, strict=True):
            painter.strokePath(font.pathForGlyph(number).translated(place, 0), pen)


def _draw_shape(painter: QPainter, mark: Shape, page: Matrix) -> None:
    painter.setTransform(_transform(mark.matrix.then(page)))
    path = _path(mark.path)
    if mark.fill is not None:
        path.setFillRule(Qt.FillRule.OddEvenFill if mark.even_odd else Qt.FillRule.WindingFill)
        painter.fillPath(path, _colour(mark.fill))
    if mark.ink is not None:
        painter.strokePath(path, _pen(mark.ink))


def _path(segments: Iterable[Segment]) -> QPainterPath:
    path = QPainterPath()
    for kind, numbers in segments:
        match kind:
            case "m":
                path.moveTo(*numbers)
            case "l":
                path.lineTo(*numbers)
            case "c":
                path.cubicTo(*numbers)
            case "re":
                path.addRect(*numbers)
            case _:
                path.closeSubpath()
    return path


def _draw_picture(painter: QPainter, mark: Picture, page: Matrix) -> None:
    # The unit square of a picture stands upwards; Qt draws its rows downwards from the top.
    hung = Matrix(1, 0, 0, -1, 0, 1)
    painter.setTransform(_transform(hung.then(mark.matrix).then(page)))
    image = QImage(mark.rgb, mark.width, mark.height, mark.width * 3, QImage.Format.Format_RGB888)
    painter.drawImage(QRectF(0, 0, 1, 1), image)


def _pen(ink: Ink) -> QPen:
    pen = QPen(_colour(ink.colour), ink.width, Qt.PenStyle.SolidLine, _CAPS[ink.cap], _JOINS[ink.join])
    if ink.dashes and ink.width:
        pen.setDashPattern([dash / ink.width for dash in ink.dashes])
        pen.setDashOffset(ink.phase / ink.width)
    return pen


def _colour(colour: Colour) -> QColor:
    return QColor.fromRgbF(*colour)


def _transform(matrix: Matrix) -> QTransform:
    return QTransform(*matrix)
