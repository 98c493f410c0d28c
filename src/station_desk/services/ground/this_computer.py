"""What the program remembers on this computer about station files, for when they are closed; nothing about persons.

Small facts in one file of the user's own, each under a topic and a key that tells neither name nor place. Whoever works
under the same account can delete it: it slows and shows, it does not protect.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from station_desk import paths
from station_desk.domain.basics.jsontext import read_json
from station_desk.store.ground.drafts import drafting

_FILE = "remembered.json"
_MOST = 200
"""Facts of one topic that are kept, the newest."""
_READABLE = 1 << 20

Fact = list[int | str]


def recall(topic: str, key: str) -> Fact | None:
    """A fact; None when nothing is remembered."""
    return _read().get(topic, {}).get(key)


def remember(topic: str, key: str, fact: Fact | None) -> None:
    """Keep a fact in place of a former one (None: forget it); where nothing can be written it is not kept."""
    held = _read()
    facts = held.setdefault(topic, {})
    if facts.pop(key, None) == fact and fact is None:
        return
    if fact is not None:
        facts[key] = fact
        held[topic] = dict(list(facts.items())[-_MOST:])
    path = _path()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with drafting(path) as draft:
            draft.write_text(json.dumps(held), encoding="utf-8")
            os.replace(draft, path)


def _path() -> Path:
    return paths.state() / _FILE


def _read() -> dict[str, dict[str, Fact]]:
    try:
        with open(_path(), encoding="utf-8", errors="replace") as stream:
            held = read_json(stream.read(_READABLE))
        return {
            str(topic): {str(key): list(fact) for key, fact in facts.items()} for topic, facts in held.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
