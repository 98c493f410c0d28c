"""The parts of one kind on the page of their record: a heading that counts them, a small table, its buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_desk.domain.fields.types import NumberType, TextType, clip
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind, Record
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.records.held_parts import HeldParts
from station_desk.ui.dialogs.records.part_dialog import PartDialog
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.folding import Fold
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line

_NAMED = 4
"""Parts named beside the heading."""
_HIGHEST = 8
"""Rows in view at once; more are scrolled to."""


class PartsTable(ValueTable):
    """All columns are in view, each cut where room ends. ``adding``: another row is wanted."""

    adding = Signal()

    def fit_columns(self, widths: list[int], spare: list[int]) -> None:
        """Cut the widest columns until all are in view: nobody scrolls sideways within a page."""
        most = max(widths, default=0)
        while most > 1 and sum(min(width, most) for width in widths) > self.room:
            most -= 1
        for column, width in enumerate(widths):
            self.setColumnWidth(column, min(width, most))

    def fit_height(self) -> None:
        """Be as high as the rows, up to some."""
        rows = min(max(self.list.rowCount(), 1), _HIGHEST) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 4)

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds a row."""
        if event.key() == Qt.Key.Key_Insert:
            self.adding.emit()
        else:
            super().keyPressEvent(event)


def _column(field: Field) -> Column:
    return Column(field.label, 0, isinstance(field.type, NumberType), isinstance(field.type, TextType))


class PartSection(Fold):
    """Adds, changes and takes away parts of one kind.

    ``changed``: the parts are others now; ``person_wanted`` brings the id of a person whose page is asked for.
    """

    changed = Signal()
    person_wanted = Signal(object)

    def __init__(self, hub: Hub, parts: HeldParts, kind: Kind, *, is_open: bool) -> None:
        self._hub, self._parts, self.kind = hub, parts, kind
        self._fields = [each for each in kind.fields if each.listed]
        super().__init__(kind.label, self._made, is_open=is_open)
        self.setObjectName(f"parts.{kind.key}")
        self.refresh()

    def refresh(self) -> None:
        """Show the parts as they are now."""
        held, fault = self._parts.of(self.kind.key), self._parts.faults.get(self.kind.key, "")
        self.show_title(f"{self.kind.label}（{len(held)}）" if held else self.kind.label)
        names = [clip(self._hub.session.reader.name_of(part), 20) for part in held[:_NAMED]]
        told = "、".join(names) + ("等" if len(held) > _NAMED else "")
        self.show_note(fault or told, "problem" if fault else "muted")
        if self.has_body:
            self.table.show_lines([self._line(part) for part in held])
            self.table.fit_height()
            self.table.setVisible(bool(held))
            self._update_buttons()

    def add(self) -> None:
        """Open the form on a new part."""
        if self._may_write:
            draft = self._hub.ask(lambda: self._parts.draft(self.kind), self)
            if draft is not None:
                self._open(draft)

    def edit(self) -> PartDialog | None:
        """Open the form on the chosen part."""
        part = self._chosen
        return None if part is None else self._open(part)

    def remove(self) -> None:
        """Take the chosen part away after asking; it is gone once the record is saved."""
        part = self._chosen
        if part is None or not self._may_write:
            return
        question = f"要删除{self.kind.label}“{self._name(part)}”吗？"
        leaning = "、".join(f"{each.KIND.label}“{self._name(each)}”" for each in self._parts.leaning_on(part))
        detail = f"{leaning}也一起删除。" if leaning else ""
        detail += "保存这一页以后才真正删除；不保存就关闭，什么都不变。"
        if messages.confirm(self, question, detail, yes="删除", no="保留", dangerous=True):
            self._parts.take(part)
            self._tell()

    def choose(self, part_id: int) -> None:
        """Bring a part into view and stand on it."""
        self.unfold()
        self.table.choose(part_id)
        self.enter()

    def enter(self) -> None:
        """Stand on the table, or where the first part is added."""
        self.unfold()
        target: QWidget = self.table if self.table.list.rowCount() else self._add
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _may_write(self) -> bool:
        return not self._hub.session.read_only and self.kind.key not in self._parts.faults

    @property
    def _chosen(self) -> Record | None:
        part_id = self.table.current_id if self.has_body else None
        return None if part_id is None else self._parts.one(self.kind.key, part_id)

    def _open(self, part: Record) -> PartDialog:
        # What comes back from the form is seen in the table.
        self.unfold()
        dialog = PartDialog(self._hub, self._parts, part, self.window())
        dialog.form.person_wanted.connect(self.person_wanted.emit)
        dialog.kept.connect(self._on_kept)
        dialog.finished.connect(lambda _: self.enter())
        dialog.open()
        return dialog

    def _on_kept(self, part: Record) -> None:
        self._tell()
        self.table.choose(part.id)

    def _tell(self) -> None:
        self.refresh()
        self.changed.emit()

    def _made(self) -> QWidget:
        self.table = PartsTable(f"{self.kind.label}列表", [_column(each) for each in self._fields], "打开")
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        row = QHBoxLayout()
        writable = self._may_write
        self._add = button("添加…", "addPart", self.add)
        self._edit = button("修改…" if writable else "打开…", "editPart", self.edit)
        self._remove = button("删除", "removePart", self.remove)
        for one, tip in ((self._add, "Insert 键"), (self._edit, "回车键"), (self._remove, "Delete 键")):
            one.setToolTip(tip)
            one.setAccessibleName(f"{self.kind.label}：{one.text()}")
            row.addWidget(one)
        row.addStretch(1)
        box.addLayout(row)
        if self.kind.help:
            box.addWidget(plain_label(self.kind.help, "muted", wrap=True))
        box.addWidget(self.table)
        self.table.setObjectName(f"table.{self.kind.key}")
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(self.edit)
        self.table.adding.connect(self.add)
        self.table.removing.connect(self.remove)
        self.table.chosen.connect(self._update_buttons)
        self.built.connect(self.refresh)
        return body

    def _update_buttons(self) -> None:
        chosen = self.table.current_id is not None
        self._add.setEnabled(self._may_write)
        self._edit.setEnabled(chosen)
        self._remove.setEnabled(chosen and self._may_write)

    def _line(self, part: Record) -> Line:
        texts = self._parts.texts(part, self._fields)
        return line(part.id, *(Cell(text, "danger" if text == UNREADABLE else "") for text in texts))

    def _name(self, part: Record) -> str:
        return clip(self._hub.session.reader.name_of(part), 30)
