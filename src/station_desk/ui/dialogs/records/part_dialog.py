"""One part of a record in a small form; it goes back to the page of the record, which saves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import clip
from station_desk.domain.records.record import Record
from station_desk.services.records.judge import Judged
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.records.held_parts import HeldParts
from station_desk.ui.frame.buttons import button, fit_to_screen
from station_desk.ui.frame.dialog import FormDialog
from station_desk.ui.inputs.form import RecordForm

_LINES_AROUND = 11
"""Lines of the dialog around its fields."""


class PartDialog(FormDialog):
    """Edits one part. ``kept`` brings it each time it goes back to the page; what is not sound stays here."""

    kept = Signal(object)

    def __init__(self, hub: Hub, parts: HeldParts, part: Record, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub, self._parts, self._kind = hub, parts, part.KIND
        self.form = RecordForm(
            self._kind,
            hub.session,
            without=parts.without(self._kind),
            sources=parts.sources(self._kind),
            near=parts.names,
        )
        self._head = plain_label("", "title", wrap=True)
        self._told = plain_label("", "muted", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        for each in (self._head, self._told):
            box.addWidget(each)
        box.addWidget(self.form, 1)
        box.addLayout(self._buttons(new=not part.id))
        fit_to_screen(self, 58, min(2 * len(self._kind.fields) + _LINES_AROUND, 38))
        if hub.session.read_only:
            self.form.set_read_only()
        self._start(part)

    @called_by_qt(None)
    def reject(self) -> None:
        """Close; asks only when something typed would be lost."""
        if self._hub.session.read_only or not self.form.is_changed or self._may_lose():
            super().reject()

    def keep(self) -> None:
        """Take what was typed back to the page; stay when something is wrong."""
        if self._put():
            self.accept()

    def keep_and_next(self) -> None:
        """Take what was typed back to the page and go on with another one."""
        if self._put():
            draft = self._hub.ask(lambda: self._parts.draft(self._kind), self)
            if draft is not None:
                self._start(draft)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong, with the cursor where it is first."""
        found = list(problems)
        self.form.show_problems(found)
        blocking = [each for each in found if each.blocks]
        if blocking:
            whole = [each.message for each in blocking if each.field not in self.form.cells]
            self._told.setText("；".join(whole) or "请改正标红的地方。")
            self.form.go_to(next((each.field for each in blocking if each.field in self.form.cells), ""))

    def _start(self, part: Record) -> None:
        self._part = part
        label, read_only = self._kind.label, self._hub.session.read_only
        title = label if part.id else f"添加{label}"
        self.setWindowTitle(title)
        name = clip(self._hub.session.reader.name_of(part), 40) if part.id else ""
        self._head.setText(f"{title}：{name}" if name else title)
        self._told.setText("" if read_only else "点“确定”先放回上一页，和那一页一起保存。")
        self.form.show_record(part)
        self.form.show_problems(())
        self.form.go_to(next(iter(self.form.cells)))

    def _put(self) -> bool:
        judged = self._hub.ask(self._judged, self)
        if judged is None:
            return False
        if judged.blocked:
            self.show_problems(judged.problems)
            return False
        self.kept.emit(self._parts.put(judged.record))
        return True

    def _judged(self) -> Judged:
        unread = self.form.unread()
        record, problems = self.form.read()
        seen = {problem.field for problem in (*unread, *problems)}
        judged = self._parts.judge(record)
        told = (each for each in judged.problems if each.field not in seen)
        return replace(judged, problems=(*unread, *problems, *told))

    def _buttons(self, *, new: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        if self._hub.session.read_only:
            row.addWidget(button("关闭(&C)", "closePart", self.reject))
            return row
        row.addWidget(button("取消(&C)", "closePart", self.reject))
        if new:
            row.addWidget(button("确定并再添一个(&N)", "keepNext", self.keep_and_next))
        keep = button("确定(&K)", "keepPart", self.keep, "primary")
        keep.setDefault(True)
        keep.setToolTip("Ctrl+S")
        row.addWidget(keep)
        for keys in (QKeySequence(QKeySequence.StandardKey.Save), QKeySequence("Ctrl+Return")):
            QShortcut(keys, self).activated.connect(self.keep)
        return row

    def _may_lose(self) -> bool:
        return messages.confirm(
            *(
                self,
                f"填写的{self._kind.label}还没有放回上一页，要放弃吗？",
                "放弃后，这里填写的内容就没有了。",
            ),
            yes="放弃",
            no="继续填写",
            dangerous=True,
        )
