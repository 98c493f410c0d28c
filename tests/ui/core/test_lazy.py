"""The lazy table of dialogs: every entry brings the dialog it promises, and nobody loads dialogs beside it."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from station_desk import ui
from station_desk.ui.dialogs import lazy

ENTRIES = {
    name: entry
    for name, entry in inspect.getmembers(lazy, inspect.isfunction)
    if entry.__module__ == lazy.__name__ and str(entry.__annotations__["return"]).startswith("type[")
}
UI = Path(ui.__file__).parent
MODULES = sorted(path for path in UI.rglob("*.py") if "dialogs" not in path.parts and path.stem != "lazy")


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_brings_the_dialog_it_promises(name: str) -> None:
    brought = ENTRIES[name]()
    assert issubclass(brought, QDialog)
    assert f"type[{brought.__name__}]" == ENTRIES[name].__annotations__["return"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(UI).as_posix())
def test_no_function_loads_a_dialog_beside_the_table(path: Path) -> None:
    found = [
        inner.module
        for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(outer, ast.FunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.ImportFrom) and (inner.module or "").startswith(f"{ui.__name__}.dialogs")
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.relative_to(UI).as_posix())
def test_a_class_of_the_window_has_no_more_than_25_methods(path: Path) -> None:
    counts = {
        node.name: sum(isinstance(part, ast.FunctionDef) for part in node.body)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in counts.items() if count > 25} == {}
