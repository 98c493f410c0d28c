"""Where a paper is signed, sealed and dated, as a form declares it."""

from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.cells import Length, Size
from station_desk.printing.forms.conditions import Stating


@dataclass(frozen=True, kw_only=True)
class Party(Stating):
    """One signature block: its heading, what it declares, the lines to sign on, seal and date.

    It depends on `when` like a paragraph: without `otherwise` the whole block is left out. `repeat` names, line by
    line, the value that says who signs: names, each on a line of the value, of which every one gets a line to sign
    on with the name beside it, an empty one for the pen; or how many sign. Without such a value there is one line.
    """

    title: str
    text: str = ""
    lines: tuple[str, ...] = ()
    repeat: tuple[str, ...] = ()
    organ: str = ""
    seal: bool = False
    date: str = ""

    @check
    @staticmethod
    def _effective(lines: tuple[str, ...], repeat: tuple[str, ...], organ: str, seal: bool) -> Told:
        if len(repeat) > len(lines):
            yield "repeat", f"repeat 有 {len(repeat)} 项，lines 只有 {len(lines)} 行，多出的不起作用"
        if organ and not seal:
            yield "organ", "没有写 seal = true，organ 不会印出来"


@dataclass(frozen=True, kw_only=True)
class Signatures(Block):
    """Signature blocks side by side on one page, with room for a round seal of 42 mm where one is due."""

    kind = "signatures"
    party: Annotated[tuple[Party, ...], Key(some="至少要有一个签章栏")]
    height: Length = 62.0
    size: Size = 10.5
    framed: bool = True

    @check
    @staticmethod
    def _on_one_line(party: tuple[Party, ...], framed: bool) -> Told:
        for number, each in enumerate(() if framed else party, 1):
            for key in ("lines", "organ", "otherwise"):
                if getattr(each, key):
                    yield ("party", number, key), f"framed = false 时各方在一行里签，{key} 不会印出来"


@dataclass(frozen=True, kw_only=True)
class Closing(Block):
    """Who issues a letter and when, as at the end of an official document; the seal goes over both."""

    kind = "closing"
    organ: str
    date: str
    size: Size = 15.75
