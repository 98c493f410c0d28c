"""Whether a password is too easy to guess: a plain rule, told in one sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

SHORTEST = 8
"""Characters a password has at least."""
SHORTEST_NUMBER = 12
"""Digits a password of digits alone has at least: telephone numbers and days of birth have fewer."""
HINT = "可以用三个不相干的词连成一句，再加一个数字"
_FEWEST_SIGNS = 4

_WORDS = """
password passw0rd passwort admin administrator root user guest test login welcome letmein iloveyou monkey dragon
sunshine princess football baseball superman master shadow michael qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm
qazwsx qazwsxedc abc abcd abcdef woaini nihao zhongguo china beijing mima sifa sifasuo sfs sfj sifaju tiaojie jiaozheng
密码 司法 司法所 司法局 司法所工作台 人民调解 社区矫正 我爱你 我爱中国
"""
"""What many take: words without the digits and signs put before or after them."""
_COMMON = frozenset(_WORDS.split())
_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "一二三四五六七八九十",
)


def weakness(password: str, names: Iterable[str] = ()) -> str:
    """Why a password is no good, in Chinese; "" when it is. ``names`` are those anybody knows of the station."""
    if len(password) < SHORTEST:
        return f"密码至少要 {SHORTEST} 个字符，{HINT}"
    text = unicodedata.normalize("NFKC", password).casefold()
    bare = text.strip("0123456789 !@#$%^&*()-_=+.,?~;:'\"/\\|`<>[]{}！？。，、")
    reason = ""
    if len(set(text)) < _FEWEST_SIGNS or _repeats(text):
        reason = "相同的字符太多"
    elif _is_run(text):
        reason = "是连续的数字、字母或者键盘上挨着的键"
    elif text.isdecimal() and len(text) < SHORTEST_NUMBER:
        reason = f"只有数字的密码要 {SHORTEST_NUMBER} 位以上，电话和生日谁都试得出来"
    elif text in _COMMON or bare in _COMMON:
        reason = "是大家常用的密码"
    elif any(bare == name.casefold() for name in names if name):
        reason = "就是单位的名称"
    return f"密码太容易猜到：{reason}；{HINT}" if reason else ""


def _repeats(text: str) -> bool:
    """Whether it is a short piece again and again."""
    return any(
        (text[:size] * len(text))[: len(text)] == text for size in range(1, min(4, len(text) // 2) + 1)
    )


def _is_run(text: str) -> bool:
    """Whether all of it goes along the digits, the alphabet or a row of keys, either way, in at most two pieces."""
    breaks = sum(not _are_neighbours(*pair) for pair in pairwise(text))
    return breaks <= 1


def _are_neighbours(one: str, two: str) -> bool:
    return any(one + two in row + row[0] or two + one in row + row[0] for row in _ROWS)
