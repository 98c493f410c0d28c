"""For which kinds of records there is a file of papers; whoever makes lists asks, so nothing else is loaded."""

from __future__ import annotations

from station_desk import paths


def has_dossier(kind_key: str) -> bool:
    """Whether there is a file of papers for each case of a kind."""
    return paths.resources("dossiers", f"{kind_key}.toml").is_file()
