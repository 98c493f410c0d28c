"""A tab with several pages: their names at the left, each page built when first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind
from station_desk.domain.records.traits import Page
from station_desk.domain.register.kinds import KINDS
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.look import style
from station_desk.ui.records.record_list import RecordList
from station_desk.ui.records.task_button import Task


@dataclass(frozen=True)
class PageSpec:
    """One page of a tab: its id, its name, how it is built, the heading it stands under, the kinds it shows.

    ``after`` is the id of the page it follows; without one it is the first under its heading.
    """

    id: str
    title: str
    build: Callable[[Hub], QWidget]
    heading: str = ""
    kinds: tuple[str, ...] = ()
    after: str = ""


def pages_of(
    tab: str,
    special: Iterable[PageSpec] = (),
    headings: Sequence[str] = (),
    tasks: Mapping[str, tuple[Task, ...]] = MappingProxyType({}),
) -> tuple[PageSpec, ...]:
    """The pages of a tab: a list for each kind that declares to stand there, and the ``special`` ones among them.

    ``headings`` is their order where it is not that of the kinds; ``tasks`` what is done with a record of a list.
    """
    kinds = [kind for kind in KINDS.values() if kind.page and kind.page.tab == tab]
    found = [
        _list_page(kind, kind.page, tasks.get(kind.key, ()))
        for kind in kinds
        if kind.page and not kind.page.id
    ]
    for spec in special:
        mine = tuple(kind.key for kind in kinds if kind.page and kind.page.id == spec.id)
        found.insert(_place(spec, found), replace(spec, kinds=mine))
    places = {heading: place for place, heading in enumerate(headings)}
    return tuple(sorted(found, key=lambda spec: places.get(spec.heading, len(places))))


def _place(spec: PageSpec, pages: list[PageSpec]) -> int:
    """Where a page goes among others."""
    for place, page in enumerate(pages):
        if page.id == spec.after:
            return place + 1
        if not spec.after and page.heading == spec.heading:
            return place
    return len(pages)


def _list_page(kind: Kind, page: Page, tasks: tuple[Task, ...]) -> PageSpec:
    """A page that lists one kind."""
    name = page.title or kind.label

    def build(hub: Hub) -> QWidget:
        return RecordList(hub, kind, name, page.forms, tasks)

    return PageSpec(kind.key, name, build, page.heading, (kind.key,))


class SubPages(QWidget):
    """Shows one of several pages."""

    def __init__(self, hub: Hub, pages: tuple[PageSpec, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._specs = {page.id: page for page in pages}
        self._built: dict[str, QWidget] = {}
        self.names = QListWidget()
        self.names.setAccessibleName("本页目录")
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        style.set_role(self.names, "pages")
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.names)
        row.addWidget(self._stack, 1)
        self._fill()
        self.names.currentItemChanged.connect(self._on_chosen)
        self.show_page(pages[0].id)

    @property
    def page_ids(self) -> tuple[str, ...]:
        """The ids of the pages in their order."""
        return tuple(self._specs)

    @property
    def current_page(self) -> QWidget:
        """The page in view."""
        return self._stack.currentWidget()

    @property
    def current_list(self) -> RecordList | None:
        """The list in view, None when the page is no list."""
        page = self.current_page
        return page if isinstance(page, RecordList) else None

    def show_page(self, page_id: str) -> QWidget:
        """Show a page and give it back."""
        for row in range(self.names.count()):
            item = self.names.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == page_id:
                self.names.setCurrentItem(item)
        return self._show(page_id)

    def show_query(self, query: Query) -> None:
        """Show the records of a query on the page of their kind."""
        page = self._page_of(query.kind.key)
        if isinstance(page, RecordList):
            page.show_query(query)

    def open_record(self, kind_key: str, record_id: int, task: str = "") -> None:
        """Show a record on the page of its kind, and open its editor or begin a task with it."""
        page = self._page_of(kind_key)
        if isinstance(page, RecordList):
            if task:
                page.begin_task(task, record_id)
            else:
                page.open_record(record_id)

    def open_part(self, kind_key: str, record_id: int, part: OpenRecord) -> None:
        """Show a part of a record on the page of the record it belongs to."""
        page = self._page_of(kind_key)
        if isinstance(page, RecordList):
            page.open_record(record_id, part)

    @called_by_qt(None)
    def changeEvent(self, event: QEvent) -> None:
        """The names need more room in larger type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _page_of(self, kind_key: str) -> QWidget | None:
        for spec in self._specs.values():
            if kind_key in spec.kinds:
                return self.show_page(spec.id)
        return None

    def _fill(self) -> None:
        heading = ""
        for spec in self._specs.values():
            if spec.heading and spec.heading != heading:
                heading = spec.heading
                head = QListWidgetItem(heading)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.names.addItem(head)
            item = QListWidgetItem(("　" if spec.heading else "") + spec.title)
            item.setData(Qt.ItemDataRole.UserRole, spec.id)
            self.names.addItem(item)
        self._fit()

    def _fit(self) -> None:
        longest = max((len(spec.title) + bool(spec.heading) for spec in self._specs.values()), default=4)
        margins = 44 + self.names.verticalScrollBar().sizeHint().width()
        self.names.setFixedWidth(self.names.fontMetrics().horizontalAdvance("汉") * max(longest, 6) + margins)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and (page_id := item.data(Qt.ItemDataRole.UserRole)):
            self._show(str(page_id))

    def _show(self, page_id: str) -> QWidget:
        if page_id not in self._built:
            page = self._built[page_id] = self._specs[page_id].build(self._hub)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._built[page_id])
        return self._built[page_id]
