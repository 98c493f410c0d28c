"""Two records of one person become one: which may be, why, both side by side, and which of them is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.people.kinds.persons import CIRCUMSTANCES, IDENTITY, Person
from station_desk.services.people import merging, portrait, timeline, twins
from station_desk.services.people.twins import Twin
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button, fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Column, ValueTable, line

_PAIRS = (Column("一份档案", 8), Column("另一份档案", 8), Column("为什么可能是一个人", 16, rest=True))
_NO_TWINS = "没有可能重复的人员档案"
_HINT = "身份证号相同，或者姓名和出生日期、联系电话相同的，会列在这里，由您核对以后决定合不合并。"
_UNDO = "合并以后，空着的项目用另一份补上，所有身份和附件都归到保留的一份；合并错了可以按 Ctrl+Z 一次撤销。"


class TwinsDialog(Dialog):
    """Lists the pairs that may be one person, those of one of them first, and makes one of the two records."""

    def __init__(self, hub: Hub, person_id: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub, self._person = hub, person_id
        self._pairs: tuple[Twin, ...] = ()
        self._next = 1
        self.setWindowTitle("合并重复的人")
        self.pairs = ValueTable("可能重复的人", _PAIRS)
        self.pairs.chosen.connect(self._show_pair)
        self.keeps = tuple(QRadioButton(text) for text in ("保留左边这一份(&L)", "保留右边这一份(&R)"))
        self.done_text = plain_label("", "good", wrap=True)
        self.done_text.setObjectName("done")
        self.why_not = plain_label("", "problem", wrap=True)
        self.why_not.setObjectName("whyNot")
        close = button("关闭(&C)", "close", self.reject)
        self._report = ReportLayout(self, "合并重复的人", "")
        self._report.addWidget(self.done_text)
        self._report.rows(self._body(), EmptyNote(_NO_TWINS, _HINT))
        self._report.addWidget(self.why_not)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(plain_label(_UNDO, "muted", wrap=True), 1)
        row.addWidget(close)
        self.merge_button = button("合并成一份(&M)", "merge", self.merge, "primary")
        row.addWidget(self.merge_button)
        self._report.addLayout(row)
        fit_to_screen(self, 58, 36)
        self.refresh()
        self.pairs.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the pairs there are now."""
        found = self._hub.ask(lambda: twins.twins(self._hub.session), self) or ()
        mine = [each for each in found if self._person in (each.keep, each.other)]
        self._pairs = (*mine, *(each for each in found if each not in mine))
        self._report.show_rows(bool(self._pairs))
        lines = [
            line(at, *map(self._name, (one.keep, one.other)), one.why) for at, one in enumerate(self._pairs)
        ]
        self.pairs.show_lines(lines)
        if self._pairs:
            self.pairs.choose(0)
        self._show_pair()

    def merge(self) -> None:
        """Make one of the chosen two."""
        chosen = self._chosen()
        if chosen is None:
            return
        keep, other = (
            (chosen.keep, chosen.other) if self.keeps[0].isChecked() else (chosen.other, chosen.keep)
        )
        name = self._name(keep)
        if self._hub.run(lambda: merging.merge(self._hub.session, keep, other), self) is not None:
            self.done_text.setText(
                f"“{name}”的两份档案已经合并成一份。合并错了，关上这个窗口，按 Ctrl+Z 撤销。"
            )
            self.refresh()

    def _chosen(self) -> Twin | None:
        at = self.pairs.current_id
        return self._pairs[at] if at is not None and at < len(self._pairs) else None

    def _name(self, person_id: int) -> str:
        return portrait.facts(self._hub.session, person_id)[portrait.TITLE]

    def _body(self) -> QWidget:
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.pairs, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(14, 10, 14, 10)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(6)
        for column, keep in enumerate(self.keeps, start=1):
            self._grid.addWidget(keep, 0, column)
            self._grid.setColumnStretch(column, 1)
            keep.toggled.connect(lambda _: self._show_state())
        area.setWidget(page)
        box.addWidget(area, 3)
        return body

    def _show_pair(self) -> None:
        for at in reversed(range(self._grid.count())):
            item = self._grid.itemAt(at)
            widget = item.widget() if item else None
            if widget is not None and widget not in self.keeps:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._next = 1
        chosen = self._chosen()
        if chosen is not None:
            self.keeps[0].setChecked(True)
            self._hub.ask(lambda: self._compare(chosen), self)
        self._show_state()

    def _compare(self, pair: Twin) -> None:
        session = self._hub.session
        first, second = (portrait.facts(session, each) for each in (pair.keep, pair.other))
        rows = [(Person.KIND.labels[key], first[key], second[key]) for key in (*IDENTITY, *CIRCUMSTANCES)]
        known = [timeline.own_roles(session, each) for each in (pair.keep, pair.other)]
        told = ["\n".join(f"{each.label}　{each.title}".strip() for each in held) for held in known]
        for label, one, other in (*rows, ("身份", *(text or "（没有）" for text in told))):
            if one or other:
                self._add_row(
                    label, one, other, differs=label != "身份" and bool(one and other) and one != other
                )

    def _add_row(self, label: str, one: str, other: str, *, differs: bool) -> None:
        row = self._next
        self._next += 1
        self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(self._next, 1)
        self._grid.addWidget(plain_label(label, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        for column, text in enumerate((one, other), start=1):
            shown = plain_label(
                text or "（空）", "warning" if differs else "" if text else "muted", wrap=True
            )
            self._grid.addWidget(shown, row, column, Qt.AlignmentFlag.AlignTop)

    def _show_state(self) -> None:
        chosen = self._chosen()
        why = merging.why_not(self._hub.session, chosen.keep, chosen.other) if chosen else ""
        if chosen and self._hub.session.read_only:
            why = "文件是只读打开的，不能合并"
        self.why_not.setText(why)
        self.why_not.setVisible(bool(why))
        self.done_text.setVisible(bool(self.done_text.text()))
        self.merge_button.setEnabled(chosen is not None and not why)
