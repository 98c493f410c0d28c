"""The places of values in the texts of a form, and the ways a value can be spelled there."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from station_desk.domain.basics.chinese import capital_amount, chinese, ten_thousands

PLACE: Final = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)(?:\|([a-z]+))?(?::(\d+))?\}")
"""The place of a value in a text: its name, how it is spelled, the characters its line for the pen takes."""
EACH_NUMBER: Final = "each.number"
"""The running number of a repeated part."""

SPELLINGS: Final[Mapping[str, Callable[[str], str]]] = {
    "capital": capital_amount,
    "chinese": chinese,
    "wan": ten_thousands,
}
"""How a value can be spelled: what is empty stays so, and what is no such value stands as it is."""
AMOUNTS: Final = frozenset({"capital", "wan"})
"""The spellings for amounts of yuan; the others are for days and whole numbers."""


def spelled(place: re.Match[str], values: Mapping[str, str]) -> str:
    """The value of a place as it stands there, "" when it is empty."""
    text = values.get(place[1], "")
    spelling = SPELLINGS.get(place[2] or "")
    return spelling(text) if spelling and text else text
