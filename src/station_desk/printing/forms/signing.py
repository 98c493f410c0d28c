"""Where a paper is signed, sealed and dated, as a form declares it."""

from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.packs.keys import Key
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.cells import Length, Size
from station_desk.printing.forms.conditions import Stating


@dataclass(frozen=True, kw_only=True)
class Party(Stating):
    """One signature block: its heading, what it declares, the lines to sign on, seal and date.

    It depends on `when` like a paragraph: without `otherwise` the whole block is left out. `repeat` names, line by
    line, the value that says how often the line is printed, numbered from 1: once where there is no such value.
    """

    title: str
    text: str = ""
    lines: tuple[str, ...] = ()
    repeat: tuple[str, ...] = ()
    organ: str = ""
    seal: bool = False
    date: str = ""


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
