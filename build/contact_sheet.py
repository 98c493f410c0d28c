"""Pictures of every form in its three fillings, and one sheet with all first pages, for looking at.

Run through `python3 build/dev.py forms`.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from tests.printing.fillings import FILLINGS, render_filled
from tests.printing.golden import all_forms

from station_desk.printing.forms.definition import Form
from station_desk.printing.type.fonts import Fonts

ROOT: Final = Path(__file__).parents[1]
DOTS_PER_INCH: Final = 80
_TILE: Final = QSize(240, 300)
_COLUMNS: Final = 9
_POINTS_PER_INCH: Final = 72


def write_all(folder: Path, wanted: Sequence[str] = ()) -> list[Path]:
    """Write PDF and pages of the forms named, or of all, and the sheet; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = Fonts(ROOT / "resources" / "fonts")
    forms = [form for form in all_forms().values() if not wanted or form.id in wanted]
    written, firsts = [], []
    for form in forms:
        for path, page in _pages(form, fonts, folder):
            page.save(str(path))
            written.append(path)
            if path.stem.endswith("-1"):
                firsts.append(page)
    sheet = folder / "contact-sheet.png"
    _sheet(firsts).save(str(sheet))
    return [sheet, *written]


def _pages(form: Form, fonts: Fonts, folder: Path) -> Iterator[tuple[Path, QImage]]:
    for filling in FILLINGS:
        pdf = render_filled(form, filling, fonts).pdf
        (folder / f"{form.id}-{filling}.pdf").write_bytes(pdf)
        buffer = QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        for number in range(document.pageCount()):
            size = document.pagePointSize(number) * (DOTS_PER_INCH / _POINTS_PER_INCH)
            page = QImage(size.toSize(), QImage.Format.Format_RGB32)
            page.fill(Qt.GlobalColor.white)
            painter = QPainter(page)
            painter.drawImage(0, 0, document.render(number, page.size()))
            painter.end()
            yield folder / f"{form.id}-{filling}-{number + 1}.png", page
        document.close()


def _sheet(pages: Sequence[QImage]) -> QImage:
    rows = -(-len(pages) // _COLUMNS)
    sheet = QImage(_TILE.width() * _COLUMNS, _TILE.height() * rows, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#b8bcc4"))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    inner = _TILE - QSize(12, 12)
    for number, page in enumerate(pages):
        row, column = divmod(number, _COLUMNS)
        small = page.scaled(
            inner, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        place = QRect(column * _TILE.width() + 6, row * _TILE.height() + 6, small.width(), small.height())
        painter.drawImage(place, small)
    painter.end()
    return sheet


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    write_all(Path(sys.argv[1]), sys.argv[2:])
