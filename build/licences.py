"""Collects the licence texts of the libraries the program ships into resources/licences/texts.

Run it with the project's own Python after a library was added or its licence changed:
`.venv/bin/python build/licences.py`. Which library has which text, `resources/licences/components.toml` says; texts of
what is no Python package (Python itself, Qt, SQLCipher) are kept there by hand.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
TEXTS = ROOT / "resources" / "licences" / "texts"
NEVER_SHIPPED = frozenset({"pip"})
"""Named by a library as a requirement, but no part of the program."""

_TEXT = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_OTHERS = "third-party-licenses"
"""The folder where a package keeps the texts of libraries that lie inside it."""


def normal(name: str) -> str:
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def shipped() -> dict[str, Distribution]:
    """Every package the program needs to run, by its name, with those that they need in turn."""
    with open(ROOT / "pyproject.toml", "rb") as stream:
        waiting = [Requirement(text).name for text in tomllib.load(stream)["project"]["dependencies"]]
    found: dict[str, Distribution] = {}
    while waiting:
        name = normal(waiting.pop())
        if name in found or name in NEVER_SHIPPED:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        waiting += [
            needed.name
            for needed in map(Requirement, found[name].requires or ())
            if needed.marker is None or needed.marker.evaluate({"extra": ""})
        ]
    return found


def texts_of(package: Distribution) -> Iterator[str]:
    """The licence texts that a package brings."""
    for file in package.files or ():
        if ".dist-info" in str(file) and (_TEXT.search(file.name) or file.parent.name == _OTHERS):
            yield Path(str(package.locate_file(file))).read_text(encoding="utf-8", errors="replace").strip()


def main() -> int:
    """Write one text for each package that brings one; name those that bring none."""
    TEXTS.mkdir(parents=True, exist_ok=True)
    for name, package in sorted(shipped().items()):
        texts = list(dict.fromkeys(texts_of(package)))
        if texts:
            (TEXTS / f"{name}.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
        elif not (TEXTS / f"{name}.txt").is_file():
            print(f"{name}: brings no text; its component must name one", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
