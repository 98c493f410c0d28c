"""The tabs over an opened station file, each built when first shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.records.query import Query, Referred
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.frame.still import StillTabWidget
from station_desk.ui.shell.tab_table import TABS, TabSpec

if TYPE_CHECKING:
    from station_desk.domain.register.relations import Reference
    from station_desk.ui.records.record_list import RecordList
    from station_desk.ui.records.sub_pages import SubPages


class Workspace(StillTabWidget):
    """Shows the tabs and leads to records, lists and pages that other parts ask for."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._built: dict[str, QWidget] = {}
        self.setDocumentMode(True)
        self.tabBar().setExpanding(False)
        for tab in TABS:
            self.addTab(_holder(), tab.title)
        self.currentChanged.connect(lambda number: self._build(TABS[number]))
        self._build(TABS[0])

    @property
    def current_list(self) -> RecordList | None:
        """The list in view."""
        tab = self._paged(TABS[self.currentIndex()])
        return tab.current_list if tab else None

    @property
    def is_busy(self) -> bool:
        """Whether the tab in view is still being counted."""
        return not getattr(self._built.get(TABS[self.currentIndex()].id), "is_current", True)

    def go_to(self, target: object) -> None:
        """Show what ``Hub.go_to`` asks for."""
        match target:
            case Query():
                self._show_list(target)
            case OpenRecord():
                self._open(target)
            case str():
                self._show_named(target)

    def walk(self) -> Iterator[str]:
        """Show every tab and every page of it in turn, giving a name for each."""
        for number, spec in enumerate(TABS):
            self.setCurrentIndex(number)
            tab = self._paged(spec)
            if tab is None:
                yield spec.id
                continue
            for page_id in tab.page_ids:
                tab.show_page(page_id)
                yield f"{spec.id}-{page_id}"

    def _show_list(self, query: Query) -> None:
        """Show what a query finds; parts of records by the records they are parts of."""
        if query.kind.part and (home := _home_of(query.kind)):
            query = Query(home.kind, Referred(query.kind.cls, home.key, query.where))
        if tab := self._tab_of(query.kind.key):
            tab.show_query(query)

    def _open(self, target: OpenRecord) -> None:
        """Open a record; a part of one on the page of that one."""
        kind = KINDS[target.kind_key]
        home = _home_of(kind) if kind.part else None
        if home is None:
            if tab := self._tab_of(kind.key):
                tab.open_record(kind.key, target.record_id, target.task)
            return
        part = self._hub.ask(lambda: self._hub.session.reader.get(kind.cls, target.record_id), self)
        owner = getattr(part, home.key, None)
        if owner is None:
            self._hub.said.emit(f"找不到要看的{kind.label}，可能已经删除")
        elif tab := self._tab_of(home.kind.key):
            tab.open_part(home.kind.key, owner, target)

    def _show_named(self, name: str) -> None:
        for tab in TABS:
            if tab.id == name:
                self._show(tab)
                return
        for tab in TABS:
            if name in (page.id for page in tab.loaded.pages):
                if shown := self._show(tab):
                    shown.show_page(name)
                return

    def _tab_of(self, kind_key: str) -> SubPages | None:
        for tab in TABS:
            if kind_key in tab.kinds:
                return self._show(tab)
        self._hub.said.emit(f"{KINDS[kind_key].label}没有单独的页面")
        return None

    def _show(self, tab: TabSpec) -> SubPages | None:
        self.setCurrentIndex(TABS.index(tab))
        self._build(tab)
        return self._paged(tab)

    def _paged(self, tab: TabSpec) -> SubPages | None:
        """The tab with its pages, None while it is not built or when it has none."""
        built = self._built.get(tab.id)
        return cast("SubPages", built) if built is not None and tab.loaded.pages else None

    def _build(self, tab: TabSpec) -> None:
        if tab.id not in self._built:
            built = self._built[tab.id] = tab.loaded.build(self._hub)
            holder = self.widget(TABS.index(tab))
            if isinstance(holder, QScrollArea):
                page = QWidget()
                _Steady(page).addWidget(built)
                holder.setWidget(page)
                # A page must be there when something is to be shown on it.
                built.show()


def _home_of(part: Kind) -> Reference | None:
    # What belongs to what is first asked for when a part is gone to.
    from station_desk.domain.register.relations import home_of

    return home_of(part)


class _Steady(QVBoxLayout):
    """As high as there is room, down to the least its page can do with.

    A page of wrapping texts and rows says how high it would like to be at a width; a scroll area takes that for what it
    must be, and would scroll where the list on the page could simply be shorter.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setContentsMargins(0, 0, 0, 0)

    @called_by_qt(False)
    def hasHeightForWidth(self) -> bool:
        """Never."""
        return False


def _holder() -> QScrollArea:
    """Where a tab stands: on a screen too small for it, it scrolls, and the window never grows beyond the screen."""
    holder = QScrollArea()
    holder.setWidgetResizable(True)
    holder.setFrameShape(QFrame.Shape.NoFrame)
    holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return holder
