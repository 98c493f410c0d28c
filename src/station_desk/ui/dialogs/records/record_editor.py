"""The editor of a record of any kind. Nothing typed is lost when a record is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from station_desk.domain.basics.errors import KnownError, Problem, RefusedError
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.services.records import numbering, records
from station_desk.services.records.judge import Judged, judge
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_page import RecordPage
from station_desk.ui.frame.buttons import button

_PAUSE = 350
"""Milliseconds after the last key before the record is looked over."""
_NAMED = 4
"""Problems named in the summary; the rest are under their fields."""


class RecordEditor(RecordPage):
    """Edits one record. ``saved`` brings the ``Changes`` of each saving."""

    saved = Signal(object)

    def __init__(self, hub: Hub, record: Record, parent: QWidget) -> None:
        super().__init__(hub, record, parent)
        self._touched: set[str] = set()
        self._shown: set[Problem] = set()
        self._build_buttons(new=not record.id)
        self._look_timer = QTimer(self)
        self._look_timer.setSingleShot(True)
        self._look_timer.setInterval(_PAUSE)
        self._look_timer.timeout.connect(self._look_over)
        self.form.edited.connect(self._on_edited)
        self.form.left.connect(self._on_left)
        if record.id and (judged := self._hub.ask(self._judged, self)) is not None:
            self._show(each for each in judged.problems if not each.blocks)
        self.go_to_first()

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.form.is_changed or self.parts.is_changed

    def save(self) -> None:
        """Save and close; stay when something is wrong, or when there is something to look at."""
        if self.store():
            self.accept()

    def look_again(self) -> None:
        """Show the record as it stands in the file now, where something else wrote it and nothing is typed here."""
        found = self._hub.ask(lambda: records.get(self._session, self._kind, self._record.id), self)
        if found is not None and not self.is_dirty:
            self._show_record(found)

    def save_and_next(self) -> None:
        """Save and go on with an empty record of the same kind."""
        if self.store():
            self._start(records.draft(self._session, self._kind))

    @called_by_qt(None)
    def reject(self) -> None:
        """Close; asks only when something typed would be lost."""
        if self._session.read_only or not self.is_dirty or self._may_lose():
            super().reject()

    def _build_buttons(self, *, new: bool) -> None:
        row = self._row
        row.addStretch(1)
        row.addWidget(button("关闭(&C)", "close", self.reject))
        if self._session.read_only:
            return
        if new:
            row.addWidget(button("保存并新增下一条(&N)", "saveNext", self.save_and_next))
        save = button("保存(&S)", "save", self.save, "primary")
        save.setDefault(True)
        save.setToolTip("Ctrl+S")
        row.addWidget(save)
        for keys in (QKeySequence(QKeySequence.StandardKey.Save), QKeySequence("Ctrl+Return")):
            QShortcut(keys, self).activated.connect(self.save)

    def _start(self, record: Record) -> None:
        self._show_record(record)
        self._touched.clear()
        self._show(())
        self._notice.hide()
        self.go_to_first()

    def _judged(self) -> Judged:
        """The record as it would be saved, and everything there is to say about it as it was typed."""
        unread = self.form.unread()
        record, problems = self.form.read()
        seen = {problem.field for problem in (*unread, *problems)}
        judged = judge(self._session, record)
        told = (each for each in judged.problems if each.field not in seen)
        said = (each for each in (*unread, *problems, *told) if not self.sections.is_told(each.field))
        return replace(judged, problems=tuple(said))

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
            judged, held = self._judged(), self.parts.judged()
            if judged.blocked or any(each.blocked for each in held):
                self._refuse(judged.problems, held)
                return False
            named = self.parts.named(judged.record, self.form.taken)
            parts = (*held, *(part for _, part in named))
            asked = [each.message for each in judged.questions] + self.sections.lines(parts, _asks)
            if asked and not self._keeps(asked):
                self._go_back_to(judged, held, named)
                return False
            confirmed = [problem.ask for problem in judged.questions]
            changes = records.enter(self._session, judged, confirmed, self.parts.to_save(parts))
        except RefusedError as error:
            self._refuse(error.problems, ())
            return False
        except KnownError as error:
            messages.show_known(self, error)
            return False
        return self._after(changes, judged, self.sections.lines(parts, _warns))

    def _keeps(self, asked: Sequence[str]) -> bool:
        """Whether what is unusual is right as it is."""
        question = "\n".join(f"{each.rstrip('。')}。" for each in asked)
        detail = "写错了请回去改；核对过没有写错的，可以保留，以后不再问。"
        return messages.confirm(self, question, detail, yes="保留", no="回去改", dangerous=True)

    def _go_back_to(
        self, judged: Judged, held: Sequence[Judged], named: Iterable[tuple[str, Judged]]
    ) -> None:
        asked, part = judged.questions, next((each for each in held if each.questions), None)
        self._touched.update(problem.field for problem in asked)
        self._show(judged.problems)
        self._notice.caution("还没有保存，请核对标出的地方。")
        if asked:
            self.form.go_to(asked[0].field)
        elif part:
            self.sections.go_to(part)
        else:
            self.form.go_to(next(key for key, each in named if each.questions))

    def _after(self, changes: Changes, judged: Judged, of_parts: Sequence[str]) -> bool:
        record = judged.record
        record_id = record.id or changes.only_id
        # What follows from saving was written by the program: it is shown as it now stands in the file.
        saved = self._hub.ask(lambda: records.get(self._session, self._kind, record_id), self)
        self._show_record(saved or record.changed(id=record_id))
        self._hub.report(changes)
        self.saved.emit(changes)
        if changes.kinds & self.sections.by_kind.keys():
            # Parts saved along settle what was said of the record as it stood before them, or bring something else up.
            judged = self._hub.ask(self._judged, self) or judged
        problems = [each for each in judged.problems if not each.asks]
        news = [each for each in problems if each not in self._shown]
        self._show(problems)
        if not news and not of_parts:
            return True
        # What deserves a look stays marked while one goes through the page.
        self._touched.update(each.field for each in news)
        told = "".join(f"\n{each}" for each in of_parts[:_NAMED])
        self._notice.caution(f"已经保存。请再看一眼标出的地方，没有问题就按“关闭”。{told}")
        if news:
            self.form.go_to(news[0].field)
        return False

    def _refuse(self, problems: Sequence[Problem], parts: Sequence[Judged]) -> None:
        self._touched.update(problem.field for problem in problems)
        blocking = [problem for problem in problems if problem.blocks]
        self._show(problems)
        labels = self._kind.labels
        lines = [
            f"{labels[each.field]}：{each.message}" if each.field in labels else each.message
            for each in blocking
        ] + self.sections.lines(parts, _blocks)
        text = f"还没有保存，请改正 {len(lines)} 处：\n" + "\n".join(lines[:_NAMED])
        rest = len(lines) - _NAMED
        self._notice.alarm(text + (f"\n还有 {rest} 处，见下面标红的项目" if rest > 0 else ""))
        order = [field.key for section in self.form.sections for field in section.fields]
        if blocking:
            first = min(blocking, key=lambda each: order.index(each.field) if each.field in order else -1)
            self.form.go_to(first.field)
        else:
            self.sections.go_to(next(each for each in parts if each.blocked))

    def _may_lose(self) -> bool:
        return messages.confirm(
            self,
            "填写的内容还没有保存，要放弃吗？",
            "放弃后，这一次填写和修改的内容就没有了；已经保存过的内容不受影响。",
            yes="放弃",
            no="继续填写",
            dangerous=True,
        )


def _blocks(problem: Problem) -> bool:
    return problem.blocks


def _asks(problem: Problem) -> bool:
    return problem.asks


def _warns(problem: Problem) -> bool:
    return not problem.blocks and not problem.asks
