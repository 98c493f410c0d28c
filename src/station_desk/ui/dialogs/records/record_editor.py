"""The editor of a record of any kind. Nothing typed is lost when a record is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.basics.errors import KnownError, Problem, RefusedError
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.services.records import numbering, records
from station_desk.services.records.judge import Judged, judge
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.records.attachments import AttachmentsPanel
from station_desk.ui.frame.buttons import fit_to_screen
from station_desk.ui.frame.dialog import FormDialog
from station_desk.ui.inputs.form import RecordForm
from station_desk.ui.inputs.history import HistoryView
from station_desk.ui.look import style

_PAUSE = 350
"""Milliseconds after the last key before the record is looked over."""
_NAMED = 4
"""Problems named in the summary; the rest are under their fields."""


class RecordEditor(FormDialog):
    """Edits one record. ``saved`` brings the ``Changes`` of each saving."""

    saved = Signal(object)

    def __init__(self, hub: Hub, record: Record, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub = hub
        self._session = hub.session
        self._record = record
        self._kind = record.KIND
        self._touched: set[str] = set()
        self._shown: set[Problem] = set()
        self.form = RecordForm(self._kind, self._session)
        self.form.show_record(record)
        self._before = self.form.typed()
        self._build()
        self._look_timer = QTimer(self)
        self._look_timer.setSingleShot(True)
        self._look_timer.setInterval(_PAUSE)
        self._look_timer.timeout.connect(self._look_over)
        self.form.edited.connect(self._on_edited)
        self.form.left.connect(self._on_left)
        if record.id:
            self._show(each for each in self._judged().problems if not each.blocks)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.form.typed() != self._before or bool(self.form.unread())

    def save(self) -> None:
        """Save and close; stay when something is wrong, or when there is something to look at."""
        if self.store():
            self.accept()

    def save_and_next(self) -> None:
        """Save and go on with an empty record of the same kind."""
        if self.store():
            self._start(records.draft(self._session, self._kind))

    @property
    def record(self) -> Record:
        """The record as it was last saved."""
        return self._record

    def add_way(self, text: str, name: str, go: Callable[[], None]) -> None:
        """Put a button that leads elsewhere before the others."""
        self._row.insertWidget(0, self._button(text, go, name))

    def add_panel(self, panel: QWidget, way: str) -> None:
        """Put a panel of its own before the attachments of a saved record, and a button that leads to it."""
        self.form.page.insertWidget(self.form.page.indexOf(self.attachments), panel)

        def go() -> None:
            self.form.verticalScrollBar().setValue(panel.y())
            panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

        self._row.insertWidget(0, self._button(way, go, "goToPanel"))

    @called_by_qt(None)
    def reject(self) -> None:
        """Close; asks only when something typed would be lost."""
        if self._session.read_only or not self.is_dirty or self._may_lose():
            super().reject()

    def _build(self) -> None:
        new = self._record.id == 0
        name = self._session.reader.name_of(self._record)
        title = f"新增{self._kind.label}" if new else self._kind.label
        self.setWindowTitle(title)
        fit_to_screen(self, 64, 38)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        self._head = plain_label(title if new else f"{title}：{_short(name)}", "title", wrap=True)
        box.addWidget(self._head)
        if self._kind.help:
            box.addWidget(plain_label(self._kind.help, "muted", wrap=True))
        box.addWidget(self._summary_panel())
        box.addWidget(self.form, 1)
        if not new:
            self.attachments = AttachmentsPanel(self._hub, self._record)
            for panel in (self.attachments, self._history()):
                self.form.page.insertWidget(self.form.page.count() - 1, panel)
        box.addLayout(self._buttons(new))
        if self._session.read_only:
            self.form.set_read_only()
        self.form.go_to(self._kind.fields[0].key)

    def _summary_panel(self) -> QFrame:
        self._panel = QFrame()
        style.set_role(self._panel, "alarm")
        self.summary = plain_label("", "problem", wrap=True)
        self.summary.setObjectName("summary")
        inner = QVBoxLayout(self._panel)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self.summary)
        self._panel.hide()
        return self._panel

    def _history(self) -> HistoryView:
        record_id = self._record.id
        return HistoryView(lambda: records.history(self._session, record_id))

    def _buttons(self, new: bool) -> QHBoxLayout:
        row = self._row = QHBoxLayout()
        row.setSpacing(10)
        close = self._button("关闭(&C)", self.reject, "close")
        row.addWidget(plain_label("", "muted"), 1)
        if self._session.read_only:
            row.addWidget(close)
            return row
        row.addWidget(close)
        if new:
            row.addWidget(self._button("保存并新增下一条(&N)", self.save_and_next, "saveNext"))
        save = self._button("保存(&S)", self.save, "save")
        style.set_role(save, "primary")
        save.setDefault(True)
        save.setToolTip("Ctrl+S")
        row.addWidget(save)
        for keys in (QKeySequence(QKeySequence.StandardKey.Save), QKeySequence("Ctrl+Return")):
            QShortcut(keys, self).activated.connect(self.save)
        return row

    def _button(self, text: str, action: Callable[[], None], name: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(action)
        return button

    def _start(self, record: Record) -> None:
        self._record = record
        self._touched.clear()
        self.form.show_record(record)
        self._before = self.form.typed()
        self._show(())
        self._panel.hide()
        self.form.go_to(self._kind.fields[0].key)

    def _judged(self) -> Judged:
        """The record as it would be saved, and everything there is to say about it as it was typed."""
        unread = self.form.unread()
        record, problems = self.form.read()
        seen = {problem.field for problem in (*unread, *problems)}
        judged = judge(self._session, record)
        told = (each for each in judged.problems if each.field not in seen)
        return replace(judged, problems=(*unread, *problems, *told))

    def _look_over(self) -> None:
        """Show what is wrong with the fields already filled; empty ones may still be filled."""
        found = self._hub.ask(self._judged, self)
        if found is not None:
            self._show(each for each in found.problems if each.field in self._touched)

    def _show(self, problems: Iterable[Problem]) -> None:
        self._shown = set(problems)
        self.form.show_problems(self._shown)

    def _on_edited(self, key: str) -> None:
        self._touched.add(key)
        self._hub.ask(lambda: self._number_anew(key), self)
        self._look_timer.start()

    def _number_anew(self, key: str) -> None:
        """Let a proposed number follow the committee and the year; one that somebody typed stays."""
        numbered = [
            field for field in self._kind.fields if field.numbering and key in field.numbering.depends_on
        ]
        if not numbered:
            return
        record, problems = self.form.read()
        if any(problem.field == key for problem in problems):
            return
        typed = {field.key for field in self._kind.fields if field.numbering} & self._touched
        news = numbering.numbered(self._session, record, self._record, typed)
        for field in numbered:
            if getattr(news, field.key) != getattr(record, field.key):
                self.form.cells[field.key].input.show_value(getattr(news, field.key))

    def _on_left(self, key: str) -> None:
        if key in self._touched:
            self._look_timer.start(0)

    def store(self) -> bool:
        """Save and stay; whether that was done and nothing is left to look at."""
        self._look_timer.stop()
        try:
            judged = self._judged()
            if judged.blocked:
                self._refuse(judged.problems)
                return False
            if judged.questions and not self._keeps(judged.questions):
                self._go_back_to(judged)
                return False
            changes = records.enter(self._session, judged, [problem.ask for problem in judged.questions])
        except RefusedError as error:
            self._refuse(error.problems)
            return False
        except KnownError as error:
            messages.show_known(self, error)
            return False
        return self._after(changes, judged.record, [each for each in judged.problems if not each.asks])

    def _keeps(self, asked: Sequence[Problem]) -> bool:
        """Whether what is unusual is right as it is."""
        question = "\n".join(f"{each.message.rstrip('。')}。" for each in asked)
        detail = "写错了请回去改；核对过没有写错的，可以保留，以后不再问。"
        return messages.confirm(self, question, detail, yes="保留", no="回去改", dangerous=True)

    def _go_back_to(self, judged: Judged) -> None:
        asked = judged.questions
        self._touched.update(problem.field for problem in asked)
        self._show(judged.problems)
        self._tell("还没有保存，请核对标出的地方。", "warning", "banner")
        self.form.go_to(asked[0].field)

    def _after(self, changes: Changes, record: Record, problems: list[Problem]) -> bool:
        if record.id == 0:
            record = record.changed(id=changes.only_id)
        self._record = record
        self._before = self.form.typed()
        self._hub.report(changes)
        self.saved.emit(changes)
        news = [each for each in problems if each not in self._shown]
        self._show(problems)
        if not news:
            return True
        self._tell("已经保存。请再看一眼标出的地方，没有问题就按“关闭”。", "warning", "banner")
        self.form.go_to(news[0].field)
        return False

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self._touched.update(problem.field for problem in problems)
        blocking = [problem for problem in problems if problem.blocks]
        self._show(problems)
        labels = self._kind.labels
        lines = [
            f"{labels[each.field]}：{each.message}" if each.field in labels else each.message
            for each in blocking[:_NAMED]
        ]
        rest = len(blocking) - len(lines)
        text = f"还没有保存，请改正 {len(blocking)} 处：\n" + "\n".join(lines)
        self._tell(text + (f"\n还有 {rest} 处，见下面标红的项目" if rest else ""), "problem", "alarm")
        order = list(self.form.cells)
        first = min(blocking, key=lambda each: order.index(each.field) if each.field in order else -1)
        self.form.go_to(first.field)

    def _tell(self, text: str, role: str, frame: str) -> None:
        self.summary.setText(text)
        style.set_role(self.summary, role)
        style.set_role(self._panel, frame)
        self._panel.show()

    def _may_lose(self) -> bool:
        return messages.confirm(
            self,
            "填写的内容还没有保存，要放弃吗？",
            "放弃后，这一次填写和修改的内容就没有了；已经保存过的内容不受影响。",
            yes="放弃",
            no="继续填写",
            dangerous=True,
        )


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:40] + "…"
