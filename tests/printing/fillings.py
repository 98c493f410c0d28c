"""The three fillings every form is shown in: blank, ordinary, overfull."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Final, Literal

from PIL import Image
from tests.printing import help_samples
from tests.printing.correction_samples import PARTS
from tests.printing.record_samples import RECORDS
from tests.printing.sample_data import sample

from station_desk.printing.drawing.data import FormData, Picture, Rendered
from station_desk.printing.forms.definition import Form, inner_blocks
from station_desk.printing.forms.grids import Grid
from station_desk.printing.forms.texts import Checks
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts
from station_desk.services.forms.uses import listings, uses

Filling = Literal["blank", "ordinary", "overfull"]
FILLINGS: Final[tuple[Filling, ...]] = ("blank", "ordinary", "overfull")

_LONG: Final = (
    "这是一段写得很长的虚构内容，用来看表格在内容过多时怎样排版，其中有数字1234567890、"
    "西文Station Desk 2024、（括号）“引号”和《书名》；"
)
_SHORT: Final = re.compile(r"[\d.,年月日至/-]*")
_CELL: Final = 60
_TEXT: Final = 700
_ROWS: Final = {
    "staff": 25,
    "equipment": 45,
    "mediation": 45,
    "correction": 30,
    "resettlement": 30,
    "remedy": 12,
    "visit": 14,
    "case_parties": 40,
    "evidence_items": 40,
}
LONG_TEXTS: Final = frozenset(
    {"facts", "claims", "agreement_text", "content", "issue", "situation", "needs", "reason", "ban", "note"}
)


def _photo(colour: str) -> bytes:
    packed = BytesIO()
    Image.new("RGB", (80, 60), colour).save(packed, "JPEG")
    return packed.getvalue()


PICTURES: Final = (
    Picture("入户走访.jpg", "2024年5月15日", lambda: _photo("grey")),
    Picture("受潮的旧照片.jpg", "2024年5月16日", lambda: b"\xff\xd8\xff, not a photo any more"),
    Picture("发放物资.jpg", "2024年5月17日", lambda: _photo("white")),
)
"""Pictures attached to a record, the second one spoilt."""


def visits() -> list[Mapping[str, str]]:
    """Three visits, one of them with money handed over."""
    visit = RECORDS["visit"]
    return [{**visit, "held_on": f"2024年{n}月15日", "grant": "325.04" if n == 5 else ""} for n in (4, 5, 6)]


_PARTIES: Final = "case_parties"
_CHOSEN: Final = {
    _PARTIES,
    "correction_plan",
    "correction_appraisal",
    "declaration",
    "contact",
    "sanction",
    "connection",
}
"""Tables of which blocks show some rows."""


def filled(form: Form, filling: Filling) -> FormData:
    """The contents of a form in one of the fillings."""
    data = sample(12)
    data = replace(data, tables={**data.tables, "visit": visits(), **help_samples.PARTS, **PARTS})
    data = replace(data, tables={**data.tables, **_sides(form, data)})
    if filling == "blank":
        return data
    values = {**data.values, **RECORDS.get(form.record, {}), "copy_number": "000012"}
    if filling != "overfull":
        return FormData(values, data.tables, pictures=PICTURES)
    closed = _closed(form)
    return FormData(
        {key: text if key in closed else _overfull(key, text) for key, text in values.items()},
        {name: _many(rows, _ROWS.get(name, len(rows))) for name, rows in data.tables.items()},
        pictures=[replace(one, name=one.name * 9) for one in PICTURES],
    )


def _sides(form: Form, data: FormData) -> dict[str, Sequence[Mapping[str, str]]]:
    """The rows that each block of a form shows, as the parties of one side."""
    return {
        block.rows_key: [
            row
            for row in data.tables[block.source]
            if all(each.met(row.get(each.name, "")) for each in block.where)
        ]
        for _, block in listings(form)
        if block.source in _CHOSEN
    }


def two_parties(data: FormData) -> FormData:
    """The contents of a case as most are: between two, without a third party."""
    fewer = {
        name: [row for row in rows if row.get("side") != "其他当事人"]
        for name, rows in data.tables.items()
        if name.startswith(_PARTIES)
    }
    return replace(data, tables={**data.tables, **fewer})


def render_filled(form: Form, filling: Filling, fonts: Fonts) -> Rendered:
    """A form printed in one of the fillings."""
    return render(form, filled(form, filling), fonts, blank=filling == "blank")


def _closed(form: Form) -> set[str]:
    """The values that come from closed lists and so are never long."""
    blocks = [block for _, block in inner_blocks(form.blocks)]
    grids = [block for block in blocks if isinstance(block, Grid)]
    cells = [cell.value for grid in grids for row in grid.row for cell in row.cells if cell.options]
    checks = [block.value for block in blocks if isinstance(block, Checks)]
    compared = {use.name for use in uses(form) if use.condition and use.condition.way != "there"}
    return {value.strip("{}") for value in (*cells, *checks)} | compared


def _overfull(key: str, text: str) -> str:
    """Longer than any place for it, but a date or number stays one."""
    if _SHORT.fullmatch(text) and key not in LONG_TEXTS:
        return text
    length = _TEXT if key in LONG_TEXTS else _CELL
    return (text + _LONG * (length // len(_LONG) + 1))[:length]


def _many(rows: Sequence[Mapping[str, str]], count: int) -> list[Mapping[str, str]]:
    """So many rows, every ninth with overfull cells."""
    more = [rows[number % len(rows)] for number in range(count)]
    return [
        {key: _overfull(key, text) if number % 9 == 0 else text for key, text in row.items()}
        for number, row in enumerate(more)
    ]
