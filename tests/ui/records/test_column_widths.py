"""Columns that are a little too wide for the window give way instead of making people scroll."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from tests.ui.stations import add

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.query import Query
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.report.table import narrowed
from station_desk.ui.shell.window import MainWindow

COLUMNS = st.lists(st.tuples(st.integers(40, 400), st.integers(0, 200)), min_size=1, max_size=20)


@given(COLUMNS, st.integers(0, 4000))
def test_columns_fit_when_their_texts_can_spare_it(columns: list[tuple[int, int]], room: int) -> None:
    widths = [width for width, _ in columns]
    spare = [min(part, width) for width, part in columns]
    found = narrowed(widths, spare, room)
    least = [width - part for width, part in zip(widths, spare, strict=True)]
    if sum(widths) <= room or sum(least) > room:
        assert found == widths
    else:
        assert sum(found) <= room
        assert all(low <= now <= high for low, now, high in zip(least, found, widths, strict=True))


def test_a_list_shows_what_matters_without_scrolling_and_the_rest_where_there_is_room(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    add(
        session,
        "mediation",
        case_number="（2026）青禾社区人调字第3号",
        title="样某甲与样某乙道路交通事故纠纷",
        accepted_on="2026-03-02",
        closed_on="2026-03-12",
        result="settled",
        agreement="written",
        performance="done",
        dispute_type="traffic",
        applicant="样某甲、样某乙、样某丙、青禾镇东样村村民委员会",
        respondent="青禾镇样板工业园某某实业有限公司",
        mediators="样某丙、样某丁",
    )
    opened.resize(1366, 720)
    hub.go_to.emit(Query(Mediation.KIND))
    QApplication.processEvents()
    assert opened.workspace is not None
    cases = opened.workspace.current_list
    assert cases is not None
    table, columns = cases.table, cases.model.columns
    hidden = {field.key for at, field in enumerate(columns) if table.isColumnHidden(at)}
    assert hidden and hidden <= {field.key for field in columns if field.aside}
    assert table.horizontalScrollBar().maximum() == 0
    opened.resize(3000, 720)
    QApplication.processEvents()
    assert not any(table.isColumnHidden(at) for at in range(len(columns)))
    table.setColumnWidth(1, 333)
    opened.resize(2990, 720)
    QApplication.processEvents()
    assert table.columnWidth(1) == 333
