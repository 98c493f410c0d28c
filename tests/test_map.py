"""The maps of the documents and the folders of the program are the same tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "station_desk"
LAYERS = ("ui", "services", "store", "printing", "domain")


def rooms() -> set[str]:
    """The folders of every layer."""
    parents = [PACKAGE / layer for layer in LAYERS]
    return {
        made.parent.relative_to(PACKAGE).as_posix()
        for parent in parents
        for made in parent.glob("*/__init__.py")
    }


def block_of(document: str, first: str) -> str:
    """The fenced block of a document that begins with some characters."""
    text = (ROOT / document).read_text(encoding="utf-8")
    (found,) = re.findall(rf"^```\n({re.escape(first)}.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return str(found)


def drawn() -> Iterator[str]:
    """The rooms of the drawing: boxes named by layers, side by side or not, with a room or several to a line."""
    layers: list[str] = []
    for line in block_of("docs/architecture.md", "┌─").splitlines():
        if line.startswith("┌"):
            layers = re.findall(r"┌─ (\w+) ", line)
        elif line.startswith("│"):
            for layer, cell in zip(layers, line[1:-1].split("││"), strict=True):
                names = re.split(r"\s{2,}", cell.strip())[0].split(" · ")
                if layer in LAYERS:
                    yield from (f"{layer}/{name}" for name in names if name)


def listed() -> Iterator[str]:
    """The rooms of the map in the README: layers set in by two blanks, their rooms by four."""
    layer = ""
    for line in block_of("README.md", "src/").splitlines():
        if found := re.match(r"(  |    )((?:\w+/(?:\s+|$))+)", line):
            names = found[2].replace("/", "").split()
            if found[1] == "  ":
                (layer,) = names[:1]
            else:
                yield from (f"{layer}/{name}" for name in names)


def test_the_drawing_shows_the_rooms_there_are() -> None:
    assert sorted(drawn()) == sorted(rooms())


def test_the_map_lists_the_rooms_there_are() -> None:
    assert sorted(room for room in listed() if "/" in room and room.split("/")[0] in LAYERS) == sorted(
        rooms()
    )
