"""What the documents tell is there, and what is there is told."""

from __future__ import annotations

import argparse
import dataclasses
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from types import UnionType

import pytest
from tests.decisions import exceptions_of_size

from devtools.commands import main
from station_desk.cli.names import COMMANDS
from station_desk.cli.parser import build
from station_desk.domain.packs.keys import Key
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.blocks import BLOCKS
from station_desk.printing.forms.conditions import Condition
from station_desk.printing.forms.definition import Form

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
PLACE = re.compile(r"`((?:src|tests|build|forms|resources|docs)/[\w./-]*)`")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    (found,) = re.findall(rf"^## {heading}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return str(found)


def test_every_command_of_the_program_stands_in_the_readme() -> None:
    (commands,) = (one for one in build()._actions if isinstance(one, argparse._SubParsersAction))
    told = section(text_of("README.md"), "Command line")
    assert commands.choices.keys() >= COMMANDS
    assert [name for name in commands.choices if f"`{name}`" not in told] == []


def test_every_record_kind_stands_in_the_readme_under_its_key_and_name() -> None:
    told = section(text_of("README.md"), "What a file holds")
    named = re.findall(r"`(\w+)` ([^、\s]+)", told)
    assert sorted(named) == sorted((kind.key, kind.label) for kind in KINDS.values())


def test_every_developer_command_stands_in_the_readme_and_the_guide(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    # argparse lists the commands four blanks in, each with its help.
    commands = re.findall(r"^    (\w+)", capsys.readouterr().out, re.MULTILINE)
    told = re.findall(r"^\| `(\w+)", section(text_of("CONTRIBUTING.md"), "The first hour"), re.MULTILINE)
    assert sorted(told) == sorted(commands)
    named = re.findall(r"dev\.py (\w+)|`(\w+)`", section(text_of("README.md"), "Two commands"))
    assert {word for pair in named for word in pair} >= set(commands)


def keys_of(name: str, shape: type, known: frozenset[str] = frozenset()) -> Iterator[tuple[str, list[str]]]:
    """The parts of a form definition below one part, itself first, each with the keys it accepts of its own."""
    marks = typing.get_type_hints(shape, include_extras=True)
    names = {
        each.name: mark.name or each.name
        for each in dataclasses.fields(shape)
        if not (mark := key_of(marks[each.name])).given
    }
    yield name, sorted(key for key in names.values() if key not in known)
    hints = typing.get_type_hints(shape)
    for field, key in names.items():
        for part in parts_of(hints[field]):
            if part not in (Block, Condition):
                yield from keys_of(key if name == "form" else f"{name}.{key}", part)


def key_of(hint: object) -> Key:
    """What an annotation adds to its type."""
    return next((mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Key)), Key())


def parts_of(hint: object) -> Iterator[type]:
    """The dataclasses in an annotation."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for inner in typing.get_args(hint) if typing.get_origin(hint) in (tuple, UnionType) else ():
        yield from parts_of(inner)


def test_every_key_of_a_form_is_explained() -> None:
    common = frozenset(each.name for each in dataclasses.fields(Block))
    accepted = dict(keys_of("form", Form)) | dict(keys_of("block", Block))
    accepted |= dict(keys_of("when", Condition))
    for name, block in BLOCKS.items():
        accepted |= dict(keys_of(name, block, common))
    (_, told) = text_of("forms/README.md").split("**Every key.**")
    rows = re.findall(r"^\| `([\w.]+)` \| (.*) \|$", told.split("\n\n**")[0], re.MULTILINE)
    assert {name: sorted(re.findall(r"`(\w+)`", keys)) for name, keys in rows} == accepted


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_points_at_what_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [path.parent / link for link in LINK.findall(text) if "://" not in link]
    # The list of changes tells of places as they were.
    places = [] if path.name == "CHANGELOG.md" else [ROOT / place for place in PLACE.findall(text)]
    assert [str(one.relative_to(ROOT)) for one in (*links, *places) if not one.exists()] == []


def test_every_exception_of_size_is_something_there_is_and_has_a_reason() -> None:
    for name, reason in exceptions_of_size().items():
        path = ROOT.joinpath("src", *name.split("."))
        # A class stands in the module above it.
        there = (path, path.with_suffix(".py"), path.parent.with_suffix(".py"))
        assert any(one.exists() for one in there), name
        assert len(reason) > 20, name


def test_every_decision_is_listed_and_has_its_parts() -> None:
    folder = ROOT / "docs" / "decisions"
    decisions = sorted(folder.glob("[0-9]*.md"))
    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert listed == [one.name for one in decisions]
    for one in decisions:
        text = one.read_text(encoding="utf-8")
        parts = re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE)
        assert text.startswith(f"# {one.name[:4]} ")
        assert parts[:3] == ["Context", "Decision", "Consequences"], one.name
