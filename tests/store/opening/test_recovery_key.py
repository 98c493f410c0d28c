"""The recovery key is read as people copy it from paper, and every slip in it is told where it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.basics.errors import KnownError
from station_desk.store.ground.password import KEY, SALT, derive, read_recovery, read_secret, recovery_lines

SECRETS = st.binary(min_size=KEY + SALT, max_size=KEY + SALT)
LOOKS = {"0": "0OoＯ０", "1": "1IlｌＩ１"}


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if 0x21 <= ord(char) <= 0x7E else char for char in text)


WRITTEN: list[Callable[[str], str]] = [str.lower, wide, str.upper, str]


@given(SECRETS, st.data())
def test_small_wide_and_look_alike_letters_in_any_grouping_are_understood(
    secret: bytes, data: st.DataObject
) -> None:
    between = data.draw(st.sampled_from(["", " ", "-", "－", "——", " · ", "　", "，"]))
    lines = recovery_lines(secret)
    if between and data.draw(st.booleans()):
        lines = [f"{number}{between}{line}" for number, line in enumerate(lines, start=1)]
    text = "\n".join(lines).replace("-", between)
    text = "".join(data.draw(st.sampled_from(LOOKS[char])) if char in LOOKS else char for char in text)
    written: Callable[[str], str] = data.draw(st.sampled_from(WRITTEN))
    text = written(text)
    key = read_recovery(text)
    assert key is not None
    assert key.raw + key.salt == secret


@given(SECRETS, st.integers(0, 119))
def test_a_wrong_digit_is_found_in_its_line(secret: bytes, at: int) -> None:
    text = "".join(recovery_lines(secret)).replace("-", "")
    wrong = "E" if text[at] != "E" else "F"
    with pytest.raises(KnownError, match=f"第 {at // 20 + 1} 行抄写有误"):
        read_recovery(text[:at] + wrong + text[at + 1 :])


def test_two_lines_that_changed_places_are_found() -> None:
    first, second, *rest = recovery_lines(bytes(range(KEY + SALT)))
    with pytest.raises(KnownError, match="第 1 行"):
        read_recovery("\n".join((second, first, *rest)))


@given(SECRETS, st.integers(15, 29))
def test_groups_left_out_are_told_as_such(secret: bytes, kept: int) -> None:
    groups = "-".join(recovery_lines(secret)).split("-")[:kept]
    with pytest.raises(KnownError, match=f"6 行、30 组.*现在一共 {kept * 4} 个字符"):
        read_recovery(" ".join(groups))


@pytest.mark.parametrize(
    "typed", ["", "青禾镇的槐树8月开花", "deadbeef", "1234-5678-9012", "ABCD " * 6, "x" * 200]
)
def test_a_password_is_no_recovery_key(typed: str) -> None:
    assert read_recovery(typed) is None


def test_the_key_of_the_seal_is_told_from_that_of_the_file() -> None:
    with pytest.raises(KnownError, match="4 行"):
        read_secret("\n".join(recovery_lines(bytes(KEY + SALT))), KEY)


def test_a_composed_password_is_the_same_password() -> None:
    salt = bytes(range(16))
    assert derive("caf\u00e9-密码一句话", salt) == derive("cafe\u0301-密码一句话", salt)
