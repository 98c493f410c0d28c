"""The usual ways to write the number of a case; each committee has its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from station_desk.domain.fields.vocabulary import vocabulary

NUMBER_STYLE = vocabulary(
    "number_style",
    year_first="（2026）某某人调字第1号",
    place_first="某某人调字（2026）第1号",
    short="某某人调字（2026）1号",
)
"""By an example, which is what people know of it; nothing chosen is the first."""

NUMBER_STYLES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "place_first": lambda word: f"{{place}}{word}（{{year}}）第{{n}}号",
        "short": lambda word: f"{{place}}{word}（{{year}}）{{n}}号",
    }
)
"""The ways but the first: from the word of a run (人调字) to its pattern."""
