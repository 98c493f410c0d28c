"""How tables look: one size, widths by content, lines of a row, what stands under it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition
from tests.printing.fillings import FILLINGS, Filling, filled

from station_desk.domain.packs.keys import FaultyError
from station_desk.printing.drawing.data import FormData
from station_desk.printing.drawing.pen import MM
from station_desk.printing.forms.definition import Form, parse_form
from station_desk.printing.forms.tables import Table
from station_desk.printing.layout.columns import _shared, _Wish
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

Pages = Callable[..., list[str]]
Row = dict[str, str]
LEAST = 9.0
LONG = "".join(chr(0x4E00 + number) for number in range(5000))


def column(key: str, **extra: object) -> dict[str, object]:
    return {"key": key, "label": key.upper(), "width": 10, **extra}


def table(*columns: dict[str, object], **extra: object) -> dict[str, object]:
    return {"kind": "table", "source": "rows", "columns": list(columns), **extra}


def rows(*of: Row) -> FormData:
    return FormData({}, {"rows": list(of)})


def placed(pdf: bytes) -> Iterator[tuple[int, float, float, float, str]]:
    """Every text of a document: its page, place from the left and from the foot in millimetres, size, characters."""
    found: list[tuple[int, float, float, float, str]] = []
    for number, page in enumerate(PdfReader(BytesIO(pdf)).pages):

        def note(text: str, cm: Any, tm: Any, font: Any, size: float, number: int = number) -> None:
            if text.strip():
                found.append((number, tm[4] / MM, tm[5] / MM, size, text.strip()))

        page.extract_text(visitor_text=note)
    yield from found


def alone(form: Form, block: Table) -> Form:
    """A form of one table, so that everything on the sheet is that table's; no row goes on an annex sheet."""
    return replace(
        form,
        blocks=(replace(block, when=(), most=0.0),),
        footer=(),
        about="",
        page_number="none",
        watermark="",
    )


@pytest.mark.parametrize("filling", FILLINGS)
def test_all_texts_of_a_table_have_its_size_and_none_is_too_small(
    forms: dict[str, Form], fonts: Fonts, filling: Filling
) -> None:
    seen = 0
    for form in forms.values():
        for block in form.blocks:
            if isinstance(block, Table):
                one = alone(form, block)
                pdf = render(one, filled(form, filling), fonts, blank=filling == "blank").pdf
                # Latin letters of another face are fitted to the Chinese ones by a scale of their own.
                sizes = {size for *_, size, text in placed(pdf) if re.search("[一-龥]", text)}
                assert sizes == {block.size}, (form.id, block.source)
                assert block.size >= LEAST
                seen += 1
    assert seen > 20


def test_a_smaller_size_is_refused() -> None:
    with pytest.raises(FaultyError, match=r"size"):
        parse_form(definition(table(column("a"), size=8.5)))


def test_dates_are_told_short_where_a_column_says_so(pages: Pages) -> None:
    (text,) = pages(
        table(column("a", short=True), column("b")), data=rows({"a": "2026年1月4日", "b": "2026年1月4日"})
    )
    assert "2026-01-04" in text and "2026年1月4日" in text


def test_widths_follow_the_content_so_that_short_texts_stay_whole(fonts: Fonts) -> None:
    columns = (column("a", short=True), column("b"), column("c"))
    data = rows({"a": "2026年11月24日", "b": "张样例", "c": "长" * 300}, {"b": "欧阳样例"})
    for width in (1, 100):
        form = parse_form(definition(table(column("d", width=width), *columns, by_content=True)))
        texts = [text for *_, text in placed(render(form, data, fonts).pdf)]
        assert {"2026-11-24", "张样例", "欧阳样例"} <= set(texts)
        # The long text takes what is left: no tower.
        assert max(map(len, texts)) > 20


def test_where_all_is_crowded_running_text_gives_way_and_not_a_date(fonts: Fonts) -> None:
    columns = [column("day", short=True), column("s", label="状态"), *(column(f"t{n}") for n in range(9))]
    row = {"day": "2026年11月24日", "s": "在册"} | {f"t{n}": "长" * 200 for n in range(9)}
    form = parse_form(definition(table(*columns, by_content=True)))
    texts = {text for *_, text in placed(render(form, rows(row), fonts).pdf)}
    assert {"2026-11-24", "状态", "在册"} <= texts


def test_every_page_has_the_edges_of_the_first(fonts: Fonts) -> None:
    many = [{"a": "短", "b": str(number)} for number in range(300)]
    many += [{"a": "这一行比前面的都要长得多" * 3, "b": str(number)} for number in range(40)]
    form = parse_form(definition(table(column("a"), column("b"), by_content=True)))
    lefts = {
        round(x, 1) for _, x, _, _, text in placed(render(form, rows(*many), fonts).pdf) if text.isdigit()
    }
    assert len(lefts) == 1


def test_a_second_line_belongs_to_its_row_and_keeps_to_its_page(fonts: Fonts) -> None:
    columns = (column("no", number=True), column("a"), column("b", line=2), column("c", line=2))
    data = rows(*({"a": f"甲{n}", "b": f"乙{n}", "c": f"丙{n}"} for n in range(60)))
    form = parse_form(definition(table(*columns)))
    where = {text: (page, y) for page, _, y, _, text in placed(render(form, data, fonts).pdf)}
    for n in range(60):
        (first, top), (second, under) = where[f"甲{n}"], where[f"乙{n}"]
        assert first == second and under < top and where[f"丙{n}"] == where[f"乙{n}"]
    wide = replace(form, paper="A3")
    where = {text: (page, y) for page, _, y, _, text in placed(render(wide, data, fonts).pdf)}
    assert where["甲7"] == where["乙7"] == where["丙7"]


def test_one_line_is_kept_where_it_takes_no_more_height(fonts: Fonts) -> None:
    columns = (column("a"), column("b", line=2))
    form = parse_form(definition(table(*columns, by_content=True)))
    where = {text: y for _, _, y, _, text in placed(render(form, rows({"a": "甲", "b": "乙"}), fonts).pdf)}
    assert where["甲"] == where["乙"]


def test_what_stands_under_a_row_takes_no_room_where_there_is_nothing(pages: Pages) -> None:
    columns = (column("no", number=True), column("a"), column("n", label="备　注", under=True))
    (text,) = pages(table(*columns), data=rows({"a": "甲"}, {"a": "乙", "n": "另有说明"}))
    assert text.count("备注") == 1 and "备注：另有说明" in text
    (blank,) = pages(table(*columns, blank_rows=2), blank=True)
    assert "备　注" in blank


def test_an_empty_column_is_left_out_but_a_later_row_loses_nothing(pages: Pages) -> None:
    columns = (
        column("a"),
        column("e", label="证号", droppable=True),
        column("f", label="型号", droppable=True),
    )
    many = [{"a": str(number), "f": "有"} for number in range(400)]
    many[390]["e"] = "样证第390号"
    texts = pages(table(*columns, by_content=True), data=rows(*many))
    assert "证号" not in texts[0] and "型号" in texts[0]
    assert "证号：样证第390号" in "".join(texts)
    assert "证号" in pages(table(*columns, blank_rows=2), blank=True)[0]


@pytest.mark.parametrize("most", [0, 36])
@pytest.mark.parametrize("where", [{}, {"under": True}, {"line": 2}])
def test_a_book_in_one_cell_loses_nothing(pages: Pages, most: float, where: dict[str, object]) -> None:
    columns = (column("no", number=True), column("a"), column("n", **where))
    data = rows({"a": "甲", "n": "短"}, {"a": "乙", "n": LONG}, {"a": "丙", "n": "完"})
    for by_content in (True, False):
        texts = pages(table(*columns, most=most, by_content=by_content), data=data)
        body = re.sub(r"\s|第\d+页共\d+页|NO|[ANn]", "", re.sub(r"\s", "", "".join(texts)))
        assert LONG[-300:] in body and "完" in body


def test_a_column_for_the_pen_keeps_its_share_beside_any_text(fonts: Fonts) -> None:
    columns = [column("a"), column("pen", by_hand=True, width=20), column("b", width=30)]
    form = parse_form(definition(table(*columns, by_content=True)))
    data = rows({"a": LONG[:400], "pen": "不印", "b": LONG[400:900]})
    found = list(placed(render(form, data, fonts).pdf))
    heads = {text: left for _, left, _, _, text in found if text in ("A", "PEN", "B")}
    width = 210 - form.margins.left - form.margins.right
    # The labels stand in the middle of their cells, so the room between them holds half of either neighbour too.
    assert heads["B"] - heads["A"] > width * 20 / 60
    assert "不印" not in "".join(text for *_, text in found)


@pytest.mark.parametrize("key", ["number", "sum", "printed", "short", "under", "droppable"])
def test_a_column_for_the_pen_has_nothing_else(key: str) -> None:
    with pytest.raises(FaultyError, match=r"columns\[2\].by_hand：手写的栏目"):
        parse_form(definition(table(column("a"), column("b", by_hand=True, **{key: True}))))


def test_forty_parties_with_long_names_go_on_the_next_sheet(forms: dict[str, Form], fonts: Fonts) -> None:
    names = [f"样例县样例镇第{number}样例村民小组有限责任公司" for number in range(1, 41)]
    row = {"case_number": "样1号", "title": "样例纠纷", "applicant": "、".join(names), "respondent": "乙"}
    pdf = render(forms["mediation_register"], FormData({}, {"mediation": [row]}), fonts).pdf
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))
    assert "续页" in text and "、".join(names) in text


class Counted(dict[str, str]):
    """A row that tells how many of its like are held at once."""

    held = 0
    most = 0

    def __init__(self, **texts: str) -> None:
        super().__init__(**texts)
        Counted.held += 1
        Counted.most = max(Counted.most, Counted.held)

    def __del__(self) -> None:
        Counted.held -= 1


class Endless(Sequence[Row]):
    """Rows made when they are asked for, once after the other."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return (Counted(a=str(number)) for number in range(self._count))

    def __getitem__(self, index: Any) -> Any:
        raise NotImplementedError


def test_a_register_is_not_held_in_memory(fonts: Fonts) -> None:
    form = parse_form(definition(table(column("a"), column("e", droppable=True), by_content=True)))
    assert render(form, FormData({}, {"rows": Endless(2000)}), fonts).pages > 20
    assert Counted.most < 300


def test_where_room_is_short_running_text_gives_way_and_dates_do_not() -> None:
    date, text, other = _Wish(60, 60), _Wish(80, 300), _Wish(40, 200)
    assert _shared([date, text, other], [1, 1, 1], 150)[1] == pytest.approx([60, 60, 30])
    # Where even that is too little, everything gives way alike.
    assert _shared([date, text, other], [1, 1, 1], 90)[1] == pytest.approx([30, 40, 20])


def test_as_few_columns_as_possible_are_wrapped() -> None:
    """Each keeps the least it needs where the most lines are still too wide; what is left brings one on one line."""
    lines, widths = _shared([_Wish(50, 70), _Wish(50, 4000)], [1, 1], 130)
    assert lines > 1 and widths[0] >= 70 and widths[1] >= 50 and sum(widths) == pytest.approx(130)


def test_sums_at_the_beginning_of_the_second_line_stand_under_their_label(pages: Pages) -> None:
    block = table(column("a"), column("b", line=2, sum=True), column("c", line=2), total="合计")
    (text,) = pages(
        block, data=rows({"a": "甲", "b": "1.5", "c": LONG[:90]}, {"a": "乙", "b": "2", "c": "乙"})
    )
    assert text.split().index("合计") < text.split().index("3.5")
