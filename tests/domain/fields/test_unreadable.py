"""What nobody could have typed is shown as such, and no list or paper breaks on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from station_desk.domain.fields import unreadable
from station_desk.domain.fields.types import MOST_TEXT, DateType, NumberType, TextType
from station_desk.domain.fields.unreadable import SHOWN, TOO_LONG, UNREADABLE, Mangled


def test_bytes_that_are_no_text_keep_what_can_be_read_of_them() -> None:
    text = unreadable.text_from("王".encode() + b"\xff")
    assert isinstance(text, Mangled)
    assert (text, text.raw) == ("王\ufffd", "王".encode() + b"\xff")
    assert type(unreadable.text_from("王".encode())) is str


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2024-05-15", "2024年5月15日"),
        ("soon", UNREADABLE),
        (7, UNREADABLE),
        (None, ""),
    ],
)
def test_a_list_marks_what_cannot_be_read(stored: Any, shown: str) -> None:
    assert unreadable.stored_text_of(DateType())(stored) == shown
    assert unreadable.is_marked(shown) == (shown == UNREADABLE)


def test_a_list_shows_the_beginning_of_what_is_too_long() -> None:
    for length in (SHOWN + 1, MOST_TEXT + 1):
        shown = unreadable.stored_text(TextType(), "字" * length)
        assert shown == "字" * SHOWN + TOO_LONG
        assert unreadable.is_marked(shown)


def test_a_value_that_cannot_be_read_counts_as_empty() -> None:
    assert unreadable.load(NumberType(), "many") == (None, False)
    assert unreadable.load(NumberType(), 3) == (3, True)


@pytest.mark.parametrize("text", ["", "yesterday", 7, None, b"2024-05-15T08:30:00"])
def test_a_moment_that_is_none_is_told_as_such(text: object) -> None:
    assert unreadable.moment(text) is None
    assert unreadable.moment_text(text) == UNREADABLE


def test_a_moment_is_told_to_the_minute() -> None:
    assert (
        unreadable.moment_text(datetime(2024, 5, 15, 8, 30, 59).astimezone().isoformat())
        == "2024-05-15 08:30"
    )


def test_what_can_be_made_out_is_shown_short_and_printable() -> None:
    assert unreadable.legible("王\x00") == "王\ufffd"
    assert unreadable.legible(b"\xff" + b"a" * 100) == "\ufffd" + "a" * 59 + "…"
    assert unreadable.legible(7) == "7"
