"""One reader for every pack and form: all faults of a file at once, each with its line and key, none of them twice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.spoiling import NO_TYPE, spoil, written

from station_desk import paths
from station_desk.domain.basics.toml_places import Places
from station_desk.domain.basics.tomltext import TomlError, read_toml
from station_desk.domain.hiring.scheme import Scheme
from station_desk.domain.judging.deadline_rules import DeadlinePack
from station_desk.domain.keeping.notices import NoticeFile
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import FaultyError, Filled, Key, Told, TomlFile, check
from station_desk.domain.packs.reading import demand, read
from station_desk.domain.people.staffing import StaffingPack
from station_desk.domain.register.metrics import known_metrics
from station_desk.domain.scoring.standard import Standard
from station_desk.printing.forms.definition import Form

SHELVES: Mapping[Path, type] = {
    paths.resources("standards"): Standard,
    paths.resources("eligibility"): Scheme,
    paths.resources("staffing"): StaffingPack,
    paths.resources("deadlines"): DeadlinePack,
    paths.resources("holidays"): NoticeFile,
    paths.resources("sheets"): Form,
    paths.forms(): Form,
}
FILES = [(path, cls) for folder, cls in SHELVES.items() for path in sorted(folder.glob("*.toml"))]
EVERY = pytest.mark.parametrize(
    ("path", "cls"), FILES, ids=[f"{path.parent.name}-{path.stem}" for path, _ in FILES]
)


def toml(text: str) -> TomlFile:
    return TomlFile(tomllib.loads(text), "a.toml", text)


def told(cls: type, text: str) -> list[tuple[int, tuple[str | int, ...]]]:
    faults = read(cls, toml(text), metrics=known_metrics())[1]
    return [(fault.line, fault.path) for fault in faults]


@EVERY
@settings(max_examples=12)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 10))
def test_exactly_what_was_spoilt_is_told_with_its_line(path: Path, cls: type, seed: int, times: int) -> None:
    text, expected = spoil(cls, tomllib.loads(path.read_text(encoding="utf-8")), Random(seed), times)
    assert sorted(told(cls, text), key=str) == expected


@EVERY
def test_a_line_spoilt_in_the_file_as_it_is_laid_out_is_told(path: Path, cls: type) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    whole = [
        number
        for number, line in enumerate(lines)
        if re.match(r"[a-z_]+ = ", line) and not line.endswith(("[", "(", '"""', "'''"))
    ]
    chosen = sorted(Random(7).sample(whole, min(10, len(whole))))
    kinds = {number for number in chosen if lines[number].startswith("kind = ")}
    for number in {*chosen} - kinds:
        lines[number] = re.sub(r" = .*", f" = {NO_TYPE}", lines[number])
    assert [line for line, _ in told(cls, "\n".join(lines))] == [
        number + 1 for number in chosen if number not in kinds
    ]


@EVERY
def test_every_place_of_a_shipped_file_is_found(path: Path, cls: type) -> None:
    text = path.read_text(encoding="utf-8")
    rows = text.splitlines()
    found = Places(text).found
    assert set(found) == set(_ways(tomllib.loads(text)))
    for way, line in found.items():
        if isinstance(way[-1], str):
            assert re.search(rf"(?<![\w-]){way[-1]}(?![\w-])", rows[line - 1])


def _ways(value: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    parts: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = list(enumerate(value, start=1))
    return [found for step, part in parts for found in ((*way, step), *_ways(part, (*way, step)))]


TEXTS = st.text(st.sampled_from("ab#[]{}=,.'\"\\\n甲 "), max_size=6)
KEYS = st.text(st.sampled_from("ab_-甲 .#]"), min_size=1, max_size=4)
VALUES = st.recursive(
    TEXTS | st.integers(-9, 9) | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_every_place_of_any_file_is_found(data: dict[str, Any]) -> None:
    text, lines = written(data)
    assert tomllib.loads(text) == data
    assert dict(Places(text).found) == lines


def test_strings_comments_and_headers_of_every_make_are_passed_over() -> None:
    text = """
# [no.header]
a.b = 1 # a = 2
"c d".'e' = \"\"\"
x = 1
[[y]] "" \\\"\"\" still
\"\"\"\"
lit = '''
[z]
'''
[t.u]
v = { w = [1, # ]
  2], x = "}" }
[[t.list]]
k = []
[[t.list]]
[t.list.sub]
k = 'a"b'
[[t.list.deep]]
k = 1
"""
    found = Places(text)
    assert set(found.found) == set(_ways(tomllib.loads(text)))
    assert found.line(("a", "b")) == 3
    assert found.line(("c d", "e")) == 4
    assert found.line(("lit",)) == 8
    assert found.line(("t", "u", "v", "w", 2)) == 13
    assert found.line(("t", "list", 2)) == 16
    assert found.line(("t", "list", 2, "deep", 1, "k")) == 20
    assert found.line(("t", "list", 1, "nothing")) == 14


@dataclass(frozen=True)
class Row:
    name: Annotated[str, Key(filled=True, unique="list")]
    points: Annotated[float, Key(least=0)] = 0.0
    like: Annotated[str, Key(of="other")] = ""


@dataclass(frozen=True)
class Other:
    id: Annotated[str, Key(unique="file")]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    title: Filled
    year: Annotated[int, Key(least=2000, most=2099)]
    day: date | None = None
    exact: Fraction = Fraction(0)
    yes: bool = False
    side: Literal["left", "right"] = "left"
    rows: Annotated[tuple[Row, ...], Key("row", some="至少要有一行")]
    others: Annotated[tuple[Other, ...], Key("other")] = ()
    shares: tuple[tuple[str, Fraction], ...] = ()

    @check
    @staticmethod
    def _sides(side: str, yes: bool) -> Told:
        if side == "right" and yes:
            yield "side", "写了 yes 的只能在左边"


TEN = """title = " "
year = true
day = "2024-02-30"
exact = 1.5
side = "up"
colour = "红"
shares = { a = "1", b = "x" }

[[row]]
points = "十"

[[row]]
name = "甲"
points = -1

[[row]]
name = "甲"
like = "Z"
"""


def test_a_file_with_ten_faults_tells_all_ten_each_with_its_line() -> None:
    with pytest.raises(FaultyError) as caught:
        demand(Sheet, toml(TEN), "规则文件")
    assert str(caught.value).splitlines() == [
        "规则文件“a.toml”有 12 处错误：",
        "第 1 行，键 title：应填写文字，不能留空。",
        "第 2 行，键 year：应当是 2000 至 2099 之间的整数，现在是 true。",
        "第 3 行，键 day：应当是日期，例如 2027-02-14：没有“2024-02-30”这一天，请核对月份和日数。",
        '第 4 行，键 exact：应当是带引号的数，例如 "2.5" 或 "98/100"，现在是 1.5。',
        "第 5 行，键 side：只能是：left、right，现在是“up”。",
        "第 6 行，键 colour：不认识这个键，请检查拼写；可以用的键："
        "title、year、day、exact、yes、side、row、other、shares。",
        '第 7 行，键 shares.b：应当是带引号的数，例如 "2.5" 或 "98/100"，现在是“x”。',
        "第 9 行，键 row[1].name：缺少这一项。",
        "第 10 行，键 row[1].points：应当是 0 以上的数字，现在是“十”。",
        "第 14 行，键 row[2].points：应当是 0 以上的数字，现在是 -1。",
        "第 17 行，键 row[3].name：“甲”前面已经用过，编号不能重复。",
        "第 18 行，键 row[3].like：这份文件的 other 里没有编号为“Z”的。",
        "没有采用它。请改正后再用。",
    ]


SOUND: dict[str, Any] = {"title": "甲", "year": 2024, "row": [{"name": "甲"}]}


def test_a_sound_file_is_what_it_says() -> None:
    data = {
        **SOUND,
        "day": date(2024, 5, 1),
        "exact": "98/100",
        "shares": {"a": "0.5"},
        "other": [{"id": "Z"}],
    }
    data["row"] = [{"name": "甲", "points": 3, "like": "Z"}]
    found, faults = read(Sheet, data)
    assert faults == []
    assert found == Sheet(
        title="甲",
        year=2024,
        day=date(2024, 5, 1),
        exact=Fraction(98, 100),
        rows=(Row("甲", 3.0, "Z"),),
        others=(Other("Z"),),
        shares=(("a", Fraction(1, 2)),),
    )


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("year", 2024.0, "整数"),
        ("year", 10**40, "一个太大的数"),
        ("title", "甲" * 20_001, "最多 20000 个字"),
        ("title", "甲\x00", "不能显示的字符"),
        ("title", ["甲"], "现在是一个列表"),
        ("row", {}, "应当是一个列表，现在是一组键值"),
        ("row", [], "至少要有一行"),
        ("row", [1], "应当是一组键值，现在是 1"),
        ("row", [{"name": "甲"}] * 5001, "最多 5000 项"),
        ("row", [{"name": "甲", "points": float("nan")}], "0 以上的数字"),
        ("row", [{"name": "甲", "points": float("inf")}], "0 以上的数字"),
        ("row", [{"name": "甲", "points": True}], "现在是 true"),
        ("yes", 1, "应当是 true 或 false"),
        ("exact", "1e3", "带引号的数"),
        ("shares", [], "名称和数值的对照"),
        ("other", [{"id": []}], "应当是文字"),
    ],
)
def test_nothing_is_taken_for_something_else(key: str, value: object, words: str) -> None:
    (fault,) = read(Sheet, {**SOUND, key: value})[1]
    assert fault.path[0] == key and words in fault.message


def test_a_check_is_asked_where_its_keys_are_sound_and_only_there() -> None:
    both = {**SOUND, "side": "right", "yes": True}
    assert [str(fault) for fault in read(Sheet, {**both, "year": "x"})[1]] == [
        "键 year：应当是 2000 至 2099 之间的整数，现在是“x”",
        "键 side：写了 yes 的只能在左边",
    ]
    assert [fault.key for fault in read(Sheet, {**both, "yes": "x"})[1]] == ["yes"]


def test_every_pack_has_the_same_head() -> None:
    packs = [cls for cls in SHELVES.values() if cls is not Form]
    assert all(issubclass(cls, Pack) for cls in packs)
    head = {"id", "title", "issuer", "doc_no", "region", "year", "edition", "source"}
    assert all(head <= {one.name for one in fields(cls)} for cls in packs)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = 1\nb = 2\na = 3\n", "第 3 行：这个键前面已经写过"),
        ("[a]\n[b]\n[a]\n", "第 3 行：这个键前面已经写过"),
        ("a = [1,\n2\nb = 3", "第 3 行第 1 列写法有误"),
        ('a = "nan"\nb = 1\n[[c]]\nd = [\n1,\n-inf]', "第 6 行：键“c”里有不能计算的数字"),
        ("a = 1\nb = 1e400", "第 2 行：键“b”里有不能计算的数字"),
        ("a = nan\nb = x", "第 2 行第 5 列写法有误"),
        ("a = nan\nb = nan", "第 1 行：键“a”里有不能计算的数字"),
        ("a = " + "9" * 400 + ".0", "第 1 行：键“a”里有不能计算的数字"),
    ],
)
def test_what_is_no_sound_toml_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(TomlError, match=f"^{re.escape(words)}$"):
        read_toml(text, tomllib.loads)
