"""Where a paper is signed, sealed and dated, as a form declares it."""

from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.forms.base import LONELY, Block
from station_desk.printing.forms.cells import Length, Size


@dataclass(frozen=True)
class Party:
    """One signature block: its heading, what it declares, the lines to sign on, seal and date.

    What it declares depends on `when`, `equals` and `otherwise` like a paragraph. `repeat` names, line by line, the
    value that says who signs: names, each on a line of the value, of which every one gets a line to sign on with
    the name beside it, an empty one for the pen; or how many sign. Without such a value the line is printed once.
    """

    title: str
    text: str = ""
    when: str = ""
    equals: tuple[str, ...] = ()
    otherwise: str = ""
    lines: tuple[str, ...] = ()
    repeat: tuple[str, ...] = ()
    organ: str = ""
    seal: bool = False
    date: str = ""

    @check
    @staticmethod
    def _conditional(when: str, equals: tuple[str, ...], otherwise: str) -> Told:
        if not when and (equals or otherwise):
            yield "when", LONELY


@dataclass(frozen=True, kw_only=True)
class Signatures(Block):
    """Signature blocks side by side on one page, with room for a round seal of 42 mm where one is due."""

    kind = "signatures"
    party: Annotated[tuple[Party, ...], Key(some="至少要有一个签章栏")]
    height: Length = 62.0
    size: Size = 10.5
    framed: bool = True


@dataclass(frozen=True, kw_only=True)
class Closing(Block):
    """Who issues a letter and when, as at the end of an official document; the seal goes over both."""

    kind = "closing"
    organ: str
    date: str
    size: Size = 15.75
