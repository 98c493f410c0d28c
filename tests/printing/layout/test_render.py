import re
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition
from tests.printing.fillings import Filling, render_filled
from tests.printing.sample_data import sample

from station_desk.domain.basics.errors import KnownError
from station_desk.printing.drawing.data import DocumentMeta, FormData
from station_desk.printing.forms.definition import Form, parse_form
from station_desk.printing.layout.render import render, render_many
from station_desk.printing.type.fonts import Fonts

Pages = Callable[..., list[str]]
INVENTED = re.compile("符样例|云溪|样云|样丰收|例来福|甲某|甄样例")
RARE = "㛃 𬭩 𠮷 <b>粗</b> & =1+1 🙂 \\( ) %s {x}"


def table(complete: bool = False, **extra: object) -> dict[str, object]:
    columns = [
        {"key": "no", "label": "序号", "width": 12, "number": True},
        {"key": "name", "label": "姓名", "width": 40, "printed": True},
        {"key": "score", "label": "得分", "width": 20, "sum": True, "complete": complete},
    ]
    return {"kind": "table", "source": "rows", "columns": columns, **extra}


def rows(count: int, **values: str) -> FormData:
    return FormData(
        {}, {"rows": [{"name": f"样例{n}", "score": "0.5", **values} for n in range(1, count + 1)]}
    )


def test_the_same_data_gives_the_same_bytes(forms: dict[str, Form], fonts: Fonts) -> None:
    for form in forms.values():
        assert render(form, sample(), fonts).pdf == render(form, sample(), fonts).pdf


def test_every_form_prints_filled_and_blank(forms: dict[str, Form], fonts: Fonts) -> None:
    ways: tuple[Filling, Filling] = ("ordinary", "blank")
    for form in forms.values():
        filled, empty = (_text(render_filled(form, way, fonts).pdf) for way in ways)
        assert INVENTED.search(filled)
        assert not INVENTED.search(empty)


def test_the_application_holds_what_is_signed(forms: dict[str, Form], fonts: Fonts) -> None:
    text = _text(render(forms["application"], sample(), fonts).pdf)
    numbers = re.findall(r"\b[A-E]\d+\b", text)
    assert len(set(numbers) & {row["no"] for row in sample().tables["score_items"]}) == 56
    assert text.count("小　计") == 5
    assert "总　分 56 55.5" in text
    assert text.count("（盖章）") == 2
    assert "第 1 页" in text and "共 6 页" in text


def test_the_blank_application_keeps_criteria_and_full_marks_only(
    forms: dict[str, Form], fonts: Fonts
) -> None:
    text = _text(render(forms["application"], sample(), fonts, blank=True).pdf)
    assert "总　分 56\n" in text
    assert "55.5" not in text and "值班" not in text


def test_file_properties_and_bookmarks(forms: dict[str, Form], fonts: Fonts) -> None:
    parts = [(forms["rooms"], sample()), (forms["roster"], sample()), (forms["application"], sample())]
    made = render_many(parts, fonts, meta=DocumentMeta("申报材料", "云溪司法所", "2024"))
    reader = PdfReader(BytesIO(made.pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("申报材料", "云溪司法所")
    assert str(reader.root_object["/Lang"]) == "zh-CN"
    assert _outline(made.pdf) == [form.title for form, _ in parts]
    assert made.pages == len(reader.pages)


def test_page_numbers_run_through_all_parts_and_leave_out_the_cover(
    forms: dict[str, Form], fonts: Fonts
) -> None:
    made = render_many([(forms["rooms"], sample()), (forms["application"], sample())], fonts)
    texts = [page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages]
    numbers = [re.findall(r"第 (\d+) 页", text) for text in texts]
    assert numbers == [["1"], [], *([str(n)] for n in range(2, made.pages))]
    assert all(f"共 {made.pages - 1} 页" in text for text in (texts[0], texts[-1]))


def test_a_batch_can_name_each_part_by_its_values(fonts: Fonts) -> None:
    form = parse_form({**definition({"kind": "note", "text": "甲"}), "bookmark": "{number}"})
    made = render_many([(form, FormData({"number": "样1号"})), (form, FormData({}))], fonts)
    assert _outline(made.pdf) == ["样1号", "样例表"]


def test_rare_characters_and_markup_print_exactly(pages: Pages) -> None:
    data = FormData({"x": RARE}, {"rows": [{"name": RARE}]})
    grid = {"kind": "grid", "columns": [1, 5], "row": [{"cells": [{"label": "姓名"}, {"value": "{x}"}]}]}
    text = "\n".join(pages({"kind": "paragraph", "text": "{x}"}, grid, table(), data=data))
    assert text.replace("\n", "").replace(" ", "").count(RARE.replace(" ", "")) >= 2
    assert "𬭩" in text and "🙂" in text


@pytest.mark.parametrize("place", ["cell", "table", "text", "sign"])
def test_a_character_no_font_has_stops_the_print_with_its_place(pages: Pages, place: str) -> None:
    bad = "甲ཀ"
    blocks: dict[str, tuple[dict[str, object], str]] = {
        "cell": (
            {"kind": "grid", "columns": [1, 1], "row": [{"cells": [{"label": "曾用名"}, {"value": "{x}"}]}]},
            "曾用名",
        ),
        "table": (table(), "姓名"),
        "text": ({"kind": "paragraph", "text": "事由{x}"}, "事由"),
        "sign": ({"kind": "signatures", "party": [{"title": "意见", "text": "{x}"}]}, "意见"),
    }
    block, where = blocks[place]
    with pytest.raises(KnownError, match=rf"“{where}.*”中的字符“ཀ”（U\+0F40，属藏文）"):
        pages(block, data=FormData({"x": bad}, {"rows": [{"name": bad}]}))


def test_the_head_returns_on_every_page_and_no_row_is_lost(pages: Pages) -> None:
    texts = pages(table(), data=rows(200))
    assert len(texts) > 3
    assert all("序号" in text and "得分" in text for text in texts)
    names = [name for text in texts for name in re.findall(r"样例\d+", text)]
    assert names == [f"样例{n}" for n in range(1, 201)]


def test_groups_have_heads_subtotals_and_a_total(pages: Pages) -> None:
    data = FormData(
        {},
        {
            "rows": [
                {"g": "1", "t": "甲部", "name": "一", "score": "2.5"},
                {"g": "1", "t": "甲部", "name": "二", "score": "1.5"},
                {"g": "2", "t": "乙部", "name": "三", "score": "3"},
                {"g": "2", "t": "乙部", "name": "四", "score": ""},
            ]
        },
    )
    group = {"by": "g", "title": "{t}", "subtotal": "小计"}
    (text,) = pages(table(group=group, total="合计"), data=data)
    assert "小计（得分另有 1 条未填） 3\n合计（得分另有 1 条未填） 7" in text
    (text,) = pages(table(complete=True, group=group, total="合计"), data=data)
    assert "甲部\n1 一 2.5\n2 二 1.5\n小计 4\n乙部" in text
    # A part of a score with an open cell has no sum yet, and neither has the whole.
    assert "小计\n合计\n" in text


def test_a_subtotal_never_stands_alone_at_the_head_of_a_page(pages: Pages) -> None:
    for count in range(18, 30):
        texts = pages(table(total="合计"), data=rows(count))
        assert all("样例" in text for text in texts if "合计" in text)


def test_a_head_or_band_is_never_left_without_its_row(pages: Pages) -> None:
    heading = {"kind": "heading", "text": "小标题"}
    group = {"by": "name", "title": "组别", "subtotal": "小计"}
    for count in range(4, 13):
        for size in (10, 500, 900, 2500):
            data = FormData({}, {"rows": [{"name": "长" * size, "score": "1"}]})
            before = {"kind": "paragraph", "text": "\n".join(["前文"] * count * 3)}
            for text in pages(before, heading, table(group=group, total="合计"), data=data):
                # Only sums may follow a row of several pages onto the last one.
                begun = "小标题" in text or "组别" in text or ("序号" in text and "合计" not in text)
                assert "长" in text or not begun


def test_an_overfull_cell_goes_on_over_pages_and_loses_nothing(pages: Pages) -> None:
    long = "".join(chr(0x4E00 + n % 5000) for n in range(20_000))
    grid = {
        "kind": "grid",
        "columns": [1, 4],
        "row": [
            {"cells": [{"label": "照片", "rows": 2, "photo": "photo"}, {"value": "{x}"}]},
            {"cells": [{"value": "尾"}]},
        ],
    }
    for block in (grid, table()):
        texts = pages(block, data=FormData({"x": long}, {"rows": [{"name": long}]}))
        assert len(texts) > 5
        assert long in re.sub(r"[\n ]|第 \d+ 页|共 \d+ 页|序号|姓名|得分", "", "".join(texts)).replace(
            "1", ""
        )


def test_running_text_goes_on_over_pages_without_single_lines(pages: Pages) -> None:
    long = "本所依照规定开展工作，" * 900
    texts = pages({"kind": "paragraph", "text": long})
    assert len(texts) > 2
    body = "".join(re.sub(r"\s|第\s*\d+\s*页|共\s*\d+\s*页", "", text) for text in texts)
    assert body == long
    assert all(text.count("\n") >= 2 for text in texts)


def test_signatures_stay_together_with_the_declaration_above(pages: Pages) -> None:
    sign = {"kind": "signatures", "party": [{"title": "司法所意见", "seal": True, "date": "{d}"}]}
    keep = {"kind": "paragraph", "text": "特此声明。", "keep": True}
    for count in (10, 18, 20, 22):
        texts = pages(table(), keep, sign, data=rows(count))
        last = texts[-1]
        assert "特此声明。" in last and "（盖章）" in last and "年" in last


def test_boxes_are_ticked_as_the_value_says(pages: Pages) -> None:
    checks = {"kind": "checks", "label": "类型", "options": ["乡镇", "街道", "其他"], "value": "{x}"}
    (text,) = pages(checks, data=FormData({"x": "街道、其他"}))
    assert re.sub(r"\s", "", text).startswith("类型□乡镇☑街道☑其他")
    (text,) = pages({**checks, "by_hand": ["其他"]}, data=FormData({"x": "街道、其他"}))
    assert re.sub(r"\s", "", text).startswith("类型□乡镇☑街道□其他"), "what is for the pen no value ticks"


def test_blocks_that_depend_on_data_are_left_out_but_stand_on_the_blank_form(pages: Pages) -> None:
    block = table(when="rows", blank_rows=3)
    note = {"kind": "note", "text": "完"}
    assert "序号" not in pages(block, note)[0]
    assert "1\n2\n3" in pages(block, note, blank=True)[0]


def test_empty_values_leave_a_line_for_the_pen(pages: Pages) -> None:
    assert "兹有____同志" in pages({"kind": "paragraph", "text": "兹有{name:2}同志"})[0]


def test_shrinking_stops_at_the_floor_and_then_wraps(pages: Pages) -> None:
    cells = [{"value": "{name}", "floor": 7.5}, {"value": "丙"}]
    block = {"kind": "grid", "columns": [1, 9], "row": [{"cells": cells}]}
    (text,) = pages(block, data=FormData({"name": "一二三四五六七八九十"}))
    assert "一二三四五六七八九十" in text.replace("\n", "")
    assert "一二三四五六七八九十" not in text


def test_page_numbers_between_dashes(fonts: Fonts) -> None:
    blocks = ({"kind": "note", "text": "甲"}, {"kind": "pagebreak"}, {"kind": "note", "text": "乙"})
    form = parse_form({**definition(*blocks), "page_number": "dash"})
    texts = [page.extract_text() for page in PdfReader(BytesIO(render(form, FormData(), fonts).pdf)).pages]
    assert ["— 1 —" in texts[0], "— 2 —" in texts[1]] == [True, True]


def test_nothing_to_print_is_a_programming_error(fonts: Fonts) -> None:
    with pytest.raises(ValueError, match="nothing"):
        render_many([], fonts)


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def _outline(pdf: bytes) -> list[str | None]:
    """The titles of the first level of bookmarks."""
    return [entry.title for entry in PdfReader(BytesIO(pdf)).outline if not isinstance(entry, list)]


def test_a_tick_is_drawn_over_its_box_in_a_stretched_line_too(fonts: Fonts) -> None:
    form = parse_form(definition({"kind": "paragraph", "text": "{x}"}))
    pdf = render(form, FormData({"x": "本所☑是ABC，□否。" * 20}), fonts).pdf
    contents = PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert contents is not None
    assert contents.get_data().count(b"1 J 1 j") == 20


def test_a_long_title_breaks_into_lines_of_about_the_same_length(pages: Pages) -> None:
    (text,) = pages({"kind": "title", "text": "关于开展司法所规范化建设情况检查的自查自评报告"})
    first, second = text.splitlines()[:2]
    assert abs(len(first) - len(second)) <= 2


def test_the_strip_over_signatures_grows_with_its_headings(pages: Pages) -> None:
    heading = "样例县样例镇样例村人民调解委员会和样例司法所" * 4
    (text,) = pages(
        {"kind": "signatures", "party": [{"title": heading}, {"title": "意见", "lines": ["签名："]}]}
    )
    assert heading in text.replace("\n", "") and "签名：" in text
