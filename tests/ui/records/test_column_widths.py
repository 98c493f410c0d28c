"""Columns that are a little too wide for the window give way instead of making people scroll."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from station_desk.ui.report.table import narrowed

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
