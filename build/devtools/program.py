"""`run` and `pictures`: the program on the sample station, in a window or, without a display, on paper."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from devtools.project import OUT, ROOT, require_python, run_python, say

SAMPLE = OUT / "sample.station"
_PROGRAM = ("-m", "station_desk")
_README_DAY = ("--today", "2026-11-22")


def run(file: Path | None) -> int:
    """Open the window on `file` or the sample station; without a display do the main job headless."""
    station = file.resolve() if file else make_sample()
    if _has_display():
        return run_python([*_PROGRAM, str(station)])
    say("No display found: doing the main job without a window. / 未检测到显示器，改为直接生成文件。")
    submission = _fresh(OUT / "submission")
    # A pack that cannot be handed in yet is written all the same, and the program says what it lacks.
    command = [*_PROGRAM, "submission", str(station), "-o", str(submission)]
    require_python(command, "Writing the submission", fine=(0, 1))
    pictures = take_pictures(station, _fresh(OUT / "pictures"))
    _tell("Station file", "司法所文件", [station])
    _tell("Submission pack, to be signed", "评定材料", sorted(submission.rglob("*.pdf")))
    _tell("Pictures of every tab", "各页面截图", pictures)
    return 0


def make_sample() -> Path:
    """Return the sample station, made on first use; a try that was cut short leaves no half sample behind."""
    if not SAMPLE.exists():
        OUT.mkdir(exist_ok=True)
        unfinished = OUT / "unfinished-sample.station"
        unfinished.unlink(missing_ok=True)
        say(f"Making the sample station / 正在生成样例司法所: {SAMPLE}")
        require_python([*_PROGRAM, "demo", str(unfinished)], "Making the sample station")
        unfinished.replace(SAMPLE)
    return SAMPLE


def take_pictures(station: Path, folder: Path, *options: str) -> list[Path]:
    """Save a picture of every tab of the window on `station` into `folder` and return the pictures."""
    command = [*_PROGRAM, "pictures", str(station), "-o", str(folder), *options]
    require_python(command, "Taking the pictures", {"QT_QPA_PLATFORM": "offscreen"})
    return sorted(folder.glob("*.png"))


def pictures(folder: Path | None) -> int:
    """Take the pictures of the sample station and say where they are."""
    taken = take_pictures(make_sample(), folder.resolve() if folder else _fresh(OUT / "pictures"))
    _tell("Pictures of every tab", "各页面截图", taken)
    return 0


def readme_pictures() -> int:
    """Renew the README's pictures from a sample of a fixed day: they change only when the program does."""
    work = _fresh(OUT / "readme")
    work.mkdir()
    station = work / "sample.station"
    require_python([*_PROGRAM, "demo", str(station), *_README_DAY], "Making the sample station")
    take_pictures(station, work, *_README_DAY)
    folder = ROOT / "docs" / "pictures"
    require_python(
        [str(ROOT / "build" / "readme_pictures.py"), str(work), str(folder)], "Making the pictures small"
    )
    _tell("Pictures of the README", "说明文件的图片", sorted(folder.glob("*.png")))
    return 0


def forms(folder: Path | None, names: Sequence[str]) -> int:
    """Print forms blank, ordinary and overfull, as PDF and pictures, and say where the contact sheet is."""
    folder = folder.resolve() if folder else _fresh(OUT / "forms")
    command = [str(ROOT / "build" / "contact_sheet.py"), str(folder), *names]
    path = os.pathsep.join(str(ROOT / part) for part in ("src", "."))
    code = run_python(command, {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path})
    if code == 0:
        _tell("Contact sheet of the forms", "表格一览", [folder / "contact-sheet.png"])
    return code


def _fresh(folder: Path) -> Path:
    """Return one of our own output folders without what an earlier run left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(exist_ok=True)
    return folder


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _tell(english: str, chinese: str, paths: list[Path]) -> None:
    say(f"{english} / {chinese}:")
    for path in paths:
        say(f"  {path}")
