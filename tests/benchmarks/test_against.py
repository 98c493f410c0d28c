from pathlib import Path

import pytest

from benchmarks import against
from benchmarks.__main__ import command
from benchmarks.against import Row, State, best, table
from devtools.project import StopError

RATIO = {"name": "a row", "measured": 3.0, "baseline": 2.0, "goal": 2.0}
SECONDS = {"name": "a row", "measured": 0.2, "baseline": None, "goal": 1.0}


def test_the_best_run_counts() -> None:
    assert best([RATIO, RATIO | {"measured": 2.5}, RATIO | {"measured": 9.0}]) == 1.25
    assert best([SECONDS, SECONDS | {"measured": 0.1}]) == 0.1


def test_noise_is_not_slower_but_more_is() -> None:
    assert not Row("a row", 1.0, 1.05, True).is_slower
    assert Row("a row", 1.0, 1.06, True).is_slower


def test_the_table_shows_both_states_and_the_change() -> None:
    lines = table([Row("page", 1.0, 1.2, True), Row("score", 0.2, 0.1, False)], "v1").splitlines()
    assert lines[0] == "best of 3 runs in turns: v1 / this state"
    assert lines[1].split() == ["page", "1.000", "1.200", "+20.0", "%", "SLOWER"]
    assert lines[2].split() == ["score", "200.0", "ms", "100.0", "ms", "-50.0", "%"]


def _tree(folder: Path, score: float) -> State:
    """A program that measures one thing, in the shape every state of this one has."""
    package = folder / "build" / "benchmarks"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "samples.py").write_text("Samples = str\n", encoding="utf-8")
    (package / "__main__.py").write_text(
        "import dataclasses\n"
        "@dataclasses.dataclass\n"
        "class Result:\n"
        "    name: str\n    measured: float\n    baseline: float | None\n"
        f"def work(samples): return Result('some work', {score}, None)\n"
        "MEASUREMENTS = (work,)\n",
        encoding="utf-8",
    )
    return State(folder.name, folder, folder / "samples")


def test_each_state_runs_its_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    older, newer = _tree(tmp_path / "older", 0.1), _tree(tmp_path / "newer", 0.3)
    assert older.ask() == {"names": ["work"]}
    monkeypatch.setattr(against, "_older", lambda commit: older)
    monkeypatch.setattr(against, "ROOT", newer.tree)
    assert against.main("older", ()) == 1
    assert capsys.readouterr().out.splitlines()[-1].split()[:4] == ["some", "work", "100.0", "ms"]


def test_a_commit_that_is_none_is_told() -> None:
    with pytest.raises(StopError, match="needs a commit"):
        against.main("no-such-commit", ())


def test_the_command_line_hands_the_commit_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, list[str]]] = []

    def remembered(commit: str, words: list[str]) -> int:
        asked.append((commit, words))
        return 1

    monkeypatch.setattr(against, "main", remembered)
    assert command(["--against", "v1", "page", "score"]) == 1
    assert asked == [("v1", ["page", "score"])]
