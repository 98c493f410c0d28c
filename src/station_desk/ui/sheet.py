"""The Qt style sheet of the program.

Named looks (set with ``style.mark``): ``title``, ``subtitle``, ``section``, ``muted``, ``problem``, ``warning``, ``good``,
``figure`` for labels; ``primary``, ``danger``, ``link`` for buttons; ``card``, ``panel``, ``banner``, ``alarm`` for frames.
"""

from __future__ import annotations

from string import Template

from station_desk import paths
from station_desk.ui.colours import Colours

_SHEET = Template("""
* { font-family: "$family"; font-size: ${body}pt; }
QToolTip { background: $paper; color: $ink; border: 1px solid $line; padding: 6px; }
QMainWindow, QDialog { background: $ground; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }

QLabel { background: transparent; color: $ink; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="subtitle"] { font-size: ${subtitle}pt; font-weight: 600; }
QLabel[role="section"] { font-size: ${subtitle}pt; font-weight: 600; color: $accent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="problem"] { color: $danger; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="good"] { color: $good; }
QLabel[role="figure"] { font-size: ${figure}pt; font-weight: 600; color: $accent; }

QFrame[role="card"] { background: $paper; border: 1px solid $line; border-radius: 6px; }
QFrame[role="card"]:focus, QFrame[role="card"]:hover { border: 2px solid $accent; }
QFrame[role="panel"] { background: $paper; border: 1px solid $line; border-radius: 6px; }
QFrame[role="banner"] { background: $warning_soft; border: 1px solid $warning; border-radius: 4px; }
QFrame[role="alarm"] { background: $danger_soft; border: 1px solid $danger; border-radius: 4px; }

QPushButton, QToolButton { background: $paper; border: 1px solid $line; border-radius: 4px; padding: 6px 14px; min-height: 20px; }
QToolButton { padding: 6px 10px; }
QPushButton:hover, QToolButton:hover { border-color: $accent; background: $accent_soft; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled, QToolButton:disabled { color: #8a94a3; background: $ground; border-color: $line; }
QPushButton[role="primary"] { background: $accent; color: $paper; border-color: $accent; }
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed { background: $accent_dark; }
QPushButton[role="primary"]:focus { border: 2px solid $ink; }
QPushButton[role="primary"]:disabled { background: #9db3d0; border-color: #9db3d0; color: $paper; }
QPushButton[role="danger"] { background: $danger; color: $paper; border-color: $danger; }
QPushButton[role="danger"]:focus { border: 2px solid $ink; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 4px 6px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; background: transparent; }
QPushButton[role="link"]:focus { border: 1px solid $accent; padding: 4px 6px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QComboBox, QListWidget { background: $paper; border: 1px solid #9aa6b5; border-radius: 4px;
    selection-background-color: $accent; selection-color: $paper; }
QLineEdit, QComboBox { padding: 5px 8px; min-height: 22px; }
QPlainTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QListWidget:focus { border: 2px solid $accent; }
QLineEdit:focus, QComboBox:focus { padding: 4px 7px; }
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $ground; color: #5b6675; }
QLineEdit[role="problem"], QPlainTextEdit[role="problem"], QComboBox[role="problem"] { border: 2px solid $danger; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: url("$icons/down.svg"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $line; selection-background-color: $accent;
    selection-color: $paper; outline: 0; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 3px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $accent; background: $accent_soft; }
QCheckBox::indicator { width: 18px; height: 18px; border: 1px solid #7c8998; border-radius: 3px; background: $paper; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$icons/check.svg"); }
QCheckBox::indicator:disabled { background: $ground; }
QCheckBox::indicator:checked:disabled { background: #9db3d0; border-color: #9db3d0; }

QMenuBar { background: $paper; border-bottom: 1px solid $line; padding: 2px 6px; }
QMenuBar::item { padding: 6px 12px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; color: $accent; }
QMenu { background: $paper; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 7px 28px 7px 28px; border-radius: 3px; }
QMenu::item:selected { background: $accent; color: $paper; }
QMenu::item:disabled { color: #8a94a3; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QTabWidget::pane { border: 0; border-top: 1px solid $line; background: $ground; }
QTabBar { background: $paper; qproperty-drawBase: 0; }
QTabBar::tab { background: $paper; color: $muted; padding: 10px 22px 8px 22px; border: 0; border-bottom: 3px solid transparent; }
QTabBar::tab:hover { color: $accent; background: $accent_soft; }
QTabBar::tab:selected { color: $accent; border-bottom: 3px solid $accent; font-weight: 600; }
QTabBar::tab:focus { background: $accent_soft; }

QListWidget[role="pages"] { background: $paper; border: 0; border-right: 1px solid $line; border-radius: 0; padding: 8px 6px; outline: 0; }
QListWidget[role="pages"]::item { padding: 9px 12px; border-radius: 4px; color: $ink; }
QListWidget[role="pages"]::item:hover { background: $accent_soft; }
QListWidget[role="pages"]::item:selected { background: $accent; color: $paper; }
QListWidget[role="pages"]::item:disabled { color: $muted; background: transparent; padding: 12px 6px 4px 6px; }

QTableView { background: $paper; alternate-background-color: #f7f9fb; border: 1px solid $line; border-radius: 4px;
    gridline-color: #e3e8ee; selection-background-color: $accent_soft; selection-color: $ink; outline: 0; }
QTableView:focus { border: 2px solid $accent; }
QTableView::item { padding: 4px 8px; border: 0; }
QTableView::item:selected { background: #cfe0f5; color: $ink; }
QHeaderView { background: $paper; border: 0; }
QHeaderView::section { background: #e9eef4; color: $ink; border: 0; border-right: 1px solid $line; border-bottom: 1px solid $line;
    padding: 7px 8px; font-weight: 600; }
QHeaderView::section:hover { background: $accent_soft; }
QHeaderView::up-arrow { image: url("$icons/up.svg"); width: 10px; height: 10px; subcontrol-position: center right; right: 6px; }
QHeaderView::down-arrow { image: url("$icons/down.svg"); width: 10px; height: 10px; subcontrol-position: center right; right: 6px; }
QTableCornerButton::section { background: #e9eef4; border: 0; }

QStatusBar { background: $paper; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: 0; }
QProgressBar { border: 1px solid $line; border-radius: 4px; background: $paper; text-align: center; min-height: 18px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle { background: #b3bdc9; border-radius: 5px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: #8d99a8; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(colours: Colours, points: int, family: str) -> str:
    """The style sheet for a size of body text in points."""
    return _SHEET.substitute(
        vars(colours),
        family=family,
        body=points,
        subtitle=points + 2,
        title=points + 6,
        figure=points + 11,
        icons=paths.resources("icons").as_posix(),
    )
