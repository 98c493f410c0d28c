"""The list page of a record kind: search, filters, the table, and what can be done with its records."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.fields.types import RefType, clip
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import EVERYTHING, Filter, Query
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.privacy import privacy
from station_desk.services.records import naming, records
from station_desk.services.records.listing import Listing
from station_desk.ui.core import messages
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.frame.rows import choose_row
from station_desk.ui.records.acts import FINDING, NarrowedNote, NoRecords, RecordActs
from station_desk.ui.records.editing import editor_of
from station_desk.ui.records.filter_bar import FilterBar
from station_desk.ui.records.kept_place import KeptPlace
from station_desk.ui.records.model import RecordListModel
from station_desk.ui.records.person_file import task_of
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.records.record_table import RecordTable
from station_desk.ui.records.task_button import Task, TaskButton
from station_desk.ui.report.page import head_row


class RecordList(QWidget):
    """Lists, adds, edits and deletes the records of one kind."""

    def __init__(
        self,
        hub: Hub,
        kind: Kind,
        title: str = "",
        registers: tuple[str, ...] = (),
        tasks: tuple[Task, ...] = (),
    ) -> None:
        super().__init__()
        self._hub = hub
        self._registers = registers
        self._own_tasks = (*tasks, *task_of(kind, editor_of))
        self.kind = kind
        self._concerns = {kind.key} | {f.type.kind for f in kind.fields if isinstance(f.type, RefType)}
        self._fixed: Filter = EVERYTHING
        self._stale = True
        self._fitted = False
        self._sought: int | None = None
        session = hub.session
        counting = Counting(hub, self)

        def browse(query: Query) -> Listing:
            return records.browse(hub.session, query, masked=hub.names_hidden)

        self.model = RecordListModel(browse, Query(kind), counting, self)
        self.model.failed.connect(partial(messages.show_known, self), Qt.ConnectionType.QueuedConnection)
        self.table = RecordTable()
        self.table.setModel(self.model)
        self._place = KeptPlace(self.table, self.model, counting.needed)
        self.table.setAccessibleName(f"{title or kind.label}列表")
        self.filters = FilterBar(kind, session.year)
        self._build(title or kind.label)
        self._connect()

    @property
    def selected_ids(self) -> list[int]:
        """The ids of the selected records, in the order of the list."""
        return self._place.selected_ids

    def show_query(self, query: Query) -> None:
        """Show exactly the records of a query, until the user asks for all again."""
        self._fixed = query.where
        self.filters.clear(query.search)
        self._narrowed.setVisible(query.where != EVERYTHING)
        self._stale = True
        self._ensure_fresh()

    def show_all(self) -> None:
        """Take every narrowing away."""
        self.show_query(Query(self.kind))

    def open_record(self, record_id: int, part: OpenRecord | None = None) -> None:
        """Show a record in the list and open its editor, at one of its parts if that is wanted."""
        self._ensure_fresh()
        self.reveal(record_id)
        record = self._hub.ask(lambda: privacy.look_at(self._hub.session, self.kind, record_id), self)
        if record is not None:
            editor = self._edit_record(record)
            if part is not None:
                editor.go_to_part(part.kind_key, part.record_id)

    def reveal(self, record_id: int) -> None:
        """Select a record and put the cursor there; a filter that hides it is taken away."""
        if not self.model.is_busy and self.model.row_of(record_id) is None and self._is_narrowed:
            self.show_all()
        self._sought = record_id if self.model.is_busy else None
        row = None if self.model.is_busy else self.model.row_of(record_id)
        if row is not None:
            index = self.model.index(row, 0)
            choose_row(self.table, row)
            self.table.scrollTo(index)
            self.table.setFocus()

    def add(self) -> None:
        """Open the editor on a new record."""
        if not self._hub.session.read_only:
            draft = self._hub.ask(lambda: records.draft(self._hub.session, self.kind), self)
            if draft is not None:
                self._edit_record(draft)

    def edit(self) -> None:
        """Open the editor on the current record."""
        record_id = self._current_id()
        if record_id is not None:
            self.open_record(record_id)

    def remove(self) -> None:
        """Delete the selected records after asking; undo brings them back."""
        ids = self.selected_ids
        if self._hub.session.read_only or not ids:
            return
        first = clip(naming.title_of(self._hub.session, self.kind.key, ids[0]), 30)
        question = f"要删除{self.kind.label}“{first}”吗？"
        if len(ids) > 1:
            question = f"要删除选中的 {len(ids)} 条{self.kind.label}记录吗？（“{first}”等）"
        if messages.confirm_removal(self, question):
            self._hub.run(lambda: records.remove(self._hub.session, self.kind, ids), self)

    def begin_task(self, task_id: str, record_id: int) -> None:
        """Show a record in the list and begin a task with it; in a file open for reading only, just look at it."""
        if self._hub.session.read_only and not self._tasks.tasks[task_id].reads:
            self.open_record(record_id)
            return
        self._ensure_fresh()
        self.reveal(record_id)
        self._tasks.tasks[task_id].begin(self._hub, record_id, self)

    def begin(self, task: Task) -> None:
        """Begin a task with the current record."""
        record_id = self._current_id()
        if record_id is not None:
            self.begin_task(task.id, record_id)

    def seal(self) -> None:
        """Seal the current record, which belonged to a minor."""
        # Loaded by the few who seal.
        from station_desk.ui.privacy import sealing_steps

        record_id = self._current_id()
        if not self.kind.sealable or self._hub.session.read_only or record_id is None:
            kinds = "或者".join(kind.label for kind in KINDS.values() if kind.sealable)
            self._hub.said.emit(f"请在{kinds}里选中一条，再封存")
        else:
            sealing_steps.begin(self._hub, self.kind, record_id, self.window())

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.filters.focus_search()

    @called_by_qt(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was out of sight."""
        super().showEvent(event)
        self._ensure_fresh()

    def _ensure_fresh(self) -> None:
        if self._stale:
            self._stale = False
            self._reload()

    def _build(self, title: str) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 12)
        box.setSpacing(10)
        self._tasks = TaskButton(self._own_tasks, self.begin)
        prints = PrintMenu(self._hub, self.kind, self._current_id, self._registers)
        self._acts = RecordActs(self, self._tasks, prints, writable=not self._hub.session.read_only)
        box.addLayout(head_row(title, *self._acts.buttons))
        if self.kind.help:
            box.addWidget(plain_label(self.kind.help, "muted", wrap=True))
        box.addWidget(self.filters)
        self._narrowed = NarrowedNote(self.show_all)
        box.addWidget(self._narrowed)
        self._stack = QStackedLayout()
        # The stack shows its first page at once: outside the page that would be a window of its own.
        box.addLayout(self._stack, 1)
        self._stack.addWidget(self.table)
        self._empty = NoRecords(self.kind.label, self._leave_empty)
        self._stack.addWidget(self._empty)
        self.count = plain_label("", "muted")
        self.count.setObjectName("count")
        box.addWidget(self.count)

    def _connect(self) -> None:
        self.table.opened.connect(self.edit)
        self.table.removing.connect(self.remove)
        self.table.customContextMenuRequested.connect(self._acts.show_menu)
        self.table.sorting.connect(self.model.sort)
        self.table.sorting.connect(self._show_state)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._acts.update_state())
        self.model.shown.connect(self._on_shown)
        self.filters.changed.connect(self._reload)
        self._hub.changed.connect(self._on_changed)

    def _reload(self) -> None:
        order = self.model.query.order
        where = self.filters.where(self._fixed)
        self.model.show(Query(self.kind, where, self.filters.search_text, order))
        self._show_state()

    def _on_shown(self) -> None:
        self._place.restore()
        if not self._fitted and self.model.rowCount():
            self._fitted = True
            self.table.fit(self.model)
        self._show_state()
        if self._sought is not None:
            self.reveal(self._sought)

    def _show_state(self) -> None:
        total = self.model.rowCount()
        narrowed = self._is_narrowed
        writable = not self._hub.session.read_only
        self._stack.setCurrentIndex(0 if total else 1)
        self.count.setText(f"共 {total:,} 条" + ("符合条件" if narrowed else "") if total else "")
        if self.model.is_busy:
            self.count.setText(FINDING)
        if not total:
            self._empty.show_state(narrowed=narrowed, writable=writable, busy=self.model.is_busy)
        self._acts.update_state()

    def _leave_empty(self) -> None:
        if self._is_narrowed:
            self.show_all()
        else:
            self.add()

    @property
    def _is_narrowed(self) -> bool:
        return self.filters.is_narrowing or self._fixed != EVERYTHING

    def _current_id(self) -> int | None:
        index = self.table.currentIndex()
        rows = self.table.selectionModel().selectedRows()
        row = index.row() if index.isValid() else rows[0].row() if rows else -1
        return self.model.id_at(row)

    def _edit_record(self, record: Record) -> RecordEditor:
        editor = editor_of(self._hub, record, self)
        editor.saved.connect(lambda saved: self.reveal(saved.only_id) if len(saved.ids) == 1 else None)
        editor.open()
        return editor

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & self._concerns:
            if self.isVisible():
                self._reload()
            else:
                self._stale = True
