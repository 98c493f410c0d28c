"""The Qt style sheet of the program: resources/style/window.qss with colours and sizes filled in."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template

from station_desk import paths
from station_desk.ui.look.colours import Colours

PIXELS = 4 / 3
"""Pixels of a point, before the screen's own scaling."""
LINE = 1.45
"""The height of a line of Chinese type in its size."""


def style_sheet(colours: Colours, points: int, families: Sequence[str]) -> str:
    """The style sheet for a size of body text in points."""
    template = Template(paths.resources("style", "window.qss").read_text(encoding="utf-8"))
    return template.substitute(
        vars(colours),
        families=", ".join(f'"{family}"' for family in families),
        body=points,
        # A field that is squeezed by a small window keeps the height of its letters.
        letters=round(points * PIXELS * LINE),
        subtitle=points + 2,
        title=points + 6,
        figure=points + 11,
        icons=paths.resources("icons").as_posix(),
    )
