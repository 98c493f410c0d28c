"""The Qt style sheet of the program: resources/style/window.qss with colours and sizes filled in."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template

from station_desk import paths
from station_desk.ui.colours import Colours


def style_sheet(colours: Colours, points: int, families: Sequence[str]) -> str:
    """The style sheet for a size of body text in points."""
    template = Template(paths.resources("style", "window.qss").read_text(encoding="utf-8"))
    return template.substitute(
        vars(colours),
        families=", ".join(f'"{family}"' for family in families),
        body=points,
        subtitle=points + 2,
        title=points + 6,
        figure=points + 11,
        icons=paths.resources("icons").as_posix(),
    )
