"""What one user intention changed: the only thing the screen needs to refresh itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """The Chinese name of the intention, the keys of the kinds and the ids of the records it touched."""

    label: str
    kinds: frozenset[str] = frozenset()
    ids: frozenset[int] = frozenset()

    @property
    def only_id(self) -> int:
        """The id of the single record touched."""
        (found,) = self.ids
        return found


@dataclass(frozen=True)
class HistoryLine:
    """One line of the change log: one field of one record, or a whole record that came or went (``field`` "")."""

    at: str
    who: str
    label: str
    kind: str
    record_id: int
    field: str
    before: str
    after: str
