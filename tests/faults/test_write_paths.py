"""The list of write paths is whole: whatever in the program touches the disk is run by one of them.

Not compared with another list but with the code: every function of the services and the store that itself calls
something that writes is found in its syntax tree, and has to be entered while the write paths run. What only opens one
transaction of the opened file is one mechanism, which the paths of the group "records" stand for.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from tests.faults.operations import quick_keys
from tests.faults.stations import KEY
from tests.faults.write_paths import GROUPS

import station_desk
from station_desk.store.ground import driver, password
from station_desk.store.ground.driver import holding
from station_desk.store.vault import envelope

SOURCE = Path(station_desk.__file__).parent
WRITING = {
    *("drafting", "publish", "rekey", "rekey_closed", "quietly", "copy_bytes", "replace", "rename"),
    *("unlink", "mkdir", "touch", "write_text", "write_bytes", "fsync", "save_together", "save_pdfs"),
}
"""What is called where something on the disk changes; ``BEGIN`` in a statement counts too."""
EXEMPT = {
    "services/keeping/archiving.py:_rewrite": "the rewriting that compacting stands for",
    "store/file/companions.py:_rehearse": "tries copies and leaves the file alone",
    "store/file/ownership.py:holder_of": "takes a lock and gives it back",
    "services/ground/this_computer.py:remember": "a note on this computer that may be lost",
    "services/ground/saving.py:make_folder": "an empty folder promises nothing",
    "services/demo/__init__.py:ensure_sample": "the sample can be made again",
    "store/copies/protecting.py:_remove": "takes an older copy away when a newer one stands; told when it cannot",
    "store/copies/protecting.py:_rekey": "locks a copy by what setting a password does to backups",
    "store/copies/comparing.py:_as_opened": "brings a draft of an older backup up to compare it, and drops it",
    "store/copies/aside.py:drop_aside": "takes back a copy of what still stands where it was",
}


def _writes(function: ast.AST) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
            # Texts have a replace of their own, with two texts.
            if name in WRITING and not (name == "replace" and _is_of_text(node)):
                return True
            if name == "execute" and any(str(text).startswith("BEGIN") for text in texts):
                return True
    return False


def _is_of_text(call: ast.Call) -> bool:
    """Whether ``replace`` is called on anything but the system or a module of ours: texts and dates have one too."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return not (isinstance(owner, ast.Name) and owner.id in ("os", "store", "backup"))


def _functions(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, ast.AST]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield inside + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{inside}{node.name}.")


def writers() -> set[str]:
    """Every function of the services and the store that writes, as "file:name"."""
    found = set()
    for room in ("services", "store"):
        for path in sorted((SOURCE / room).rglob("*.py")):
            place = path.relative_to(SOURCE).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {f"{place}:{name}" for name, function in _functions(tree) if _writes(function)}
    return found


class Entered:
    """The functions of the program that are entered while it is on."""

    def __init__(self) -> None:
        self.codes: set[Any] = set()

    def __enter__(self) -> Entered:
        sys.setprofile(self._see)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _see(self, frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            self.codes.add(frame.f_code)

    @property
    def names(self) -> set[str]:
        """As "file:name", a function inside another as that."""
        return {
            f"{Path(code.co_filename).relative_to(SOURCE).as_posix()}:{code.co_qualname.partition('.<')[0]}"
            for code in self.codes
            if Path(code.co_filename).is_relative_to(SOURCE)
        }


def test_every_function_that_writes_is_run_by_a_write_path(scratch: Path, monkeypatch: Any) -> None:
    for module, name in ((password, "ROUNDS"), (password, "fresh_salt"), (envelope, "_COST")):
        monkeypatch.setattr(module, name, getattr(module, name))
    entered = Entered()
    with holding(KEY, *quick_keys()):
        for number, operation in enumerate(one for group in GROUPS.values() for one in group.values()):
            folder = scratch / str(number)
            folder.mkdir()
            operation.prepare(folder)
            with entered:
                operation.act(folder)
    assert len(writers()) > 20
    assert "store/opening/station_file.py:StationFile.rekey" in writers()
    assert writers() - entered.names - set(EXEMPT) == set()
    assert set(EXEMPT) <= writers()


def test_a_setting_without_syncs_is_not_the_one_in_use() -> None:
    assert "synchronous=EXTRA" in driver.SETTINGS
