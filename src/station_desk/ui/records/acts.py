"""Around a list of records: the buttons and the menu of what can be done, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from station_desk.domain.records.record import Kind
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.look import style
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.records.task_button import Task, TaskButton

FINDING = "正在查找……"


class Acting(Protocol):
    """A list of records that can be acted upon."""

    kind: Kind

    @property
    def table(self) -> QAbstractItemView:
        """Where its rows are."""

    def add(self) -> None:
        """Open the editor on a new record."""

    def edit(self) -> None:
        """Open the editor on the current record."""

    def remove(self) -> None:
        """Delete the selected records."""

    def seal(self) -> None:
        """Seal the current record."""

    def begin(self, task: Task) -> None:
        """Begin a task with the current record."""


class RecordActs:
    """The buttons of a list beside its title, and the same as a menu over its rows."""

    def __init__(self, records: Acting, tasks: TaskButton, prints: PrintMenu, *, writable: bool) -> None:
        self._records, self._tasks, self._prints, self._writable = records, tasks, prints, writable
        self._add = _act("新增(&A)", "add", records.add, "按 Ctrl+N 也行")
        style.set_role(self._add, "primary")
        text = "编辑(&I)" if writable else "打开(&O)"
        self._edit = _act(text, "edit", records.edit, "先在列表里选中一条；双击一条，或者按回车也行")
        self._remove = _act("删除(&D)", "remove", records.remove, "先在列表里选中要删除的；按 Del 键也行")

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """The buttons in their order."""
        return (self._add, self._edit, self._remove, self._tasks, self._prints)

    def update_state(self) -> None:
        """Offer what can be done now, with a record chosen or none."""
        chosen = self._records.table.selectionModel().hasSelection()
        self._add.setEnabled(self._writable)
        self._edit.setEnabled(chosen)
        self._remove.setEnabled(chosen and self._writable)
        self._tasks.update_state(chosen=chosen, writable=self._writable)
        self._prints.update_state(chosen)

    def show_menu(self, at: QPoint) -> None:
        """Show the menu at a place of the table."""
        table = self._records.table
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in (self._add, self._edit, self._remove):
            action = menu.addAction(one.text())
            action.setEnabled(one.isEnabled())
            action.triggered.connect(one.click)
        if self._tasks.isEnabled():
            self._tasks.fill(menu, self._records.begin, writable=self._writable)
        if self._records.kind.sealable:
            action = menu.addAction("封存未成年人记录…")
            action.setEnabled(self._remove.isEnabled())
            action.triggered.connect(self._records.seal)
        menu.popup(table.viewport().mapToGlobal(at))


class NarrowedNote(QWidget):
    """Says that only some records are in view, since they were gone to from elsewhere; hidden while that is not so."""

    def __init__(self, show_all: Callable[[], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(plain_label("正在只看从别处跳转过来的这一部分记录。", "warning"))
        row.addWidget(button("显示全部", "showAll", show_all))
        row.addStretch(1)
        self.hide()


class NoRecords(QWidget):
    """Why no record is listed, and the way on from there."""

    def __init__(self, label: str, way_out: Callable[[], object]) -> None:
        super().__init__()
        self._label = label
        self._why = plain_label("", "subtitle")
        self._why.setObjectName("empty")
        self._hint = plain_label("", "muted", wrap=True)
        self._way_out = button("", "wayOut", way_out)
        box = QVBoxLayout(self)
        box.addStretch(1)
        for line in (self._why, self._hint):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(line)
        box.addWidget(self._way_out, 0, Qt.AlignmentFlag.AlignCenter)
        box.addStretch(2)

    def show_state(self, *, narrowed: bool, writable: bool, busy: bool) -> None:
        """Say that they are being looked for, that none is wanted by the filter, or that there is none yet."""
        self._way_out.setVisible((narrowed or writable) and not busy)
        if busy:
            self._why.setText(FINDING)
            self._hint.setText("")
            return
        self._why.setText("没有符合条件的记录" if narrowed else f"还没有登记{self._label}")
        hint = "换一个词，或者放宽筛选条件。" if narrowed else "点“新增”填写第一条，保存后就列在这里。"
        self._hint.setText(hint if narrowed or writable else "")
        self._way_out.setText("清除查找和筛选" if narrowed else f"新增{self._label}")


def _act(text: str, name: str, act: Callable[[], object], tip: str) -> QPushButton:
    made = button(text, name, act)
    made.setToolTip(tip)
    return made
