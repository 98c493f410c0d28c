"""The computer's own 仿宋, 楷体, 黑体 and 小标宋, which official documents are set in (GB/T 9704-2012)."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from station_desk.printing.fonts import Role

# Files as Windows, office suites and domestic systems name them, best first. Only TrueType outlines can be embedded.
_NAMES: Final[Mapping[Role, tuple[str, ...]]] = {
    "body": ("simfang.ttf", "仿宋_gb2312.ttf", "fzfsk.ttf", "fzfs_gbk.ttf", "stfangso.ttf"),
    "kai": ("simkai.ttf", "楷体_gb2312.ttf", "fzktk.ttf", "fzkt_gbk.ttf", "stkaiti.ttf"),
    "head": ("simhei.ttf", "fzhtk.ttf", "fzht_gbk.ttf"),
    "title": ("fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "fzxbsk.ttf", "fzxbs_gbk.ttf", "方正小标宋简体.ttf"),
}


def find_system_fonts(folders: Iterable[Path] | None = None) -> dict[Role, Path]:
    """The best installed file of each role; a role with none is left out. Unreadable folders are passed over."""
    found: dict[str, Path] = {}
    for folder in system_folders() if folders is None else folders:
        for place, _, names in os.walk(folder):
            for name in names:
                found.setdefault(name.lower(), Path(place) / name)
    best = {role: [found[name] for name in names if name in found] for role, names in _NAMES.items()}
    return {role: files[0] for role, files in best.items() if files}


def system_folders() -> list[Path]:
    """Where this kind of computer keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        windows = os.environ.get("WINDIR", r"C:\Windows")
        return [Path(windows) / "Fonts", Path(local) / "Microsoft" / "Windows" / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [
        *(Path("/usr/share/fonts"), Path("/usr/local/share/fonts")),
        *(home / ".local" / "share" / "fonts", home / ".fonts"),
    ]
