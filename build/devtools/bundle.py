"""`bundle`: the one-folder program made by PyInstaller, and the smoke test that it runs without Python."""

import shutil
import sys
from pathlib import Path

from devtools.project import OUT, ROOT, run_python, say

DIST = OUT / "bundle"
_WORK = OUT / "pyinstaller"
_SPEC = ROOT / "build" / "station-desk.spec"


def executable() -> Path:
    """Return the program file inside the bundle."""
    return DIST / "station-desk" / ("station-desk.exe" if sys.platform == "win32" else "station-desk")


def bundle() -> int:
    """Make the bundle and smoke-test it; return the exit code."""
    shutil.rmtree(DIST, ignore_errors=True)
    folders = ["--distpath", str(DIST), "--workpath", str(_WORK)]
    command = ["-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *folders, str(_SPEC)]
    code = run_python(command)
    if code:
        return code
    files = (path for path in executable().parent.rglob("*") if path.is_file() and not path.is_symlink())
    size = sum(path.stat().st_size for path in files)
    say(f"Bundle: {executable().parent} ({size / 1e6:.0f} MB)")
    return run_python([str(ROOT / "build" / "smoke.py"), str(executable())])
