"""The computer's own 仿宋, 楷体, 黑体 and 小标宋, which official documents are set in (GB/T 9704-2012)."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from station_desk.printing.type.fonts import Role

# Files as Windows, office suites and domestic systems (Founder and CESI faces) name them, best first.
_NAMES: Final[Mapping[Role, tuple[str, ...]]] = {
    "body": (
        *("simfang.ttf", "仿宋_gb2312.ttf", "simfang_gb2312.ttf", "fzfsk.ttf", "fzfsjw.ttf", "fzfs_gbk.ttf"),
        *(
            "方正仿宋_gbk.ttf",
            "cesi_fs_gb18030.ttf",
            "cesi_fs_gb13000.ttf",
            "cesi_fs_gb2312.ttf",
            "stfangso.ttf",
        ),
    ),
    "kai": (
        *("simkai.ttf", "楷体_gb2312.ttf", "simkai_gb2312.ttf", "fzktk.ttf", "fzktjw.ttf", "fzkt_gbk.ttf"),
        *(
            "方正楷体_gbk.ttf",
            "cesi_kt_gb18030.ttf",
            "cesi_kt_gb13000.ttf",
            "cesi_kt_gb2312.ttf",
            "stkaiti.ttf",
        ),
    ),
    "head": (
        *("simhei.ttf", "fzhtk.ttf", "fzhtjw.ttf", "fzht_gbk.ttf", "方正黑体_gbk.ttf"),
        *("cesi_ht_gb18030.ttf", "cesi_ht_gb13000.ttf", "cesi_ht_gb2312.ttf"),
    ),
    "title": (
        *("fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "fzxbsk.ttf", "fzxbs_gbk.ttf", "方正小标宋简体.ttf"),
        *("方正小标宋_gbk.ttf", "cesi_xbs_gb18030.ttf", "cesi_xbs_gb13000.ttf", "cesi_xbs_gb2312.ttf"),
    ),
}
# How files begin whose outlines are TrueType, alone or collected; PostScript outlines ("OTTO") cannot be embedded.
_TRUETYPE: Final = (b"\x00\x01\x00\x00", b"true", b"ttcf")


def find_system_fonts(folders: Iterable[Path] | None = None) -> dict[Role, Path]:
    """The best installed TrueType file of each role; a role with none is left out.

    The same face may come as a collection (.ttc), of which the first font counts. Unreadable folders and files
    are passed over.
    """
    found: dict[str, Path] = {}
    for folder in system_folders() if folders is None else folders:
        for place, _, names in os.walk(folder):
            for name in sorted(names):
                found.setdefault(name.lower(), Path(place) / name)
    best: dict[Role, Path] = {}
    for role, names_ in _NAMES.items():
        wanted = (found.get(other) for name in names_ for other in (name, name.replace(".ttf", ".ttc")))
        path = next((file for file in wanted if file is not None and _truetype(file)), None)
        if path is not None:
            best[role] = path
    return best


def _truetype(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in _TRUETYPE
    except OSError:
        return False


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
