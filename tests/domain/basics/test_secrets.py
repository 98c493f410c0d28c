"""A password that anybody would try first is refused, with the reason and a way to a better one."""

from __future__ import annotations

import pytest

from station_desk.domain.basics.secrets import HINT, weakness

STATION = "青禾镇司法所"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("password", "常用"),
        ("Password123!", "常用"),
        ("12345678", "连续"),
        ("87654321", "连续"),
        ("abcdefgh", "连续"),
        ("qwertyuiop", "连续"),
        ("一二三四五六七八", "连续"),
        ("1234abcd", "连续"),
        ("aaaaaaaaaa", "相同的字符"),
        ("abababababab", "相同的字符"),
        ("12121212", "相同的字符"),
        ("abc1abc1abc1", "相同的字符"),
        ("19900512", "只有数字"),
        ("13905511234", "只有数字"),
        (STATION + "01", "单位的名称"),
        ("５２０１３１４８８", "只有数字"),
        ("woaini1314", "常用"),
        ("短", "至少要 8 个字符"),
    ],
)
def test_what_is_easily_guessed_is_refused_in_one_sentence(password: str, said: str) -> None:
    told = weakness(password, (STATION, "示例县"))
    assert said in told
    assert told.endswith(HINT)
    assert "。" not in told


@pytest.mark.parametrize(
    "password",
    [
        "青禾镇的槐树8月开花",
        "correct horse battery",
        "槐树 算盘 雨衣 7",
        "Tm7-kk2-pq9",
        "390551123478",
        "天地人和日月",
    ],
)
def test_what_is_not_is_taken(password: str) -> None:
    long_enough = password if len(password) >= 8 else password + "山川"
    assert weakness(long_enough, (STATION,)) == ""
