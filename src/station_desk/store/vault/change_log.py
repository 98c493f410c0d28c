"""The change log about records under seal: emptied line by line, and filled again when they are lawfully unsealed.

Somebody who stays because he is something else too must not be seen to have been written together with what is sealed:
the emptied lines leave the intentions in which he was, and these are called as if they had been about him alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

HIDDEN = "（已封存）"
_MANY = 400
_NOTHING: Mapping[int, str] = {}


def take_log(connection: Any, ids: list[int], linked: Mapping[int, str] = _NOTHING) -> dict[str, Any]:
    """Empty every line of the change log about the records; returns what stood there.

    ``linked`` are records that stay and must not be seen to belong to them, each by its kind and name.
    """
    changes, intents = [], []
    for start in range(0, len(ids), _MANY):
        some = ids[start : start + _MANY]
        marks = ", ".join("?" * len(some))
        changes += connection.execute(
            f"SELECT seq, kind, field, before, after, record FROM change WHERE record IN ({marks})", some
        ).fetchall()
        intents += connection.execute(
            "SELECT DISTINCT intent.seq, label, action, at, who FROM intent JOIN change ON change.intent = intent.seq "
            f"WHERE record IN ({marks})",
            some,
        ).fetchall()
    connection.executemany(
        "UPDATE change SET kind = '', record = 0, field = '', before = NULL, after = NULL WHERE seq = ?",
        [(row[0],) for row in changes],
    )
    labels = {row[0]: _label_without(connection, row[0], linked) for row in intents}
    connection.executemany(
        "UPDATE intent SET label = ?, action = 'load' WHERE seq = ?",
        [(label or HIDDEN, seq) for seq, label in labels.items()],
    )
    moved = _move_apart(connection, [seq for seq, label in labels.items() if label])
    forget_moments(connection)
    return {"changes": changes, "intents": sorted(set(intents)), "moved": moved}


def _label_without(connection: Any, intent: int, linked: Mapping[int, str]) -> str:
    """What an intention is called by what it wrote of linked records alone; "" when it wrote nothing of them."""
    lines = connection.execute(
        "SELECT record, field, before FROM change WHERE intent = ? AND kind <> '' ORDER BY seq", (intent,)
    ).fetchall()
    mine = [line for line in lines if line[0] in linked]
    if not mine:
        return ""
    made = any(not field and before is None for _, field, before in mine)
    return f"{'新增' if made else '修改'}{linked[mine[0][0]]}"


def _move_apart(connection: Any, intents: list[int]) -> list[list[int]]:
    """Take the emptied lines out of intentions, into one of their own; returns which line was in which."""
    marks = ", ".join("?" * len(intents))
    rows = connection.execute(
        f"SELECT seq, intent FROM change WHERE kind = '' AND intent IN ({marks}) ORDER BY seq", intents
    ).fetchall()
    if rows:
        (apart,) = connection.execute(
            "INSERT INTO intent (at, who, replica, label, action) "
            "SELECT '', '', replica, ?, 'load' FROM intent WHERE seq = ? RETURNING seq",
            (HIDDEN, rows[0][1]),
        ).fetchone()
        connection.executemany(
            "UPDATE change SET intent = ? WHERE seq = ?", [(apart, row[0]) for row in rows]
        )
    return [list(row) for row in rows]


def forget_moments(connection: Any) -> None:
    """Take away when and by whom intentions were done that are about nothing but what is not told any more.

    Where something else was written too, its history still needs to say so.
    """
    connection.execute(
        "UPDATE intent SET at = '', who = '' WHERE seq IN (SELECT intent FROM change WHERE kind = '') "
        "AND seq NOT IN (SELECT intent FROM change WHERE kind <> '')"
    )


def give_log_back(connection: Any, content: dict[str, Any]) -> None:
    """Put back into the change log what ``take_log`` took out."""
    # What earlier versions sealed kept record, moment and hand in the logs, and has none of them here.
    for seq, kind, field, before, after, *record in content["changes"]:
        connection.execute(
            "UPDATE change SET kind = ?, record = IFNULL(?, record), field = ?, before = ?, after = ? WHERE seq = ?",
            (kind, *(record or [None]), field, before, after, seq),
        )
    connection.executemany(
        "UPDATE change SET intent = ? WHERE seq = ?",
        [(intent, seq) for seq, intent in content.get("moved", [])],
    )
    # Not undoable again: what was done since may stand on what they were.
    for seq, label, _, *event in content["intents"]:
        at, who = event or (None, None)
        connection.execute(
            "UPDATE intent SET label = ?, at = IFNULL(?, at), who = IFNULL(?, who) WHERE seq = ?",
            (label, at, who, seq),
        )
