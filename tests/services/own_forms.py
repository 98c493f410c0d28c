"""A county's own form as a file, for tests."""

from __future__ import annotations

from pathlib import Path

ID = "visit_slip"
OWN = """id = "visit_slip"
title = "回访单"
edition = "县-1"
source = "示例县司法局"
record = "visit"

[[block]]
kind = "title"
text = "回访单"

[[block]]
kind = "grid"
columns = [1, 2]
row = [
  { cells = [{ label = "对象" }, { value = "{resettlement.name}" }] },
  { cells = [{ label = "日期" }, { value = "{held_on:8}" }] },
]
"""
"""About a visit."""
OVERVIEW = """id = "county_sheet"
title = "县情况表"
edition = "县-1"
source = "示例县司法局"

[[block]]
kind = "title"
text = "县情况表（第一版）"

[[block]]
kind = "paragraph"
text = "填报单位：{station}"
"""
"""About the station."""


def written(folder: Path, text: str, *changes: tuple[str, str]) -> Path:
    """The file of a form, with some of its text changed."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "county.toml"
    path.write_bytes(text.encode("utf-8"))
    return path


TEN_FAULTS = (
    ('title = "回访单"', "titel = 1"),
    ('edition = "县-1"', "edition = 1"),
    ('source = "示例县司法局"', 'source = "示例县司法局"\norder = "x"\npaper = "A5"\nwatermark = true'),
    ('kind = "title"', 'kind = "title"\nsizes = 3'),
    ("columns = [1, 2]", "columns = [1, 0]"),
    ('{ value = "{held_on:8}" }', '{ values = "{held_on:8}" }'),
    ('{ label = "日期" }', '{ label = "日期", span = "2" }'),
)
"""Ten things that are wrong, each on a line of its own or told by its key."""
