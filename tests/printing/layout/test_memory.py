"""A register of 100,000 rows must not need many times the memory of its file."""

import random
import tracemalloc

from station_desk.printing.drawing.data import DocumentMeta
from station_desk.printing.drawing.pen import Pen
from station_desk.printing.drawing.sides import Side
from station_desk.printing.type.fonts import Fonts

_RULES = 900


def peak_and_size(fonts: Fonts, pages: int) -> tuple[int, int]:
    """The most memory that pages of rules here and there, which hardly pack, took until they were a file; its size."""
    place = random.Random(4).random
    tracemalloc.start()
    try:
        pen = Pen(fonts, DocumentMeta("登记簿"))
        for _ in range(pages):
            pen.begin_page(595, 842)
            pen.rules([(500 * place(), 800 * place(), 500 * place(), 800 * place()) for _ in range(_RULES)])
            pen.end_page(Side(1, True, 0.0))
        size = len(pen.finish())
        return tracemalloc.get_traced_memory()[1], size
    finally:
        tracemalloc.stop()


def test_a_longer_print_takes_little_more_than_twice_what_its_file_grows(fonts: Fonts) -> None:
    (low, small), (high, large) = peak_and_size(fonts, 40), peak_and_size(fonts, 120)
    assert large - small > 900_000
    assert (high - low) / (large - small) < 2.6
