"""The list model over a list that is far longer than what is ever fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Query
from station_desk.services.records.listing import Row
from station_desk.services.session.session import Session
from station_desk.ui.records.model import KEPT, PAGE, RecordListModel

KIND = Mediation.KIND
LONG = 1_000_000


def _row(number: int, texts: list[str]) -> Row:
    return Row((number, *texts), [str] * len(texts))


class LongList:
    """A list of numbered rows that remembers what was asked of it."""

    def __init__(self, total: int, asked: list[tuple[int, int]]) -> None:
        self.columns: tuple[Field, ...] = tuple(field for field in KIND.fields if field.listed)
        self._total = total
        self._asked = asked

    def total(self) -> int:
        return self._total

    def rows(self, offset: int, count: int) -> Sequence[Row]:
        self._asked.append((offset, count))
        last = min(offset + count, self._total)
        return [_row(n + 1, [f"{n}:{i}" for i in range(len(self.columns))]) for n in range(offset, last)]

    def position_of(self, record_id: int) -> int | None:
        return record_id - 1 if 1 <= record_id <= self._total else None

    @property
    def is_ready(self) -> bool:
        return True

    def found_in(self, session: Session) -> Sequence[int]:
        raise AssertionError("a list that is ready need not be found")

    def of(self, found: Sequence[int]) -> LongList:
        self._total = len(found)
        return self


class SlowList(LongList):
    """A list that must be found first."""

    @property
    def is_ready(self) -> bool:
        return False


class Later:
    """Finds nothing before it is told to, and then only what was asked last."""

    def __init__(self) -> None:
        self._show: Callable[[Any], None] | None = None

    @property
    def is_busy(self) -> bool:
        return self._show is not None

    def ask(self, count: Callable[[Session], Any], show: Callable[[Any], None]) -> None:
        self._show = show

    def stop(self) -> None:
        self._show = None

    def find(self, found: Sequence[int]) -> None:
        assert self._show is not None
        show, self._show = self._show, None
        show(found)


class Fixture:
    """A model and what its source was asked."""

    def __init__(self, total: int) -> None:
        self.queries: list[Query] = []
        self.asked: list[tuple[int, int]] = []
        self.later = Later()
        self.model = RecordListModel(lambda query: self._open(query, total), Query(KIND), self.later)
        self.model.show(Query(KIND))

    def _open(self, query: Query, total: int) -> LongList:
        self.queries.append(query)
        return (SlowList if query.search else LongList)(total, self.asked)

    def text(self, row: int, column: int = 0) -> str:
        return str(self.model.index(row, column).data())


def test_obeys_the_rules_of_item_models(qtmodeltester: Any) -> None:
    qtmodeltester.check(Fixture(450).model)


def test_fetches_only_the_pages_looked_at() -> None:
    view = Fixture(LONG)
    assert view.model.rowCount() == LONG
    assert view.text(0) == "0:0"
    assert view.text(LONG - 1, 2) == f"{LONG - 1}:2"
    assert view.text(LONG // 2) == f"{LONG // 2}:0"
    assert view.asked == [(0, PAGE), (LONG - PAGE, PAGE), (LONG // 2, PAGE)]


def test_forgets_pages_long_out_of_view() -> None:
    view = Fixture(LONG)
    for page in range(KEPT + 1):
        view.text(page * PAGE)
    view.text(KEPT * PAGE)
    view.text(0)
    assert len(view.asked) == KEPT + 2
    assert view.asked[-1] == (0, PAGE)


def test_sorting_is_asked_of_the_file_and_can_be_taken_back() -> None:
    view = Fixture(10)
    column = next(n for n, field in enumerate(view.model.columns) if field.key == "accepted_on")
    view.model.sort(column, Qt.SortOrder.DescendingOrder)
    assert view.queries[-1].order == ("accepted_on", True)
    view.model.sort(-1)
    assert view.queries[-1].order is None


def test_tooltips_show_markup_as_it_was_typed() -> None:
    class Marked(LongList):
        def rows(self, offset: int, count: int) -> Sequence[Row]:
            return [_row(1, ["<b>&</b>"] * len(self.columns))]

    model = RecordListModel(lambda _: Marked(1, []), Query(KIND), Later())
    model.show(Query(KIND))
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_file_that_cannot_be_read_is_told_and_leaves_an_empty_list(qtbot: QtBot) -> None:
    def gone(query: Query) -> LongList:
        raise KnownError("U 盘已经拔出")

    model = RecordListModel(gone, Query(KIND), Later())
    with qtbot.waitSignal(model.failed) as told:
        model.show(Query(KIND))
    assert told.args is not None
    assert "U 盘" in str(told.args[0])
    assert model.rowCount() == 0


@pytest.mark.parametrize(("record_id", "row"), [(1, 0), (LONG, LONG - 1), (LONG + 1, None)])
def test_finds_the_row_of_a_record(record_id: int, row: int | None) -> None:
    assert Fixture(LONG).model.row_of(record_id) == row


def test_a_list_that_takes_a_while_replaces_the_one_before_only_when_it_is_found() -> None:
    view = Fixture(10)
    view.model.show(Query(KIND, search="甲"))
    assert view.later.is_busy
    assert view.model.rowCount() == 10
    assert view.text(9) == "9:0"
    view.later.find(range(3))
    assert not view.model.is_busy
    assert view.model.rowCount() == 3


def test_what_is_shown_at_once_overtakes_what_is_still_being_found() -> None:
    view = Fixture(10)
    view.model.show(Query(KIND, search="甲"))
    view.model.show(Query(KIND))
    assert not view.model.is_busy
    assert view.model.rowCount() == 10
    assert view.model.query.search == ""
