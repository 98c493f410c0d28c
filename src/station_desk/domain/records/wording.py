"""Words that a law has replaced, wherever somebody types them: today's word is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import TextType
from station_desk.domain.records.questions import question
from station_desk.domain.records.record import Kind, Record


@dataclass(frozen=True)
class Outdated:
    """A rule over every text of a record: an outdated word is asked about with the one that holds now."""

    words: Mapping[str, str]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.words, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest)))

    def __call__(self, record: Record, today: date) -> Iterator[Problem]:
        """A question for each field in which an outdated word stands."""
        held = record.__dict__
        keys = _texts(record.KIND)
        # Hardly any record has one: they are looked at together first.
        if not self._pattern.search("\n".join(held[key] for key in keys)):
            return
        for key in keys:
            if found := dict.fromkeys(self._pattern.findall(held[key])):
                better = "，".join(f"“{word}”现在叫“{self.words[word]}”" for word in found)
                yield question(key, f"{better}：请改用现在的叫法；照抄原来文书的可以保留", f"outdated {key}")


@cache
def _texts(kind: Kind) -> tuple[str, ...]:
    """The fields in which words stand."""
    return tuple(field.key for field in kind.fields if isinstance(field.type, TextType))
