"""The change log about records under seal: emptied line by line, and filled again when they are lawfully unsealed."""

from __future__ import annotations

from typing import Any

HIDDEN = "（已封存）"
_MANY = 400


def take_log(connection: Any, ids: list[int]) -> dict[str, Any]:
    """Empty every line of the change log about the records; returns what stood there."""
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
    connection.executemany(
        "UPDATE intent SET label = ?, action = 'load' WHERE seq = ?", [(HIDDEN, row[0]) for row in intents]
    )
    forget_moments(connection)
    return {"changes": changes, "intents": sorted(set(intents))}


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
    # Not undoable again: what was done since may stand on what they were.
    for seq, label, _, *event in content["intents"]:
        at, who = event or (None, None)
        connection.execute(
            "UPDATE intent SET label = ?, at = IFNULL(?, at), who = IFNULL(?, who) WHERE seq = ?",
            (label, at, who, seq),
        )
