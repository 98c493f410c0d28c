"""The shape of the source: what the import contracts and the linter cannot see."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from tests.decisions import exceptions_of_size

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "station_desk"
MODULES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "build").rglob("*.py")])
LINES, METHODS, MODULES_OF_A_FOLDER = 300, 25, 15
"""What is read in one sitting, known as one thing, and seen at a glance; migrations are frozen and not counted."""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _over() -> set[str]:
    """Every module, class and folder of the program and its tools beyond its limit, named as it is imported."""
    found = set()
    for path in MODULES:
        top = PACKAGE.parent if path.is_relative_to(PACKAGE) else ROOT / "build"
        name = ".".join(path.relative_to(top).with_suffix("").parts).removesuffix(".__init__")
        text = path.read_text(encoding="utf-8")
        if path.parent.name != "migrations" and len(text.splitlines()) > LINES:
            found.add(name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
                if len(methods) > METHODS:
                    found.add(f"{name}.{node.name}")
        if path.name == "__init__.py" and path.parent.name != "migrations":
            inside = [each for each in path.parent.glob("*.py") if each.name != "__init__.py"]
            if len(inside) > MODULES_OF_A_FOLDER:
                found.add(name)
    return found


def test_what_is_larger_than_the_limits_is_argued_in_the_decisions() -> None:
    """Both ways: an exception that is none any more leaves the table."""
    assert _over() == exceptions_of_size().keys()


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
