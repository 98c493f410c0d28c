"""Codes to scan, pictures, bold texts and labels that run downwards."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition
from tests.printing.fillings import PICTURES

from station_desk.domain.basics.errors import KnownError, MissingGlyphError
from station_desk.printing.drawing.data import FormData, Rendered
from station_desk.printing.forms.definition import parse_form
from station_desk.printing.layout.apart.figures import _bars
from station_desk.printing.layout.render import render, render_steps
from station_desk.printing.type.fonts import Fonts
from station_desk.printing.type.upright import upright

Pages = Callable[..., list[str]]
ALWAYS = {"kind": "note", "text": "恒有"}
QR = {"kind": "qr", "text": "{name} https://样例.例/", "label": "扫一扫"}
FRAMES = {"kind": "pictures", "title": "照片", "abreast": 2, "height": 50}
FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def printed(fonts: Fonts, *blocks: Mapping[str, object], data: FormData, blank: bool = False) -> Rendered:
    return render(
        parse_form({**definition(*blocks), "record": "visit", "about": "{name}"}), data, fonts, blank=blank
    )


def text_of(made: Rendered) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages)


def images(made: Rendered) -> int:
    return sum(len(page.images) for page in PdfReader(BytesIO(made.pdf)).pages)


def test_a_code_is_what_its_text_makes_it() -> None:
    count, bars = _bars("样例", "M")
    squares = [["0"] * count for _ in range(count)]
    for row, begin, length in bars:
        for at in range(begin, begin + length):
            squares[row][at] = "1"
    lines = ["".join(row) for row in squares]
    assert count == 21
    for rows, columns in (
        (slice(0, 7), slice(0, 7)),
        (slice(0, 7), slice(-7, None)),
        (slice(-7, None), slice(0, 7)),
    ):
        assert [line[columns] for line in lines[rows]] == FINDER
    assert lines[6][7:14] == "0101010"


def test_a_code_needs_all_its_values_and_keeps_what_is_masked(fonts: Fonts) -> None:
    named = FormData({"name": "样例"})
    for data, blank, there in (
        (named, False, True),
        (FormData(), False, False),
        (named, True, False),
        (replace(named, masked=True), False, False),
    ):
        assert ("扫一扫" in text_of(printed(fonts, ALWAYS, QR, data=data, blank=blank))) is there
    fixed = {**QR, "text": "https://样例.例/"}
    assert "扫一扫" in text_of(printed(fonts, ALWAYS, fixed, data=FormData(masked=True)))


def test_too_much_for_a_code_is_a_sentence(fonts: Fonts) -> None:
    with pytest.raises(KnownError, match=r"二维码里要写 2000 个字，放不下.*level"):
        printed(fonts, {**QR, "text": "{x}"}, data=FormData({"x": "字" * 2000}))


def test_pictures_stand_in_frames_with_their_names(fonts: Fonts) -> None:
    data = FormData(pictures=PICTURES)
    made = printed(fonts, ALWAYS, FRAMES, data=data)
    said = re.sub(r"\s", "", text_of(made))
    assert images(made) == 2
    for one in PICTURES:
        assert f"{one.name}{one.day}" in said
    # A spoilt one is named in its frame and stops nothing.
    assert "“受潮的旧照片.jpg”的图片已损坏" in said
    assert made.pdf == printed(fonts, ALWAYS, FRAMES, data=data).pdf
    bare = re.sub(r"\s", "", text_of(printed(fonts, ALWAYS, {**FRAMES, "caption": False}, data=data)))
    assert "入户走访" not in bare and "受潮的旧照片" in bare


def test_a_picture_that_cannot_be_read_is_told_in_its_frame(fonts: Fonts) -> None:
    def gone() -> bytes:
        raise KnownError("附件“甲.jpg”的内容丢失或者损坏", "其他内容不受影响", "请从备份里找回")

    said = text_of(printed(fonts, FRAMES, data=FormData(pictures=[replace(PICTURES[0], content=gone)])))
    assert "附件“甲.jpg”的内容丢失或者损坏，请把照片贴在这里" in said.replace("\n", "")


def test_no_face_on_a_masked_or_blank_paper(fonts: Fonts) -> None:
    for masked, blank in ((True, False), (False, True)):
        made = printed(
            fonts, ALWAYS, {**FRAMES, "rows": 1}, data=FormData(pictures=PICTURES, masked=masked), blank=blank
        )
        assert images(made) == 0 and "入户" not in text_of(made)
        assert ("照片" in text_of(made)) is blank
    with pytest.raises(KnownError, match="没有一处要印"):
        printed(fonts, FRAMES, data=FormData(pictures=PICTURES, masked=True))


def test_a_long_name_of_a_picture_wraps_and_a_strange_one_is_named(fonts: Fonts) -> None:
    long = [replace(one, name="长名字" * 40) for one in PICTURES]
    made = printed(fonts, FRAMES, data=FormData(pictures=long))
    assert re.sub(r"\s", "", text_of(made)).count("长名字" * 40) >= 2
    strange = FormData(pictures=[replace(PICTURES[0], name="甲ཀ.jpg")])
    with pytest.raises(MissingGlyphError, match="照片说明"):
        printed(fonts, FRAMES, data=strange)
    form = parse_form({**definition(FRAMES), "record": "visit", "about": "{name}"})
    steps = render_steps([(form, strange)], fonts, substitutes={"ཀ": "ga"})
    with pytest.raises(StopIteration) as end:
        while True:
            next(steps)
    assert "甲（ga）.jpg" in text_of(end.value.value)


def test_pictures_belong_to_records() -> None:
    with pytest.raises(KnownError, match="没有附件照片"):
        parse_form(definition({"kind": "columns", "block": [FRAMES]}))


def test_bold_is_set_in_the_black_face(fonts: Fonts) -> None:
    cell = {"kind": "grid", "columns": [1], "row": [{"cells": [{"value": "格", "bold": True}]}]}
    for block in (
        {"kind": "paragraph", "text": "段", "bold": True},
        {"kind": "note", "text": "注", "bold": True},
        cell,
    ):
        form = parse_form({**definition(block), "page_number": "none"})
        (page,) = PdfReader(BytesIO(render(form, FormData(), fonts).pdf)).pages
        resources: Any = page["/Resources"]
        (face,) = (font.get_object()["/BaseFont"] for font in resources["/Font"].values())
        assert "Sans" in face


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("申请人", "申|请|人"),
        ("走访（回访）——第12次", "走|访|︵|回|访|︶|︱|︱|第|12|次"),
        ("2026年", "2|0|2|6|年"),
        ("调解、履行", "调|解|︑|履|行"),
    ],
)
def test_a_label_that_runs_downwards(label: str, lines: str) -> None:
    assert upright(label) == lines.replace("|", "\n")


def test_a_high_label_makes_room_for_itself(pages: Pages) -> None:
    label = "从上往下写的很长很长的栏目名称"
    first = {"label": label, "vertical": True, "rows": 2}
    row = [{"cells": [first, {"value": "甲"}]}, {"cells": [{"value": "乙"}]}]
    (said,) = pages({"kind": "grid", "columns": [1, 9], "row": row}, {"kind": "note", "text": "下"})
    assert "\n".join(label) in said


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ({"value": "甲", "vertical": True}, "只用于 label"),
        ({"label": "甲\n乙", "vertical": True}, "不用自己换行"),
        ({"label": "甲", "bold": True}, "label 已经是黑体"),
    ],
)
def test_a_setting_that_would_change_nothing_is_told(cell: dict[str, object], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        parse_form(definition({"kind": "grid", "columns": [1], "row": [{"cells": [cell]}]}))
