"""The colours of the program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """The colours of the program; text on them keeps a contrast of at least 4.5 to 1."""

    ink: str = "#1b2430"
    muted: str = "#566274"
    paper: str = "#ffffff"
    ground: str = "#f2f4f7"
    line: str = "#cfd6df"
    edge: str = "#8a97a7"
    faint: str = "#8a94a3"
    head: str = "#e6ebf1"
    stripe: str = "#f7f9fb"
    accent: str = "#1d4f91"
    accent_dark: str = "#163c70"
    accent_soft: str = "#e4edf8"
    accent_faint: str = "#9db3d0"
    chosen: str = "#cfe0f5"
    danger: str = "#b3261e"
    danger_soft: str = "#fbeae8"
    warning: str = "#8a5200"
    warning_soft: str = "#fdf3e1"
    good: str = "#1f6b3a"
    good_soft: str = "#e6f3ea"


COLOURS = Colours()
