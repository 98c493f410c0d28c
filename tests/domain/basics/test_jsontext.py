"""JSON is taken as it stands or refused with the place: never read as something else."""

from __future__ import annotations

import pytest

from station_desk.domain.basics import jsontext
from station_desk.domain.basics.jsontext import JsonError, read_json


def test_a_sound_text_is_read() -> None:
    assert read_json('{"一": [1, 2.5, null, true, "[]{}"], "二": {}}') == {
        "一": [1, 2.5, None, True, "[]{}"],
        "二": {},
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{\n"a": }', "第 2 行不是合法的 JSON"),
        ('{"a": 1, "a": 2}', "“a”写了两次"),
        ("[NaN]", "“NaN”不是数字"),
        ("[1e400]", "数字“1e400”太大"),
        ("[" + "7" * 401 + "]", "数字“" + "7" * 40 + "…”太长"),
        ("\n" + "[" * 61, "第 2 行：括号嵌套得太深"),
        ('["\\ud800"]', "“?”里有残缺的字符"),
        ('{"\\ud800": 1}', "“?”里有残缺的字符"),
    ],
    ids=range(8),
)
def test_an_unsound_one_is_refused_with_the_place(text: str, why: str) -> None:
    with pytest.raises(JsonError, match=f"^{why.replace('?', '[?]')}$"):
        read_json(text)


def test_a_text_without_end_is_not_even_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsontext, "MOST_CHARACTERS", 3)
    with pytest.raises(JsonError, match="内容太大"):
        read_json("[   ]")


def test_what_the_reader_itself_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsontext, "MOST_DEPTH", 1_000_000)
    with pytest.raises(JsonError, match="括号嵌套得太深"):
        read_json("[" * 200_000)
