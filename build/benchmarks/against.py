"""`bench --against COMMIT`: the same measurements of an older state of the program and of this one, in turns.

Each state runs its own code, its own measurements and its own sample stations, in a process of its own; a machine that
slows down slows both.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.project import OUT, ROOT, StopError, say

ROUNDS = 3
TOLERATED = 1.05
"""A row that took so much longer than before has become slower; less is noise."""

_MEASURE = """
import dataclasses, json, pathlib, sys
from benchmarks.__main__ import MEASUREMENTS
from benchmarks.samples import Samples
samples = Samples(pathlib.Path(sys.argv[1]))
chosen = {one.__name__: one for one in MEASUREMENTS}
print(json.dumps({"names": list(chosen)} if len(sys.argv) == 2 else dataclasses.asdict(chosen[sys.argv[2]](samples))))
"""


@dataclass(frozen=True)
class State:
    """One state of the program: what it is called, its tree, and where its sample stations lie."""

    label: str
    tree: Path
    samples: Path

    def ask(self, *measurement: str) -> Mapping[str, object]:
        """Run one measurement, or list their names; StopError when the state cannot do it."""
        paths = os.pathsep.join(str(self.tree / part) for part in ("src", "build"))
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, str(self.samples), *measurement],
            cwd=self.tree,
            env=os.environ | {"PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise StopError(f"{self.label} could not run {' '.join(measurement) or 'its measurements'}.", 1)
        answer: Mapping[str, object] = json.loads(done.stdout.splitlines()[-1])
        return answer


@dataclass(frozen=True)
class Row:
    """The best score of each state in one measurement: a ratio to its baseline, or seconds."""

    name: str
    before: float
    after: float
    is_ratio: bool

    @property
    def change(self) -> float:
        """How many times as long as before; below 1 it is faster."""
        return self.after / self.before

    @property
    def is_slower(self) -> bool:
        """Whether it is slower by more than noise."""
        return self.change > TOLERATED


def main(commit: str, words: Sequence[str]) -> int:
    """Print the rows side by side; exit code 1 when one of them has become slower."""
    states = (_older(commit), State("this state", ROOT, OUT / "bench"))
    shared = _shared(states)
    chosen = [name for name in shared if not words or any(word in name for word in words)]
    rows = [_row(name, states) for name in chosen]
    print(table(rows, commit))
    return 1 if any(row.is_slower for row in rows) else 0


def best(answers: Sequence[Mapping[str, object]]) -> float:
    """The lowest score of several runs: whatever else the machine did can only have added to it."""
    return min(_score(answer) for answer in answers)


def table(rows: Sequence[Row], commit: str) -> str:
    """Return the rows as a table of plain text."""
    lines = [f"best of {ROUNDS} runs in turns: {commit} / this state"]
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        before, after = (_shown(value, row.is_ratio) for value in (row.before, row.after))
        told = f"{(row.change - 1) * 100:+6.1f} %{'  SLOWER' if row.is_slower else ''}"
        lines.append(f"{row.name:<{width}}  {before:>10}  {after:>10}  {told}")
    return "\n".join(lines)


def _row(name: str, states: Sequence[State]) -> Row:
    say(f"measuring {name}")
    answers: list[list[Mapping[str, object]]] = [[] for _ in states]
    for _ in range(ROUNDS):
        for state, into in zip(states, answers, strict=True):
            into.append(state.ask(name))
    before, after = (best(each) for each in answers)
    first = answers[0][0]
    return Row(str(first["name"]), before, after, first["baseline"] is not None)


def _score(answer: Mapping[str, object]) -> float:
    measured, baseline = answer["measured"], answer["baseline"]
    return float(str(measured)) / (float(str(baseline)) if baseline is not None else 1)


def _shown(value: float, is_ratio: bool) -> str:
    return f"{value:.3f}" if is_ratio else f"{value * 1000:.1f} ms"


def _shared(states: Sequence[State]) -> list[str]:
    """The measurements that every state knows, in the order of the newest."""
    known = [state.ask()["names"] for state in states]
    lists = [names for names in known if isinstance(names, list)]
    return [name for name in lists[-1] if all(name in names for names in lists)]


def _older(commit: str) -> State:
    """The tree of a commit, unpacked once beside our other output."""
    found = _git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").decode().strip()
    tree = OUT / "before" / found[:12]
    if not tree.exists():
        unfinished = tree.with_name(f"unfinished-{tree.name}")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        with tarfile.open(fileobj=io.BytesIO(_git("archive", found))) as packed:
            packed.extractall(unfinished, filter="data")
        unfinished.replace(tree)
    return State(commit, tree, tree / "out" / "bench")


def _git(*command: str) -> bytes:
    done = subprocess.run(["git", *command], cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise StopError(f"git {' '.join(command)} failed; --against needs a commit of this repository.", 2)
    return done.stdout
