"""The branch coverage of the tests, held against `build/coverage.toml`: it may only rise.

What is measured is the share of statements and branches that ran, together, as `coverage report` gives it. Only what
the tests run in their own process counts; programs they start, kill or freeze are not measured.
"""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from devtools.project import OUT, ROOT, say

RULES = ROOT / "build" / "coverage.toml"
REPORT = OUT / "coverage.json"
PYTEST_OPTIONS = ("--cov", f"--cov-report=json:{REPORT}")
"""What makes pytest measure and write the report; what is measured stands in `pyproject.toml`."""

_CLEAR_RISE = 0.5


@dataclass(frozen=True)
class Module:
    """How much of one module ran: statements and branches together, how many are branches, and what did not run."""

    name: str
    covered: int
    total: int
    branches: int = 0
    missing: str = ""

    @property
    def complete(self) -> bool:
        """Whether everything ran."""
        return self.covered == self.total

    @property
    def layer(self) -> str:
        """The layer the module lies in; "" for a composition root, which belongs to none."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 2 else ""


@dataclass(frozen=True)
class Rules:
    """What `build/coverage.toml` demands."""

    floors: Mapping[str, float]
    rooms: tuple[str, ...]
    complete: tuple[str, ...]


@dataclass
class Verdict:
    """What breaks the rules, and what could be tightened."""

    faults: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)


def check() -> int:
    """Compare the last report with the rules, say what is wrong and how to mend it; return the exit code."""
    if sys.platform != "linux":
        say("Coverage is judged on Linux alone, where CI runs: other systems take other branches.")
        return 0
    verdict = judge(read_rules(RULES), read_report(REPORT))
    for line in (*verdict.faults, *verdict.advice):
        say(line)
    return 1 if verdict.faults else 0


def read_rules(path: Path) -> Rules:
    """Read the floors of the layers, the rooms that keep a list, and the list."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Rules(data["floors"], tuple(data["rooms"]), tuple(data["complete"]))


def read_report(path: Path) -> list[Module]:
    """Read the JSON report of coverage.py into one entry a module; what tests made for themselves is none."""
    files: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["files"]
    ours = ((name.replace("\\", "/"), file) for name, file in sorted(files.items()))
    return [_module(name, file) for name, file in ours if name.startswith("src/")]


def judge(rules: Rules, modules: list[Module]) -> Verdict:
    """Hold what was measured against the rules, both ways.

    A module without a branch, such as the declarations of a kind, need not be listed: it is complete once imported.
    """
    verdict = Verdict()
    verdict.faults += _layers_below(rules, modules)
    for module in modules:
        listed = _matches(module.name, rules.complete)
        if listed and not module.complete:
            verdict.faults.append(f"{module.name} must stay at 100 % and is not: {module.missing}")
        elif module.complete and module.branches and not listed and _matches(module.name, rules.rooms):
            verdict.faults.append(f"{RULES.name}: add to `complete`:  {json.dumps(module.name)},")
    for pattern in rules.complete:
        if not any(fnmatchcase(module.name, pattern) for module in modules):
            verdict.faults.append(f"{RULES.name}: no module is named {pattern}")
    verdict.advice += _layers_above(rules, modules)
    return verdict


def _module(path: str, file: Mapping[str, Any]) -> Module:
    summary = file["summary"]
    name = path.removeprefix("src/").removesuffix(".py").replace("/", ".")
    lines = [f"line {line}" for line in file["missing_lines"]]
    branches = [
        f"{first} -> {'exit' if last < 0 else last}"
        for first, last in file["missing_branches"]
        if last not in file["missing_lines"]
    ]
    return Module(
        name.removesuffix(".__init__"),
        summary["covered_lines"] + summary["covered_branches"],
        summary["num_statements"] + summary["num_branches"],
        summary["num_branches"],
        ", ".join([*lines, *branches]),
    )


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _figures(modules: list[Module]) -> Iterator[tuple[str, float]]:
    """The percentage of each layer, cut to one decimal: a floor taken from it is never above it."""
    covered, total = Counter[str](), Counter[str]()
    for module in (one for one in modules if one.layer):
        covered[module.layer] += module.covered
        total[module.layer] += module.total
    for layer in sorted(total):
        if total[layer]:
            yield layer, covered[layer] * 1000 // total[layer] / 10


def _layers_below(rules: Rules, modules: list[Module]) -> Iterator[str]:
    for layer, figure in _figures(modules):
        if layer not in rules.floors:
            yield f"{RULES.name}: add to [floors]:  {layer} = {figure}"
        elif figure < rules.floors[layer]:
            yield f"{layer}: {figure} % of the branches ran, the floor is {rules.floors[layer]} %"


def _layers_above(rules: Rules, modules: list[Module]) -> Iterator[str]:
    for layer, figure in _figures(modules):
        if figure > rules.floors.get(layer, figure) + _CLEAR_RISE:
            yield f"{RULES.name}: {layer} has risen to {figure} %; its floor can be raised from {rules.floors[layer]}"
