"""Statistics on the page: a table whose columns and rows come from what was counted."""

from collections.abc import Iterator, Mapping

from station_desk.printing.forms.cross import LABEL, NONE, NOTE, TERM, Cross
from station_desk.printing.forms.tables import Column, Table
from station_desk.printing.layout.context import Context
from station_desk.printing.layout.entries import Entry
from station_desk.printing.layout.table import TableLayout


def cross_layout(context: Context, cross: Cross) -> TableLayout:
    """A statistic as a table being laid out; the first of its rows are the heads."""
    head, *rows = context.rows(cross.rows_key) or [{LABEL: cross.label}]
    table = Table(
        source=cross.source,
        columns=tuple(_columns(cross, head, context.blank)),
        total=cross.total,
        height=cross.height,
        head_height=cross.head_height,
        size=cross.size,
    )
    return TableLayout(context, table, lambda: _entries(cross, rows, context.blank))


def _columns(cross: Cross, head: Mapping[str, str], blank: bool) -> Iterator[Column]:
    """The column of what is counted, and one for each number; those of one measure stand under its label."""
    yield Column(LABEL, head[LABEL], cross.width)
    whole = head.get(TERM, "").split()
    for key, text in head.items():
        if key in whole or not (blank or key in (LABEL, TERM)):
            measure = cross.columns[int(key.split(".")[0])]
            over = measure.label if "." in key else ""
            yield Column(key, text, measure.width, "center", sum=True, over=over)


def _entries(cross: Cross, rows: list[Mapping[str, str]], blank: bool) -> Iterator[Entry]:
    notes = [row for row in rows if NOTE in row]
    bodies = [row for row in rows if NOTE not in row]
    total = bodies.pop() if cross.total and bodies else {LABEL: cross.total}
    if blank:
        bodies = [{LABEL: row[LABEL]} for row in bodies if row.get(TERM)]
        bodies += [{}] * (cross.blank_rows - len(bodies))
        notes, total = [], {LABEL: cross.total}
    elif not cross.empty:
        bodies = [row for row in bodies if not row.get(NONE)]
    for row in bodies or [{}]:
        yield Entry("body", row)
    if cross.total:
        yield Entry("sum", total, cross.total)
    for row in notes:
        yield Entry("note", label=row[NOTE])
