"""The colours of the program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """The colours of the program.

    Text keeps a contrast of at least 4.5 to 1 on what it stands on; the edges of fields, and what cannot be used just
    now, at least 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
    """

    ink: str = "#1b2430"
    muted: str = "#566274"
    paper: str = "#ffffff"
    ground: str = "#f2f4f7"
    line: str = "#cfd6df"
    edge: str = "#7c8898"
    faint: str = "#768295"
    head: str = "#e6ebf1"
    stripe: str = "#f7f9fb"
    accent: str = "#1d4f91"
    accent_dark: str = "#163c70"
    accent_soft: str = "#e4edf8"
    accent_faint: str = "#7690b6"
    chosen: str = "#cfe0f5"
    danger: str = "#b3261e"
    danger_soft: str = "#fbeae8"
    warning: str = "#8a5200"
    warning_soft: str = "#fdf3e1"
    good: str = "#1f6b3a"
    good_soft: str = "#e6f3ea"


COLOURS = Colours()
