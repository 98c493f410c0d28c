"""The page beside the grid: all there is to know and to say about the item or the veto that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain import exact
from station_desk.domain.fieldtypes import plain
from station_desk.domain.scoring import Cell, VetoResult
from station_desk.ui.messages import plain_label
from station_desk.ui.score.basis import BasisBox
from station_desk.ui.score.notes import NoteBox


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
        self.reason = NoteBox("扣分原因(&R)", "没有打满分时写明原因")
        self.evidence = NoteBox("佐证说明(&D)", "材料名称、文号、存放位置")
        self.papers = plain_label("", "muted", wrap=True)
        self.note = plain_label("", "muted", wrap=True)
        for box in (self.reason, self.evidence):
            box.settled.connect(self._tell)
        for widget in (self.own, self.reason, self.evidence, self.papers, self.note):
            self.column.addWidget(widget)
        self.column.addStretch()

    def show_cell(self, cell: Cell) -> None:
        """Show a score cell; text still being typed for another one is saved first."""
        fresh = cell.item.id != self._id
        if fresh:
            self.settle()
            self._id = cell.item.id
        item, full = cell.item, exact.decimal(cell.item.max)
        self.heading.setText(f"{item.id}  {item.title}（{plain(full)} 分）")
        self.criterion.setText(item.criterion)
        suggested = "暂无建议分" if cell.suggested is None else f"建议 {plain(cell.suggested)} 分"
        self.found.show_basis(suggested, cell.basis, cell.metrics)
        short = cell.own is not None and cell.own < full
        self.own.setText(_own_text(cell))
        self.reason.show_text(cell.reason, fresh=fresh)
        self.reason.ask("没有打满分，请写明原因。" if short and not cell.reason.strip() else "")
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
    """One veto: criterion, what the records say, and why the station finds otherwise."""

    noted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._id = ""
        self.own = plain_label("", wrap=True)
        self.reason = NoteBox("核对说明(&R)", "与记录不一样，或者由人核对的，写明依据")
        self.reason.settled.connect(lambda text: self.noted.emit(self._id, text))
        self.column.addWidget(self.own)
        self.column.addWidget(self.reason)
        self.column.addStretch()

    def show_veto(self, result: VetoResult) -> None:
        """Show a veto; text still being typed for another one is saved first."""
        fresh = result.veto.id != self._id
        if fresh:
            self.settle()
            self._id = result.veto.id
        self.heading.setText(f"{result.veto.id}  {result.veto.title}（一票否决）")
        self.criterion.setText(result.veto.criterion)
        self.found.show_basis(f"按记录核对：{result.computed.term}", result.basis, result.metrics)
        self.own.setText(
            f"本所核对：{result.own.term}" if result.own else "本所核对：没有另外核对，以记录为准"
        )
        self.reason.show_text(result.reason, fresh=fresh)
        self.reason.ask("与按记录核对的结果不一样，请写明依据。" if result.unexplained else "")

    def settle(self) -> None:
        """Have text that is still being typed saved now."""
        self.reason.settle()


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

    def show_cell(self, cell: Cell) -> None:
        """Show a score cell."""
        self.item.show_cell(cell)
        self._turn_to(self.item)

    def show_veto(self, result: VetoResult) -> None:
        """Show a veto."""
        self.veto.show_veto(result)
        self._turn_to(self.veto)

    def settle(self) -> None:
        """Have text that is still being typed saved now."""
        self.item.settle()
        self.veto.settle()

    def set_read_only(self, read_only: bool) -> None:
        """Whether everything can only be read."""
        for box in (self.item.reason, self.item.evidence, self.veto.reason):
            box.set_read_only(read_only)

    def _turn_to(self, page: QWidget) -> None:
        if page.isHidden():
            self.item.setVisible(page is self.item)
            self.veto.setVisible(page is self.veto)
            self.verticalScrollBar().setValue(0)


def _own_text(cell: Cell) -> str:
    full = exact.decimal(cell.item.max)
    if cell.own is None:
        return "自评：未评分"
    lost = full - cell.own
    return f"自评 {plain(cell.own)} 分" + (f"，扣 {plain(lost)} 分" if lost else "，满分")
