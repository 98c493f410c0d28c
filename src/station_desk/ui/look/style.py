"""One look for the whole program: type, colours and spacing, in three sizes of type."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from station_desk import paths
from station_desk.ui.look.colours import COLOURS
from station_desk.ui.look.sheet import style_sheet

SYSTEM_FONTS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Chinese screen fonts that office computers have, best first."""

SHIPPED_FONT = "NotoSansSC-Regular.ttf"
RARE_FONTS = ("SimSun-ExtB", "MingLiU-ExtB", "HanaMinB")
"""Fonts with the rare characters that personal names have and the screen font lacks."""
SHIPPED_RARE_FONT = "HanaMinB.ttf"
_SIZE_KEY = "view/text_size"


class TextSize(Enum):
    """The size of type chosen in the menu."""

    STANDARD = "standard"
    LARGE = "large"
    HUGE = "huge"

    @property
    def label(self) -> str:
        """The Chinese name in the menu."""
        return {"standard": "标准", "large": "大", "huge": "特大"}[self.value]

    @property
    def points(self) -> int:
        """The size of body text in points."""
        return {"standard": 11, "large": 13, "huge": 16}[self.value]


def install(app: QApplication, size: TextSize) -> None:
    """Give the program its look."""
    fusion = QStyleFactory.create("Fusion")
    app.setStyle(fusion)
    app.setPalette(_palette())
    apply_size(app, size)


def apply_size(app: QApplication, size: TextSize) -> None:
    """Change the size of type everywhere at once."""
    families = _families()
    font = QFont(families)
    font.setPointSize(size.points)
    app.setFont(font)
    app.setStyleSheet(style_sheet(COLOURS, size.points, families))


def saved_size(settings: QSettings) -> TextSize:
    """The size of type chosen last time."""
    stored = settings.value(_SIZE_KEY, TextSize.STANDARD.value)
    return next((size for size in TextSize if size.value == stored), TextSize.STANDARD)


def save_size(settings: QSettings, size: TextSize) -> None:
    """Remember the size of type for the next time."""
    settings.setValue(_SIZE_KEY, size.value)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget one of the named looks of the style sheet (see window.qss) and redraw it."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def colour(name: str) -> QColor:
    """A colour of the program by its name in ``Colours``."""
    return QColor(str(getattr(COLOURS, name)))


def _families() -> list[str]:
    """The screen font and the one for characters it lacks: those of the system, else those shipped."""
    return [_family(SYSTEM_FONTS, SHIPPED_FONT), _family(RARE_FONTS, SHIPPED_RARE_FONT)]


def _family(names: tuple[str, ...], shipped: str) -> str:
    installed = set(QFontDatabase.families())
    for name in names:
        if name in installed:
            return name
    number = QFontDatabase.addApplicationFont(str(paths.resources("fonts", shipped)))
    loaded = QFontDatabase.applicationFontFamilies(number)
    return loaded[0] if loaded else QApplication.font().family()


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, name in (
        (role.Window, "ground"),
        (role.WindowText, "ink"),
        (role.Base, "paper"),
        (role.AlternateBase, "ground"),
        (role.Text, "ink"),
        (role.Button, "paper"),
        (role.ButtonText, "ink"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "paper"),
        (role.ToolTipBase, "paper"),
        (role.ToolTipText, "ink"),
        (role.PlaceholderText, "muted"),
        (role.Link, "accent"),
        (role.Mid, "line"),
    ):
        palette.setColor(where, colour(name))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, colour("faint"))
    return palette
