"""The papers of a case in its editor: which there are, missing, unsigned, and what can be done about each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.domain.register.relations import shown_in
from station_desk.services.dossiers import filing, ledger
from station_desk.services.dossiers.ledger import Dossier, Entry
from station_desk.services.forms import list as form_list
from station_desk.services.records.records import get
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.frame.buttons import button
from station_desk.ui.records.printing import print_form, print_volume

_HEADS = ("材料", "要求", "到哪一步", "说明")
_CONCERNS = frozenset({"attachment", "confirmed", "county_document"})


class _Papers(QTableWidget):
    """The rows of the panel; Enter belongs to them and not to the button that saves the record."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(_HEADS))
        self.setHorizontalHeaderLabels(_HEADS)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        for column in range(len(_HEADS) - 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(_HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row at Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            event.accept()
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let what does not fit on a line take two."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of all rows: the page scrolls, not the table."""
        self.resizeRowsToContents()
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        self.setFixedHeight(height + 2 * self.frameWidth())


class DossierPanel(QWidget):
    """Lists the papers of a saved case as they are now; Enter prints the current one, or attaches what has no form."""

    def __init__(self, hub: Hub, record: Record, editor: RecordEditor) -> None:
        super().__init__()
        self._hub, self._record, self._editor = hub, record, editor
        self._found: Dossier | None = None
        parts = {part.kind.key for part in shown_in(record.KIND)}
        self._concerns = _CONCERNS | {record.KIND.key} | parts
        self.table = _Papers()
        # Tab comes to the papers before the buttons that act on one of them.
        self.table.setParent(self)
        self.table.setObjectName("dossier")
        self.table.setAccessibleName("卷宗材料")
        self.table.opened.connect(self.act)
        self.table.itemSelectionChanged.connect(self._update_buttons)
        self.table.currentCellChanged.connect(lambda row, *_: self._keep_in_view(row))
        self.setFocusProxy(self.table)
        self._build()
        hub.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show how far the papers are now."""
        row = self.table.currentRow()
        self._found = self._hub.ask(self._look, self)
        entries = self._found.entries if self._found else ()
        self.table.setRowCount(len(entries))
        for number, entry in enumerate(entries):
            for column, text in enumerate(_texts(entry)):
                item = QTableWidgetItem(text)
                item.setToolTip(text if column == len(_HEADS) - 1 else entry.paper.source)
                self.table.setItem(number, column, item)
        if entries:
            self.table.selectRow(min(max(row, 0), len(entries) - 1))
        self.table.fit()
        self._state.setText(_summary(self._found, self._record) if self._found else "")
        verified = ledger.told_days(self._found.verified, self._record.KIND.labels) if self._found else ()
        self._verified.setText(f"已核实：{'；'.join(verified)}。" if verified else "")
        self._verified.setVisible(bool(verified))
        self._update_buttons()

    def act(self) -> None:
        """Do what is next for the current paper: print it, or attach it where no form prints it."""
        entry = self._current()
        if entry is not None and entry.paper.form:
            self.print()
        elif entry is not None and not self._hub.session.read_only:
            self.attach()

    def print(self) -> None:
        """Make the current paper and show it."""
        entry = self._current()
        known = self._hub.ask(lambda: form_list.forms(self._hub.session), self) or ()
        form = next((form for form in known if entry and form.id == entry.paper.form), None)
        if entry is not None and form is not None and self._is_saved():
            about = entry.about[-1] if entry.about else self._record
            print_form(
                *(self._hub, form, self.window()),
                blank=False,
                masked=False,
                record_id=about.id,
                kept=self.refresh,
            )

    def print_volume(self) -> None:
        """Make the whole file and show it."""
        if self._is_saved():
            kind = self._record.KIND.key
            print_volume(self._hub, kind, self._record.id, self.window(), self.refresh)

    def attach(self) -> None:
        """Let the user choose the scans of the current paper."""
        if entry := self._current():
            self._editor.attachments.add(entry.paper.id)

    def sign(self) -> None:
        """Say that the current paper bears all its signatures, or take that back."""
        entry = self._current()
        if entry is None:
            return
        session, record, paper = self._hub.session, self._record, entry.paper.id
        self._hub.run(lambda: filing.sign_paper(session, record, paper, entry.state != "signed"), self)

    def _look(self) -> Dossier | None:
        record = get(self._hub.session, self._record.KIND, self._record.id)
        return None if record is None else ledger.dossier(self._hub.session, record)

    def _is_saved(self) -> bool:
        """Whether the papers would say what stands in the editor; what is typed is saved first, if the user likes."""
        if self._hub.session.read_only or not self._editor.is_dirty:
            return True
        wanted = messages.confirm(
            *(self, "填写的内容还没有保存，先保存再打印吗？", "印出来的是保存过的内容。"),
            yes="保存并打印",
            no="先不打印",
        )
        return wanted and self._editor.store()

    def _current(self) -> Entry | None:
        row = self.table.currentRow()
        entries = self._found.entries if self._found else ()
        return entries[row] if 0 <= row < len(entries) else None

    def _on_changed(self, changes: Changes) -> None:
        if self._hub.is_open and changes.kinds & self._concerns:
            self.refresh()

    def _keep_in_view(self, row: int) -> None:
        """Let the page follow the cursor: the table itself does not scroll."""
        form, item = self._editor.form, self.table.item(row, 0)
        if item is not None and self.table.hasFocus():
            place = self.table.viewport().mapTo(form.widget(), self.table.visualItemRect(item).center())
            form.ensureVisible(place.x(), place.y(), 0, 60)

    def _update_buttons(self) -> None:
        entry, writable = self._current(), not self._hub.session.read_only
        self._print.setEnabled(entry is not None and bool(entry.paper.form))
        self._attach.setEnabled(entry is not None and writable)
        self._sign.setEnabled(entry is not None and writable and bool(entry.attached))
        self._sign.setText("取消签名齐全(&G)" if entry and entry.state == "signed" else "标记签名齐全(&G)")
        self._sign.setToolTip("先附上签好的那一份，再标记" if entry and not entry.attached else "")
        self._whole.setEnabled(self._found is not None)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(plain_label("卷宗", "subtitle"))
        head.addStretch(1)
        self._print = button("打印这份(&P)…", "printPaper", self.print)
        self._attach = button("附上扫描件(&F)…", "attachPaper", self.attach)
        self._sign = button("标记签名齐全(&G)", "signPaper", self.sign)
        self._whole = button("整卷打印(&V)…", "printVolume", self.print_volume)
        for each in (self._print, self._attach, self._sign, self._whole):
            head.addWidget(each)
        box.addLayout(head)
        self._state = plain_label("", "warning", wrap=True)
        self._state.setObjectName("dossierState")
        box.addWidget(self._state)
        self._verified = plain_label("", "muted", wrap=True)
        self._verified.setObjectName("dossierVerified")
        box.addWidget(self._verified)
        box.addWidget(self.table)


def _texts(entry: Entry) -> tuple[str, ...]:
    if entry.doubt:
        told = entry.doubt
    elif entry.lacks_signatures:
        told = f"待签：{entry.unsigned or '、'.join(entry.paper.signers)}"
    elif entry.either and not entry.there:
        told = f"{'、'.join(entry.either)}有一份即可"
    else:
        told = "、".join(one.name for one in entry.attached)
    return entry.paper.title, ledger.NEEDS[entry.need], ledger.STATES[entry.state], told


def _summary(found: Dossier, record: Record) -> str:
    """What is left to do, in one paragraph."""
    told = []
    if found.missing:
        told.append("缺：" + "、".join(ledger.name_of_missing(entry) for entry in found.missing))
    if found.unsigned:
        told.append(f"{len(found.unsigned)} 份没有标记签名齐全")
    if found.doubtful:
        told.append(f"{len(found.doubtful)} 份签名以后有变动")
    told += ledger.told_days(found.contradictions, record.KIND.labels)
    if found.monthly:
        told.append("简易的口头协议一般按月合订，不单独立卷")
    return "；".join(told) + "。" if told else "材料齐全，签名齐全，可以整卷打印。"
