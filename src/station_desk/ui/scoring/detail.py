"""The page beside the grid: all there is to know and to say about the item or the veto that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.basics import exact
from station_desk.domain.fields.types import number_text
from station_desk.domain.judging.scoring import Cell, Support, VetoResult
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style
from station_desk.ui.scoring.basis import BasisBox
from station_desk.ui.scoring.notes import NoteBox


class _Page(QWidget):
    """A heading, the criterion and what the records say; both kinds of page begin so."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = plain_label("", "subtitle", wrap=True)
        self.criterion = plain_label("", wrap=True)
        self.found = BasisBox()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)
        for widget in (self.heading, self.criterion, self.found):
            self.column.addWidget(widget)


class ItemPage(_Page):
    """One score cell: criterion, suggestion, reason and evidence; ``noted`` gives reason and evidence."""

    noted = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._id = ""
        self.own = plain_label("", wrap=True)
        self.reason = NoteBox("扣分原因或理由(&R)", "没有打满分时写明原因；高于记录时写明所依据的材料")
        self.evidence = NoteBox("佐证说明(&D)", "材料名称、文号、存放位置")
        self.papers = plain_label("", "muted", wrap=True)
        self.changed = plain_label("", "muted", wrap=True)
        self.note = plain_label("", "muted", wrap=True)
        for box in (self.reason, self.evidence):
            box.settled.connect(self._tell)
        for widget in (self.own, self.reason, self.evidence, self.changed, self.papers, self.note):
            self.column.addWidget(widget)
        self.column.addStretch()

    def show_cell(self, cell: Cell, changed: str) -> None:
        """Show a score cell and who set it when; text still being typed for another one is saved first."""
        fresh = cell.item.id != self._id
        if fresh:
            self.settle()
            self._id = cell.item.id
        item, full = cell.item, exact.decimal(cell.item.max)
        self.heading.setText(f"{item.id}  {item.title}（{number_text(full)} 分）")
        self.criterion.setText(item.criterion)
        self.found.show_basis(_conclusion(cell), cell.basis, cell.metrics)
        self.own.setText(_own_text(cell))
        style.set_role(self.own, "warning" if cell.above else "")
        self.reason.show_text(cell.reason, fresh=fresh)
        self.reason.ask(_demand(cell))
        self.changed.setText(changed)
        self.changed.setVisible(bool(changed))
        self.evidence.show_text(cell.remark, fresh=fresh)
        wanted = f"可以准备的材料：{'；'.join(item.evidence)}。" if item.evidence else ""
        filed = f"佐证材料已登记 {len(cell.papers)} 份。" if cell.papers else ""
        self.papers.setText(wanted + filed)
        self.note.setText(f"说明：{item.note}" if item.note else "")
        self.note.setVisible(bool(item.note))

    def settle(self) -> None:
        """Have text that is still being typed saved now."""
        self.reason.settle()
        self.evidence.settle()

    def _tell(self) -> None:
        if self._id:
            self.noted.emit(self._id, self.reason.text(), self.evidence.text())


class VetoPage(_Page):
    """One veto: criterion, what the records say, what is found and why.

    ``noted`` gives a veto id and a new reason; ``confirmed`` asks to save the finding that is chosen for a veto.
    A reason typed for a finding that is not saved yet waits for it.
    """

    noted = Signal(str, str)
    confirmed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._id = ""
        self._noted = ""
        self._waits = False
        self.own = plain_label("", wrap=True)
        self.reason = NoteBox("核对说明(&R)", "与记录不一样，或者由人核对的，写明所依据的文件")
        self.reason.settled.connect(self._tell)
        self.save = QPushButton("保存核对结果(&V)")
        # Enter presses it as it would in a dialog.
        self.save.setAutoDefault(True)
        self.save.clicked.connect(lambda: self.confirmed.emit(self._id))
        self.changed = plain_label("", "muted", wrap=True)
        for widget in (self.own, self.reason):
            self.column.addWidget(widget)
        self.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.changed)
        self.column.addStretch()

    def show_veto(self, result: VetoResult, chosen: VetoResult | None, changed: str) -> None:
        """Show a veto, what is ``chosen`` for it and not saved yet, and who set it when.

        Text still being typed for another one is saved first.
        """
        fresh = result.veto.id != self._id
        if fresh:
            self.settle()
            self._id = result.veto.id
        self._noted, self._waits = result.reason.strip(), chosen is not None
        self.heading.setText(f"{result.veto.id}  {result.veto.title}（一票否决）")
        self.criterion.setText(result.veto.criterion)
        self.found.show_basis(f"按记录核对：{result.computed.term}", result.basis, result.metrics)
        self.own.setText(_unsaved_text(chosen) if chosen else _found_text(result))
        style.set_role(self.own, "warning" if chosen or result.against else "")
        self.reason.show_text(result.reason, fresh=fresh)
        self.reason.ask(_asked(chosen or result))
        style.set_role(self.save, "primary" if chosen else "")
        self.save.setEnabled(chosen is not None)
        self.changed.setText(changed)
        self.changed.setVisible(bool(changed))

    def ask_why(self, chosen: VetoResult) -> None:
        """Ask for the reason without which the finding is not saved, and put the cursor there."""
        self.reason.ask(_asked(chosen))
        self.reason.editor.setFocus()

    def settle(self) -> None:
        """Have text that is still being typed saved now."""
        self.reason.settle()
        if self._waits and self.reason.text() != self._noted:
            self._waits = False
            self._tell(self.reason.text())

    def _tell(self, text: str) -> None:
        if not self._waits:
            self.noted.emit(self._id, text)


class Detail(QScrollArea):
    """Shows one of the two pages, scrolling where it is long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = ItemPage()
        self.veto = VetoPage()
        self.veto.hide()
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.item)
        column.addWidget(self.veto)
        self.setWidget(both)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes changes the width after the heights of wrapped texts were reckoned.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_cell(self, cell: Cell, changed: str) -> None:
        """Show a score cell."""
        self.item.show_cell(cell, changed)
        self._turn_to(self.item)

    def show_veto(self, result: VetoResult, chosen: VetoResult | None, changed: str) -> None:
        """Show a veto."""
        self.veto.show_veto(result, chosen, changed)
        self._turn_to(self.veto)

    def settle(self) -> None:
        """Have text that is still being typed saved now."""
        self.item.settle()
        self.veto.settle()

    def set_read_only(self, read_only: bool) -> None:
        """Whether everything can only be read."""
        for box in (self.item.reason, self.item.evidence, self.veto.reason):
            box.set_read_only(read_only)
        self.veto.save.setVisible(not read_only)

    def _turn_to(self, page: QWidget) -> None:
        if page.isHidden():
            self.item.setVisible(page is self.item)
            self.veto.setVisible(page is self.veto)
            self.verticalScrollBar().setValue(0)


def _conclusion(cell: Cell) -> str:
    match cell.support:
        case Support.FULL:
            return f"建议 {number_text(exact.decimal(cell.item.max))} 分"
        case Support.DENIED:
            return "记录不支持得分，没有建议分"
        case Support.UNKNOWN:
            return "记录不足，算不出建议分"
    return "没有建议分，由本所判断"


def _own_text(cell: Cell) -> str:
    full = exact.decimal(cell.item.max)
    if cell.own is None:
        return "自评：未评分"
    lost = full - cell.own
    text = f"自评 {number_text(cell.own)} 分" + (f"，扣 {number_text(lost)} 分" if lost else "，满分")
    return f"{text}，{cell.support.label}" if cell.above else text


def _demand(cell: Cell) -> str:
    if cell.unsupported:
        return f"{cell.support.text}，请写明所依据的材料，或者记录为什么不对。写明以前不能申报。"
    return "没有打满分，请写明原因。" if cell.unexplained else ""


def _found_text(result: VetoResult) -> str:
    if result.own is None:
        return "本所核对：没有另外核对，以记录为准"
    return f"本所核对：{result.own.term}" + ("，与记录不符" if result.against else "")


def _unsaved_text(chosen: VetoResult) -> str:
    what = f"选了“{chosen.own.term}”" if chosen.own else "选了“按记录”"
    return f"{what}，还没有保存。按回车，写好核对说明再保存。"


def _asked(result: VetoResult) -> str:
    if not result.unexplained:
        return ""
    if result.against:
        return f"按记录是{result.computed.term}，请写明所依据的文件，或者记录为什么不对。"
    return "记录没有写明，请写明核对所依据的文件。"
