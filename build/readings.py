"""Make the table of readings: `python build/readings.py` writes resources/pinyin/readings.txt from pypinyin.

The program sorts names by a table of its own: the library brings 47,000 phrases along and takes ten times as long to
load as a list takes to open. Each line is a syllable with its tone and the characters read so.
"""

from collections import defaultdict
from pathlib import Path
from typing import Final

from pypinyin import Style, pinyin
from pypinyin.pinyin_dict import pinyin_dict

MADE: Final = Path(__file__).parents[1] / "resources" / "pinyin" / "readings.txt"


def table() -> str:
    """Every character the library knows by its first reading."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in sorted(pinyin_dict):
        ((syllable,),) = pinyin(chr(code), style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)
        if syllable[:-1].isascii() and syllable[:-1].isalpha() and syllable[-1:].isdecimal():
            found[syllable].append(chr(code))
    return "".join(f"{syllable} {''.join(found[syllable])}\n" for syllable in sorted(found))


if __name__ == "__main__":
    MADE.write_text(table(), encoding="utf-8", newline="\n")
