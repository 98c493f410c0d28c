from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from station_desk.printing.linebreak import NO_END, NO_START, SQUEEZED, break_text

SIZE = 10.0


def width(text: str) -> float:
    return sum(SIZE / 2 if char < "\u0300" else SIZE for char in text)


def lines(text: str, room: float, indent: float = 0.0) -> list[str]:
    return [line.text for line in break_text(text, width, room, SIZE, indent)]


# Marks stand alone, as in real prose: a heap of them wider than the line has no good break.
words = st.sampled_from(
    [
        "司法所",
        "调解",
        "人",
        "2024",
        "Word",
        "98.5%",
        "（甲）",
        "“乙”",
        "《条例》",
        "，",
        "。",
        "——",
        "……",
        " ",
    ]
)
prose = st.lists(words, max_size=60).map("".join)


@given(prose, st.integers(min_value=8, max_value=40))
def test_no_line_breaks_the_rules_of_chinese_type(text: str, characters: int) -> None:
    room = characters * SIZE
    broken = break_text(text, width, room, SIZE)
    assert "".join(line.text for line in broken).replace(" ", "") == text.replace(" ", "")
    for line in broken:
        assert line.width <= room + 0.001
        ink = width(line.text) - (SIZE / 2 if line.text and line.text[-1] in SQUEEZED else 0)
        assert ink <= room + 0.001
    if _heap_free(text):
        for before, after in pairwise(broken):
            assert after.text[:1] not in NO_START
            assert before.text[-1:] not in NO_END
            assert before.text[-1:] + after.text[:1] not in ("——", "……")


def _heap_free(text: str) -> bool:
    """Whether no run of marks is so long that it cannot stay with the word before it."""
    run = longest = 0
    for char in text:
        run = run + 1 if char in NO_START or char in NO_END or char in "—…" else 0
        longest = max(longest, run)
    return longest <= 3


def test_a_closing_mark_hangs_half_rather_than_starting_a_line() -> None:
    assert lines("一二三四，五", 45) == ["一二三四，", "五"]
    assert lines("一二三四，五", 44) == ["一二三", "四，五"]


def test_words_and_figures_stay_whole_until_longer_than_a_line() -> None:
    assert lines("成功率98.48%以上", 50) == ["成功率", "98.48%以上"]
    assert lines("abcdefghijkl", 30) == ["abcdef", "ghijkl"]
    assert lines("见A（甲）", 30) == ["见A", "（甲）"]


def test_own_line_ends_are_kept_and_only_the_first_line_is_indented() -> None:
    assert lines("甲\n\n乙", 100) == ["甲", "", "乙"]
    assert lines("一二三四五六", 40, indent=20) == ["一二", "三四五六"]
