"""What every block of a form has. Lengths are millimetres, type sizes points.

Texts may hold placeholders `{key}`, `{key:8}` or `{key|capital:8}`: the value of that name, spelled as the word after
the bar says, or, when it is empty, a line of so many characters for the pen.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from station_desk.domain.packs.keys import Key
from station_desk.printing.forms.cells import Length
from station_desk.printing.forms.cells import Number as Number
from station_desk.printing.forms.conditions import Depending

Width = Annotated[float, Key(above=0, most=10_000)]
"""A share of the text width."""


@dataclass(frozen=True, kw_only=True)
class Block(Depending):
    """What every part of a form has.

    `keep` holds it together with the beginning of the next block; `before` and `after` are gaps.
    """

    kind: ClassVar[str]
    keep: bool = False
    before: Length = 0.0
    after: Length = 0.0
