"""The question how a form is to be printed: on which sheet, with which columns, and whose part of a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.keeping.prints import Shape
from station_desk.services.forms.shape import Choices
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.look import style
from station_desk.ui.papers.reshaping import Reshaping

_WIDTH = 24
"""Width of the dialog in Chinese letters."""
_ROWS = 10
_KEY = Qt.ItemDataRole.UserRole


def ask_shape(parent: QWidget, reshaping: Reshaping, shape: Shape) -> Shape | None:
    """How the paper is to be printed; None when it shall stay as it is."""
    dialog = ShapeDialog(reshaping, shape, parent)
    accepted = dialog.exec() == dialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.chosen if accepted and dialog.chosen != shape else None


class ShapeDialog(Dialog):
    """Shows what a paper was made with, to be changed."""

    def __init__(self, reshaping: Reshaping, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        choices = reshaping.choices
        self.setWindowTitle("版面")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * _WIDTH)
        self.paper = StillComboBox()
        for paper in choices.papers:
            self.paper.addItem(f"{paper} 纸", paper)
        self.paper.setCurrentIndex(max(0, self.paper.findData(shape.paper or choices.papers[0])))
        self.columns = _column_list(choices.columns, shape.without)
        self.by = StillComboBox()
        self.by.addItem("全部", "")
        for share in reshaping.shares() if reshaping.whose else ():
            self.by.addItem(f"{share.title}（{share.count} 条）", share.by)
        self.by.setCurrentIndex(max(0, self.by.findData(shape.by)))
        self.again = QPushButton("重新排版(&R)")
        self.again.clicked.connect(self.accept)
        self._arrange(choices, reshaping.whose)

    def _arrange(self, choices: Choices, whose: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        fields = QFormLayout()
        if len(choices.papers) > 1:
            fields.addRow("纸张(&P)：", self.paper)
        if whose:
            fields.addRow(f"只印一个{whose}(&B)：", self.by)
        layout.addLayout(fields)
        if choices.columns:
            layout.addWidget(plain_label("要印的栏目（去掉勾的不印；登记簿必备的栏目不在这里）：", wrap=True))
            layout.addWidget(self.columns)
        style.set_role(self.again, "primary")
        keep = QPushButton("不改(&C)")
        keep.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(self.again)
        layout.addLayout(row)

    @property
    def chosen(self) -> Shape:
        """What is chosen now; the sheet of the form as it is made stands for itself."""
        items = [self.columns.item(row) for row in range(self.columns.count())]
        without = tuple(item.data(_KEY) for item in items if item.checkState() is Qt.CheckState.Unchecked)
        usual = not self._shape.paper and self.paper.currentIndex() == 0
        return Shape("" if usual else self.paper.currentData(), without, self.by.currentData())


def _column_list(columns: Mapping[str, str], without: Sequence[str]) -> QListWidget:
    shown = QListWidget()
    shown.setObjectName("columns")
    shown.setAccessibleName("要印的栏目")
    for key, label in columns.items():
        item = QListWidgetItem(label, shown)
        item.setData(_KEY, key)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setCheckState(Qt.CheckState.Unchecked if key in without else Qt.CheckState.Checked)
    rows = min(max(len(columns), 1), _ROWS)
    shown.setFixedHeight(rows * (shown.sizeHintForRow(0) if columns else 0) + 2 * shown.frameWidth() + 4)
    return shown
