"""Every population has one definition: what one is called, nobody spells out a second time."""

from __future__ import annotations

import ast
from pathlib import Path

import station_desk

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
