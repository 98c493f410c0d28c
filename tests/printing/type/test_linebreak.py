from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from station_desk.printing.type.linebreak import NO_END, NO_START, Line, Metrics, break_text
from station_desk.printing.type.squeeze import CLOSING, OPENING, Pull, right_of, spare

SIZE = 10.0


class Widths(dict[str, float]):
    """Half a square for Latin, a whole one for the rest."""

    def __missing__(self, char: str) -> float:
        return 500 if char < "\u0300" else 1000


class Halves(dict[str, tuple[float, float]]):
    """Marks that leave a good half of their square empty, as those of Chinese faces do."""

    def __missing__(self, char: str) -> tuple[float, float]:
        return (600, 60) if char in OPENING else (60, 600) if char in CLOSING else (100, 100)


METRICS = Metrics(SIZE, Widths(), Halves())


def lines(text: str, room: float, indent: float = 0.0) -> list[str]:
    return [line.text for line in break_text(text, METRICS, room, indent)]


def ink(line: Line) -> float:
    """The width from the left edge of the line to the end of its ink, from its widths and pulls alone."""
    wide = sum(map(METRICS.widths.__getitem__, line.text)) - sum(pull.by for pull in line.pulls)
    return (wide - (right_of(line.text[-1:], METRICS.blanks) if line.text else 0)) * SIZE / 1000


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
    broken = break_text(text, METRICS, room)
    assert "".join(line.text for line in broken).replace(" ", "") == text.replace(" ", "")
    for line in broken:
        assert line.width <= room + 0.001
        assert ink(line) <= room + 0.001
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


def test_neighbouring_marks_share_their_empty_halves() -> None:
    (line,) = break_text("“甲。”（乙）、《丙》", METRICS, 1000)
    # Pulled: the “ at the edge, then 。” and ”（ and ）、 and 、《 by a half each.
    assert list(line.pulls) == [Pull(at, 500) for at in (0, 3, 4, 7, 8)]
    assert line.width == (11 - 2.5) * SIZE


def test_pauses_keep_their_squares_and_words_are_untouched() -> None:
    (line,) = break_text("甲，乙：。丙", METRICS, 1000)
    assert line.pulls == ()


def test_the_marks_of_a_line_give_way_to_take_one_more() -> None:
    text = "一，二，三，四，五六七八九。十甲乙"
    # Fourteen squares, the last of them half, into thirteen: every comma gives up an eighth of its own.
    first, second = break_text(text, METRICS, 130)
    assert (first.text, second.text) == ("一，二，三，四，五六七八九。", "十甲乙")
    assert first.width == ink(first) == 130
    assert list(first.pulls) == [Pull(at, 125) for at in (2, 4, 6, 8)]
    # Marks that would have to give up more than a quarter each push the character down instead.
    assert lines("一二三，四五六七八九。十甲乙", 100) == ["一二三，四五六七八", "九。十甲乙"]


def test_an_indent_is_kept_whole_before_an_opening_mark() -> None:
    first, second = break_text("“甲乙丙”“戊己庚辛”", METRICS, 70, indent=20)
    assert [pull.at for pull in first.pulls] == []
    assert list(second.pulls) == [Pull(0, 500)]


def test_a_last_line_is_more_than_one_character_where_lines_are_wide() -> None:
    assert lines("一二三四五六七八九十甲", 100) == ["一二三四五六七八九", "十甲"]
    assert lines("一二三四五六七八九十甲。", 100) == ["一二三四五六七八九", "十甲。"]
    assert lines("一二三四五六", 50) == ["一二三四五", "六"]


def test_names_of_several_parts_numbers_and_dates_break_where_they_may() -> None:
    assert lines("甲乙丙丁2020—2024年", 80) == ["甲乙丙丁2020—", "2024年"]
    assert lines("一二don’t", 40) == ["一二", "don’t"]
    assert lines("一二三Desk 。四", 55) == ["一二三", "Desk 。四"]
    (line,) = break_text("阿卜杜·买买提", METRICS, 1000)
    assert sum(pull.by for pull in line.pulls) == 120


def test_an_apostrophe_does_not_tear_its_word() -> None:
    (line,) = break_text("don’t，甲’乙", METRICS, 1000)
    assert list(line.pulls) == [Pull(4, 500)]


def test_a_short_blank_for_the_pen_stays_whole_and_a_long_one_shows_two_squares_at_least() -> None:
    assert lines("经逐项核对，" + "_" * 8 + "。", 80) == ["经逐项核对，", "_" * 8 + "。"]
    for before in range(9):
        parted = lines("核" * before + "_" * 16 + "人民法院", 80)
        runs = [run for line in parted for run in (line.count("_"),) if run]
        assert sum(runs) == 16 and min(runs) >= 4, parted


def test_a_mark_without_room_in_its_square_gives_none_up() -> None:
    blanks = {"）": (0.0, 500.0), "，": (0.0, 20.0)}
    assert [pull.at for pull in spare("甲）乙，丙", (), blanks)] == [2]
    assert list(spare("甲）乙，丙", (Pull(2, 250.0),), blanks)) == []
