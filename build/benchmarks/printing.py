"""Printing: a long register beside its bare cells on a canvas, and one form of a running program."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from io import BytesIO
from typing import Any, Final, overload

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Result, compare, seconds
from benchmarks.samples import Samples
from devtools.project import ROOT
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import Form, load_forms
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

_FONTS: Final = ROOT / "resources" / "fonts"
_ROWS: Final = 10_000
_MANY: Final = 100_000
_ROWS_A_PAGE: Final = 15
_CELLS: Final = (
    *(
        "（2024）样调字第{n}号",
        "2024年5月15日",
        "甲样例",
        "乙样例",
        "甲样例与乙样例邻里纠纷",
        "邻里",
        "依申请调解",
    ),
    *("示例镇样例村人民调解委员会", "贾示范", "2024年6月1日", "调解成功", "书面", "已履行", ""),
)
_KEYS: Final = (
    *("case_number", "accepted_on", "applicant", "respondent", "title", "dispute_type", "source"),
    *("committee", "mediators", "closed_on", "result", "agreement", "performance", "note"),
)


class _Rows(Sequence[Mapping[str, str]]):
    """Invented rows of a mediation register, made as they are asked for."""

    def __init__(self, count: int) -> None:
        self._count = count

    @overload
    def __getitem__(self, index: int) -> Mapping[str, str]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, str]]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [_row(n) for n in range(self._count)[index]]
        return _row(range(self._count)[index])

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        return map(_row, range(self._count))

    def __len__(self) -> int:
        return self._count


def _row(number: int) -> dict[str, str]:
    return dict(zip(_KEYS, (text.format(n=number) for text in _CELLS), strict=True))


@cache
def _tools() -> tuple[dict[str, Form], Fonts]:
    return load_forms(ROOT / "forms"), Fonts(_FONTS)


def long_register(samples: Samples) -> Result:
    """A register of 10,000 rows against the same texts and rules drawn straight on a canvas."""
    return _register(_ROWS, goal=1.3, rounds=3)


def endless_register(samples: Samples) -> Result:
    """The same of 100,000 rows."""
    return _register(_MANY, goal=1.4, rounds=1)


def _register(count: int, goal: float, rounds: int) -> Result:
    forms, fonts = _tools()
    data = FormData({"year": "2024"}, {"mediation": _Rows(count)})
    work = partial(render, forms["mediation_register"], data, fonts)
    name = f"register of {count:,} rows / bare cells on a canvas"
    return compare(name, work, partial(_bare, count), goal=goal, rounds=rounds)


def single_form(samples: Samples) -> Result:
    """One form about a record, in a program that has printed before."""
    forms, fonts = _tools()
    data = FormData(_row(1) | {"facts": "双方的院墙相邻，雨水渗入厢房。" * 9})
    work = partial(render, forms["mediation_agreement"], data, fonts)
    return seconds("one form, warm", work, goal=0.02, rounds=9)


def _bare(count: int) -> bytes:
    """The same cells as the register's without wrapping, fallback or page furniture."""
    pdfmetrics.registerFont(TTFont("Bare", str(_FONTS / "FandolFang-Regular.ttf")))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(842, 595), pageCompression=1)
    for number, row in enumerate(_Rows(count)):
        place = number % _ROWS_A_PAGE
        if place == 0:
            canvas.setFont("Bare", 8.5)
        y = 500 - place * 28
        for column, text in enumerate((str(number + 1), *row.values())):
            canvas.rect(50 + column * 50, y, 50, 28)
            canvas.drawString(52 + column * 50, y + 10, text)
        if place == _ROWS_A_PAGE - 1:
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()
