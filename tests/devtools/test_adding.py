"""What it costs to add a field, a kind and a page: counted in a copy of the program, which is then run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from devtools.project import ROOT

HERE = Path(__file__).parent
DOMAIN = Path("src", "station_desk", "domain")
KINDS = DOMAIN / "correction" / "kinds"
SAMPLE = """

[[call]]
correction = "@correction"
place = "样板路2号"
held_on = "today-30"
found = "在家。"
"""


class Copy:
    """A copy of the program to add to; what is large and not touched is the original."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        forgotten = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(ROOT / "src", folder / "src", ignore=forgotten)
        shutil.copytree(ROOT / "build" / "devtools", folder / "build" / "devtools", ignore=forgotten)
        (folder / "resources").mkdir()
        for part in (ROOT / "resources").iterdir():
            if part.name == "sample":
                shutil.copytree(part, folder / "resources" / part.name)
            else:
                _share(part, folder / "resources" / part.name)
        _share(ROOT / "forms", folder / "forms")
        self._before = self._texts()

    def run(self, *arguments: str) -> str:
        """Run Python in the copy; its output."""
        path = os.pathsep.join(str(part) for part in (self.root / "src", self.root / "build", ROOT))
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def append(self, path: Path, text: str) -> None:
        """Put text at the end of a file."""
        whole = self.root / path
        whole.write_text(whole.read_text(encoding="utf-8") + text, encoding="utf-8")

    def cost(self) -> dict[str, int]:
        """How many lines each file has more; files that are new count as 0."""
        return {
            name: len(text.splitlines()) - len(self._before[name].splitlines()) if name in self._before else 0
            for name, text in self._texts().items()
            if self._before.get(name) != text
        }

    def _texts(self) -> dict[str, str]:
        folders = (self.root / "src", self.root / "resources" / "sample")
        files = (path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".toml"))
        return {path.relative_to(self.root).as_posix(): path.read_text(encoding="utf-8") for path in files}


def _share(original: Path, place: Path) -> None:
    """Show a folder in another place; copied where the system allows no links."""
    try:
        place.symlink_to(original, target_is_directory=True)
    except OSError:
        shutil.copytree(original, place)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy of the program."""
    return Copy(tmp_path / "program")


def test_a_field_is_one_line_and_one_migration(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    village = DOMAIN / "station" / "kinds.py"
    line = '    chief: str = text("村主任", 40, person=True, group="村（社区）")\n'
    text = (copy.root / village).read_text(encoding="utf-8")
    before = "    village_type: str = "
    assert before in text
    (copy.root / village).write_text(text.replace(before, line + before), encoding="utf-8")
    copy.run("-m", "devtools.migration", "chiefs")
    changed = copy.cost()
    (step,) = [name for name in changed if "migrations" in name]
    assert changed == {village.as_posix(): 1, step: 0}
    path = str(copy.root / "a.station")
    copy.run("-m", "station_desk", "demo", path)
    assert "chief" in copy.run("-m", "station_desk", "list", path, "village", "--json")
    with capsys.disabled():
        print("\nA field: 1 line, 1 migration file written by the command.")


def test_a_kind_is_one_file_one_migration_and_one_sample_table(
    copy: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(HERE / "new_kind.py", copy.root / KINDS / "call.py")
    copy.run("-m", "devtools.migration", "calls")
    copy.append(Path("resources", "sample", "work.toml"), SAMPLE)
    changed = copy.cost()
    (step,) = [name for name in changed if "migrations" in name]
    assert changed.keys() == {(KINDS / "call.py").as_posix(), step, "resources/sample/work.toml"}
    place = tmp_path / "stations"
    place.mkdir()
    met = json.loads(copy.run(str(HERE / "through_everything.py"), str(place)))
    assert [name for name, well in met.items() if not well] == []
    assert {"moved out", "archived without the minor", "sealed", "watched", "paged", "exported"} <= met.keys()
    with capsys.disabled():
        print("\nA kind: 1 file, 1 migration file written by the command, 1 sample table.")


def test_a_page_is_one_line(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tab = copy.root / "src" / "station_desk" / "ui" / "tabs" / "work.py"
    text = tab.read_text(encoding="utf-8")
    for old, new in (
        ("import SubPages, pages_of", "import PageSpec, SubPages, pages_of"),
        (
            'pages_of("work")',
            'pages_of("work", (PageSpec("year", "全年", SubPages, "工作记录", after="activity"),))',
        ),
    ):
        assert old in text
        text = text.replace(old, new)
    tab.write_text(text, encoding="utf-8")
    listed = copy.run(
        "-c",
        "from station_desk.ui.shell.tab_table import TABS\n"
        "print([page.id for tab in TABS if tab.id == 'work' for page in tab.loaded.pages])",
    )
    assert "'activity', 'year', 'meeting'" in listed
    with capsys.disabled():
        print("\nA page: 1 line in its tab; the list of a kind none.")
