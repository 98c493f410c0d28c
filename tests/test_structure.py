"""The shape of the source: what the import contracts and the linter cannot see."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "station_desk"
MODULES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "build").rglob("*.py")])
LINES = 400


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name != "migrations"], ids=_name)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_uses_no_private_name_of_another(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    private = [
        f"{node.module}.{alias.name}"
        for node in imports
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    ]
    assert private == []


def _contract(name: str) -> dict[str, list[str]]:
    """Return an import contract by its id; empty when there is none."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    found: dict[str, list[str]] = next((one for one in contracts if one["id"] == name), {})
    return found


def _rooms() -> set[str]:
    modules = {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    return modules | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_the_layers_contract_names_every_room_and_no_other() -> None:
    named = {name.strip() for layer in _contract("layers")["layers"] for name in re.split("[:|]", layer)}
    required = {name for name in named if not name.startswith("(")}
    assert required <= _rooms() <= {name.strip("()") for name in named}


@pytest.mark.parametrize(
    ("contract", "importers"),
    [
        ("wiring", {"services", "app", "cli"}),
        ("qt", {"ui", "app"}),
        ("database", {"store"}),
        ("paper", {"printing"}),
    ],
)
def test_a_room_named_in_the_design_is_in_its_contract(contract: str, importers: set[str]) -> None:
    """import-linter refuses rooms that do not exist yet, so each contract grows with them."""
    named = _contract(contract).get("allowed_importers", [])
    assert sorted(named) == sorted(f"station_desk.{room}" for room in importers & _rooms())


def test_the_wiring_contract_protects_every_inner_room() -> None:
    inner = {"store", "printing", "exchange"} & _rooms()
    assert sorted(_contract("wiring")["protected_modules"]) == sorted(
        f"station_desk.{room}" for room in inner
    )


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").rglob("*.py")), ids=_name)
def test_the_domain_asks_no_clock(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asked = [
        f"line {call.lineno}: {ast.unparse(call)}()"
        for call in calls
        if isinstance(call, ast.Attribute)
        and call.attr in {"now", "today", "utcnow"}
        and ast.unparse(call.value).split(".")[-1] in {"date", "datetime"}
    ]
    assert asked == []
