from collections.abc import Sequence
from pathlib import Path

import pytest

from devtools import setup
from devtools.project import StopError


class FakeMachine:
    """Set-up with the slow parts replaced: what was made and installed is only counted."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.environments = 0
        self.pip_codes: list[int] = []
        self.python = root / ".venv" / "python"
        self.stamp = root / ".venv" / "stamp.txt"
        for name in ("pyproject.toml", "constraints.txt"):
            (root / name).write_text(name, encoding="utf-8")
        monkeypatch.setattr(setup, "ROOT", root)
        monkeypatch.setattr(setup, "CONSTRAINTS", root / "constraints.txt")
        monkeypatch.setattr(setup, "STAMP", self.stamp)
        monkeypatch.setattr(setup, "venv_python", lambda: self.python)
        monkeypatch.setattr(setup, "ensure_system_packages", lambda packages, ignore_missing: None)
        monkeypatch.setattr(setup, "_create_environment", self._create)
        monkeypatch.setattr(setup, "run_python", self._pip)
        monkeypatch.setattr("time.sleep", lambda seconds: None)

    def _create(self) -> None:
        self.environments += 1
        self.python.parent.mkdir(exist_ok=True)
        self.python.touch()

    def _pip(self, arguments: Sequence[str]) -> int:
        assert arguments[:3] == ["-m", "pip", "install"]
        assert not self.stamp.exists()
        return self.pip_codes.pop(0)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    return FakeMachine(tmp_path, monkeypatch)


def test_a_second_run_does_nothing(machine: FakeMachine) -> None:
    machine.pip_codes = [0]
    setup.set_up()
    setup.set_up()
    assert machine.environments == 1


def test_pip_is_tried_again_when_the_network_fails(machine: FakeMachine) -> None:
    machine.pip_codes = [1, 1, 0]
    setup.set_up()
    assert machine.stamp.exists()


def test_a_set_up_that_failed_starts_over(machine: FakeMachine) -> None:
    machine.pip_codes = [1, 1, 1, 0]
    with pytest.raises(StopError) as stop:
        setup.set_up()
    assert stop.value.code == 2
    setup.set_up()
    assert machine.environments == 2


def test_changed_dependencies_are_installed_into_the_same_environment(
    machine: FakeMachine, tmp_path: Path
) -> None:
    machine.pip_codes = [0, 0]
    setup.set_up()
    (tmp_path / "constraints.txt").write_text("changed", encoding="utf-8")
    setup.set_up()
    assert (machine.environments, machine.pip_codes) == (1, [])


@pytest.mark.parametrize("content", ["", "3.9 /elsewhere\n0", "\x00"])
def test_an_unreadable_or_moved_stamp_means_a_new_environment(machine: FakeMachine, content: str) -> None:
    machine.pip_codes = [0, 0]
    setup.set_up()
    machine.stamp.write_text(content, encoding="utf-8")
    setup.set_up()
    assert machine.environments == 2
