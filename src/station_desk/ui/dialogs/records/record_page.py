"""The page of a record: its fields and its parts by section, the list of these, and panels of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from station_desk.domain.records.record import Record
from station_desk.services.records import records
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.records.attachments import AttachmentsPanel
from station_desk.ui.dialogs.records.held_parts import HeldParts
from station_desk.ui.dialogs.records.notice import Notice
from station_desk.ui.dialogs.records.part_sections import PartSections
from station_desk.ui.frame.buttons import button, fit_to_screen
from station_desk.ui.frame.contents import Contents
from station_desk.ui.frame.dialog import FormDialog
from station_desk.ui.frame.folding import Fold, stops, tab_through
from station_desk.ui.inputs.form import RecordForm
from station_desk.ui.inputs.history import HistoryView


class RecordPage(FormDialog):
    """Shows a record whole; who edits it fills the row of buttons.

    F6 goes to the list of sections, which only long pages have.
    """

    def __init__(self, hub: Hub, record: Record, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub = hub
        self._session = hub.session
        self._record = record
        self._kind = record.KIND
        self.parts = HeldParts(self._session, record)
        self.form = RecordForm(self._kind, self._session, folds=hub.folds)
        self.form.show_record(record)
        self._panels: list[tuple[str, QWidget]] = []
        self._head: QWidget | None = None
        self._notice = Notice()
        self.summary = self._notice.label
        self.contents = Contents()
        self._row = QHBoxLayout()
        self._build()
        self.sections = PartSections(hub, self.parts, self._kind, self.form, self._finish)
        is_long = self.form.is_folding or bool(self.sections.by_kind)
        self.contents.setVisible(is_long)
        fit_to_screen(self, 78 if is_long else 64, 44 if is_long else 38)
        if record.id:
            self._build_panels()
        if self._session.read_only:
            self.form.set_read_only()
        self.contents.chosen.connect(self._go_to)
        QShortcut(QKeySequence("F6"), self).activated.connect(self._to_contents)
        if self.form.is_folding:
            self._row.addWidget(button("全部展开(&E)", "unfoldAll", self.unfold_all))
        self._finish()

    def unfold_all(self) -> None:
        """Open every section, as long as this page stands; the next one has those open that somebody opened himself."""
        for fold in self.form.widget().findChildren(Fold):
            fold.unfold()

    def add_panel(self, panel: QWidget, title: str, way: str) -> None:
        """Put a panel of its own before the attachments of a saved record, and a button that leads to it."""
        self.form.page.insertWidget(self.form.page.indexOf(self.attachments), panel)
        self._row.insertWidget(0, button(way, "goToPanel", lambda: self._go_to(panel)))
        self._panels.append((title, panel))
        self._finish()

    def add_way(self, text: str, name: str, go: Callable[[], None]) -> None:
        """Put a button that leads elsewhere before the others."""
        self._row.insertWidget(0, button(text, name, go))

    def add_menu(self, text: str, name: str, menu: QMenu) -> None:
        """Put a button before the others that opens a menu of what can be begun from here."""
        opener = button(text, name, lambda: None, "menu")
        opener.setMenu(menu)
        self._row.insertWidget(0, opener)

    def add_head(self, head: QWidget) -> None:
        """Put a widget over the fields that says where the record stands; Tab comes to it before them."""
        self._box.insertWidget(self._box.indexOf(self._notice), head)
        self._head = head
        self._finish()

    def go_to(self, place: str) -> None:
        """Go to a field by its key, or to the section of a kind of parts."""
        if place in self.sections.by_kind:
            self._go_to(self.sections.by_kind[place])
        else:
            self.form.go_to(place)

    def go_to_part(self, kind_key: str, part_id: int) -> None:
        """Stand on one part."""
        if kind_key in self.sections.by_kind:
            section = self.sections.by_kind[kind_key]
            self._go_to(section)
            section.choose(part_id)

    @property
    def record(self) -> Record:
        """The record as it was last read or saved."""
        return self._record

    def begin(self, wanted: Mapping[str, Any]) -> None:
        """Open what is asked for, with values to begin with where nothing is typed yet; the cursor goes to the first.

        What is asked for are fields by their key, with a value or None, and kinds of parts.
        """
        for key, value in wanted.items():
            if key in self.sections.by_kind:
                self.sections.by_kind[key].unfold()
            elif section := self.form.section_of(key):
                section.fold.unfold()
                begun = self.form.cells[key].input
                if value is not None and not begun.typed().strip() and not self.sections.is_told(key):
                    begun.show_value(value)
                    begun.edited.emit()
        self.go_to(next(iter(wanted), ""))

    def go_to_first(self) -> None:
        """Put the cursor into the first field."""
        self.form.go_to(next(iter(self.form.cells)))

    def _build(self) -> None:
        new = self._record.id == 0
        title = f"新增{self._kind.label}" if new else self._kind.label
        self.setWindowTitle(title)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        name = self._session.reader.name_of(self._record)
        box.addWidget(plain_label(title if new else f"{title}：{_short(name)}", "title", wrap=True))
        if self._kind.help:
            box.addWidget(plain_label(self._kind.help, "muted", wrap=True))
        box.addWidget(self._notice)
        middle = QHBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(self.contents)
        middle.addWidget(self.form, 1)
        box.addLayout(middle, 1)
        self._row.setSpacing(10)
        box.addLayout(self._row)

    def _build_panels(self) -> None:
        """What belongs to a saved record: its attachments and its history."""
        session, record_id = self._session, self._record.id
        self.attachments = AttachmentsPanel(self._hub, self._record)
        history = HistoryView(lambda: records.history(session, record_id))
        for panel in (self.attachments, history):
            self.form.page.insertWidget(self.form.page.count() - 1, panel)
        self._panels.append(("附件", self.attachments))

    def _finish(self) -> None:
        """List the sections as they are called now, and let Tab lead through them in their order."""
        page, panels = self.form.page, {panel: title for title, panel in self._panels}
        found: list[tuple[str, QWidget]] = []
        before: QWidget = self.contents
        if self._head is not None:
            before = tab_through(before, self._head)
        # At the end stands nothing but room.
        for widget in [page.itemAt(at).widget() for at in range(page.count() - 1)]:
            before = tab_through(before, widget)
            if isinstance(widget, Fold) and widget.title:
                found.append((widget.title, widget))
            elif widget in panels:
                found.append((panels[widget], widget))
        self.contents.show_sections(found)

    def _go_to(self, section: object) -> None:
        """Open a section, bring it to the top and put the cursor into it."""
        if isinstance(section, Fold):
            section.enter()
        elif isinstance(section, QWidget):
            first = section.focusProxy() or next(iter(stops(section)), section)
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(section, QWidget):
            # What was just unfolded has its place only once the page is laid out.
            bar = self.form.verticalScrollBar()
            QTimer.singleShot(0, section, lambda: bar.setValue(section.y()))

    def _to_contents(self) -> None:
        if self.contents.isVisible():
            self.contents.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_record(self, record: Record) -> None:
        """Show a record as the file has it, with its parts."""
        self._record = record
        self.parts.load(record)
        self.form.show_record(record)
        self.sections.refresh()
        self._finish()


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:40] + "…"
