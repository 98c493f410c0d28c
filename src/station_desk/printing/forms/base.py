"""What every block of a form has. Lengths are millimetres, type sizes points.

Texts may hold placeholders `{key}`, `{key:8}` or `{key|capital:8}`: the value of that name, spelled as the word after
the bar says, or, when it is empty, a line of so many characters for the pen.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.forms.cells import Length
from station_desk.printing.forms.cells import Number as Number

Width = Annotated[float, Key(above=0, most=10_000)]
"""A share of the text width."""
LONELY: Final = "写了 equals 或者 otherwise，就要用 when 写明取决于哪一项内容"


@dataclass(frozen=True, kw_only=True)
class Block:
    """What every part of a form has.

    `when` names a value or table that the block depends on, and `equals` the texts that the value must be one of
    ("" for an empty one). Without `equals` it is enough that there is something, and a flag that says 否 is nothing;
    the blank form then shows the block too. `keep` holds it together with the beginning of the next block;
    `before` and `after` are gaps.
    """

    kind: ClassVar[str]
    when: str = ""
    equals: tuple[str, ...] = ()
    keep: bool = False
    before: Length = 0.0
    after: Length = 0.0

    @check
    @staticmethod
    def _conditional(when: str, equals: tuple[str, ...]) -> Told:
        if equals and not when:
            yield "when", LONELY
