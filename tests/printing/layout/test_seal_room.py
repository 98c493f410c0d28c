"""The round of a seal stays free, read from the finished PDF: no rule crosses its 42 mm, nothing else is set there."""

import re
from io import BytesIO
from typing import Final, NamedTuple

import pytest
from pypdf import PageObject, PdfReader
from tests.printing.conftest import definition
from tests.printing.fillings import FILLINGS, Filling, render_filled

from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import Form, parse_form
from station_desk.printing.forms.signing import Signatures
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

MM: Final = 72 / 25.4
HALF: Final = 21 * MM
NEAR: Final = 0.6
WORDS: Final = "（盖章）"
RULE: Final = re.compile(rb"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l")
FRAME: Final = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re")


class Box(NamedTuple):
    """An area of a page, in points from its lower left corner."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: "Box") -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > NEAR
            and min(self.high, other.high) - max(self.low, other.low) > NEAR
        )


def rules(page: PageObject) -> list[Box]:
    """Every ruled line of a page, as an area so thick that it meets what it crosses."""
    content = page.get_contents()
    data = b"" if content is None else content.get_data()
    ends = [tuple(map(float, found)) for found in RULE.findall(data)]
    for x, y, width, height in (map(float, found) for found in FRAME.findall(data)):
        right, high = x + width, y + height
        ends += [(x, y, right, y), (x, high, right, high), (x, y, x, high), (right, y, right, high)]
    return [
        Box(min(a, c) - NEAR, min(b, d) - NEAR, max(a, c) + NEAR, max(b, d) + NEAR) for a, b, c, d in ends
    ]


def texts(page: PageObject) -> list[tuple[str, Box]]:
    """Every piece of text on a page and where it stands."""
    found: list[tuple[str, Box]] = []

    def note(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
        shown = text.strip("\n")
        if shown.strip() and tm[1] == 0:
            wide = sum(0.5 if ord(char) < 0x2000 else 1.0 for char in shown.strip()) * size
            left = tm[4] + size * (len(shown) - len(shown.lstrip("\u3000")))
            found.append((shown, Box(left, tm[5], left + wide, tm[5] + size * 0.8)))

    page.extract_text(visitor_text=note)
    return found


def seals(page: PageObject) -> list[tuple[Box, list[str]]]:
    """The room round every place to seal, and what stands in it beside the words themselves."""
    found = []
    written = texts(page)
    for text, at in written:
        if text.strip().endswith(WORDS):
            middle, line = (at.left + at.right) / 2, (at.low + at.high) / 2
            room = Box(middle - HALF, line - HALF, middle + HALF, line + HALF)
            crossing = [f"rule {rule}" for rule in rules(page) if rule.meets(Box(*room))]
            found.append((room, crossing + [said for said, box in written if box != at and box.meets(room)]))
    return found


@pytest.mark.parametrize("filling", FILLINGS)
def test_the_room_of_every_seal_is_free(forms: dict[str, Form], fonts: Fonts, filling: Filling) -> None:
    met = 0
    for form in forms.values():
        blocks = [block for block in form.blocks if isinstance(block, Signatures)]
        asked = [party for block in blocks for party in block.party if party.seal]
        # Who decides depends on the record on some papers: those who surely seal, and at most all who may.
        due, most = sum(not party.when or bool(party.otherwise) for party in asked), len(asked)
        if not asked:
            continue
        pages = PdfReader(BytesIO(render_filled(form, filling, fonts).pdf)).pages
        found = [seal for page in pages for seal in seals(page)]
        assert max(due, 1) <= len(found) <= most, form.id
        for room, inside in found:
            # The organ stands over the words and the date under them: the seal is set on both.
            others = [said for said in inside if said.startswith("rule") or re.search("签名|：", said)]
            assert others == [], (form.id, room, inside)
        met += len(found)
    assert met > 15


def test_no_part_of_a_form_asks_for_a_seal_by_the_way(forms: dict[str, Form]) -> None:
    """A seal is asked for by `seal = true`, which keeps its room, never by words in a cell."""
    for form in forms.values():
        cells = repr([block for block in form.blocks if not isinstance(block, Signatures)])
        assert WORDS not in cells, form.id


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("lines", [0, 1, 4, 30])
@pytest.mark.parametrize("framed", [True, False])
def test_a_seal_has_its_room_among_any_number_of_parties(
    fonts: Fonts, parties: int, lines: int, framed: bool
) -> None:
    if not framed and parties > 3:
        parties = 3
    party = {
        "title": "甲方",
        "lines": ["签名："] * lines if framed else [],
        "seal": True,
    }
    party |= {"organ": "样例县司法局", "date": "2024年1月1日"} if framed else {}
    block = {"kind": "signatures", "framed": framed, "height": 20, "party": [party] * parties}
    pdf = render(parse_form(definition({"kind": "note", "text": "注"}, block)), FormData(), fonts).pdf
    pages = PdfReader(BytesIO(pdf)).pages
    found = [seal for page in pages for seal in seals(page)]
    assert len(found) == parties
    assert [
        said for _, inside in found for said in inside if said not in ("样例县司法局", "2024年1月1日")
    ] == []


def test_boxes_beside_each_other_are_signed_and_dated_at_one_height(fonts: Fonts) -> None:
    """Whether or not they seal; a box that declares something has its lines under that."""
    parties = (
        {"title": "当事人", "lines": ["申请人：", "被申请人："], "date": "{day}"},
        {"title": "调委会", "lines": ["登记人："], "organ": "{organ}", "seal": True, "date": "{day}"},
    )
    form = parse_form(definition({"kind": "signatures", "party": list(parties), "height": 70}))
    data = FormData({"organ": "云溪镇人民调解委员会", "day": "2024年3月4日"})
    found = texts(PdfReader(BytesIO(render(form, data, fonts).pdf)).pages[0])
    signed = [box.low for text, box in found if text in ("申请人：", "登记人：")]
    dated = [box.low for text, box in found if text == "2024年3月4日"]
    assert len(signed) == len(dated) == 2
    assert signed[0] == pytest.approx(signed[1], abs=0.1) and dated[0] == pytest.approx(dated[1], abs=0.1)
    second = next(box.low for text, box in found if text == "被申请人：")
    assert signed[0] - second == pytest.approx(12 * MM, abs=0.1)


def test_beside_a_seal_all_sign_at_one_height_and_dates_stand_in_line(fonts: Fonts) -> None:
    """Whoever seals has the lines of the others abreast of his own, however many they are."""
    dated = {"date": "2024年1月1日"}
    party = [
        {"title": "甲方", "lines": ["签名甲："], **dated},
        {"title": "乙方", "lines": ["签名乙：", "签名丙："], **dated},
        {"title": "司法所", "lines": ["签名丁："], "seal": True, "organ": "样例县司法局", **dated},
    ]
    block = {"kind": "signatures", "height": 70, "party": party}
    pdf = render(parse_form(definition({"kind": "note", "text": "注"}, block)), FormData(), fonts).pdf
    written = texts(PdfReader(BytesIO(pdf)).pages[0])
    first = {text.strip(): at.low for text, at in written if text.startswith(("签名甲", "签名乙", "签名丁"))}
    assert len(first) == 3 and max(first.values()) - min(first.values()) < NEAR, first
    days = [at.low for text, at in written if "2024年1月1日" in text]
    assert len(days) == 3 and max(days) - min(days) < NEAR, days
