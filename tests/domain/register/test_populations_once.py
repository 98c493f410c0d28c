"""Every population has one definition: what one is called, nobody spells out a second time."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import station_desk
from station_desk.domain.records.filters import Where
from station_desk.domain.records.record import Kind
from station_desk.domain.register.populations import POPULATIONS, suits
from station_desk.services.packs.packs import deadline_rules

SOURCE = Path(station_desk.__file__).parent
HERE = sorted((SOURCE / "domain").glob("*/populations.py"))
_FILTERS = ("Where", "AnyOf", "both", "All", "Not", "between")


def _spelled(path: Path) -> set[str]:
    """Every filter that a module spells out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FILTERS
    }


def _named() -> dict[str, str]:
    """The filters that are populations by themselves, and their names."""
    found = {}
    for path in HERE:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found[ast.unparse(node.value)] = node.targets[0].id
    return found


def test_no_module_spells_out_a_population_that_has_a_name() -> None:
    named = _named()
    assert "Where('closed_on', 'empty')" in named
    again = {
        f"{path.relative_to(SOURCE)}: {named[each]}"
        for path in SOURCE.rglob("*.py")
        if path not in HERE
        for each in _spelled(path) & named.keys()
    }
    assert again == set()


def test_no_limit_spells_out_a_population_that_has_a_name() -> None:
    """Rule packs are data, and say who is meant by the same names."""
    named = {where: name for name, where in POPULATIONS.items() if isinstance(where, Where)}
    again = {
        f"{rule.id}: {named[part]}"
        for rule in deadline_rules()
        for part in (each.where(rule.kind) for each in rule.conditions)
        if part in named and suits(part, rule.kind) and _is_about(named[part], rule.kind)
    }
    assert again == set()
    assert {"open_mediation", "being_helped", "expected", "correction_register"} <= POPULATIONS.keys()


def _is_about(name: str, kind: Kind) -> bool:
    """Whether a population is that of a kind's own room: another kind may have a field and a term of the same name."""
    room = kind.cls.__module__.split(".")[2]
    return name.upper() in vars(import_module(f"station_desk.domain.{room}.populations"))
