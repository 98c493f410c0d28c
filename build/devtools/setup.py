"""The virtual environment: made once, remembered by a digest, made anew when an earlier try was cut short."""

import hashlib
import os
import sys
import time

from devtools.project import CONSTRAINTS, ROOT, VENV, StopError, run_python, run_quietly, say, venv_python
from devtools.system import WINDOW_PACKAGES, Package, ensure_system_packages, ensure_venv_module

STAMP = VENV / "station-desk-setup.txt"
_PIP_TRIES = 3
_PIP_INSTALL = (
    *("-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"),
    *("--constraint", str(CONSTRAINTS)),
)


def set_up(extra_packages: tuple[Package, ...] = (), *, ignore_missing: bool = False) -> None:
    """Make the project ready to run: system libraries, virtual environment, dependencies, the package itself.

    Seconds when nothing changed since the last time. Raises `StopError` with what to do when it cannot.
    """
    ensure_system_packages((*WINDOW_PACKAGES, *extra_packages), ignore_missing=ignore_missing)
    wanted = [_identity(), _digest()]
    stamped = _read_stamp()
    if stamped == wanted and venv_python().exists():
        return
    started = time.monotonic()
    if stamped[:1] != wanted[:1] or not venv_python().exists():
        _create_environment()
    # Gone while pip works: an interrupted installation must never look like a finished one.
    STAMP.unlink(missing_ok=True)
    _install()
    STAMP.write_text("\n".join(wanted), encoding="utf-8")
    say(f"Set-up finished in {time.monotonic() - started:.0f} s.")


def _identity() -> str:
    """Say for which Python and which folder an environment is made; it is void under another or elsewhere."""
    return " ".join(f"{sys.version} {os.path.realpath(_base_python())} {ROOT}".split())


def _digest() -> str:
    files = (ROOT / "pyproject.toml", CONSTRAINTS)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _read_stamp() -> list[str]:
    """Return what the last finished set-up noted; nothing after none or an interrupted one."""
    try:
        return STAMP.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []


def _base_python() -> str:
    """Return the interpreter behind any virtual environment this one runs in, so that it can be replaced."""
    base: str = getattr(sys, "_base_executable", sys.executable)
    return base


def _create_environment() -> None:
    ensure_venv_module()
    say(f"Making the virtual environment in {VENV}")
    result = run_quietly([_base_python(), "-m", "venv", "--clear", str(VENV)])
    if result.returncode:
        raise StopError(f"The virtual environment could not be made:\n{result.stdout}{result.stderr}", code=2)


def _install() -> None:
    say("Installing the dependencies (about 300 MB the first time)")
    for attempt in range(1, _PIP_TRIES + 1):
        if run_python([*_PIP_INSTALL, "--editable", f"{ROOT}[dev]"]) == 0:
            return
        if attempt < _PIP_TRIES:
            say(f"pip did not finish; trying again ({attempt + 1} of {_PIP_TRIES})")
            time.sleep(5 * attempt)
    raise StopError("The dependencies could not be installed; pip's messages above say why.", code=2)


def setup_summary() -> str:
    """Say which interpreter the project uses now."""
    return f"Ready: {venv_python().relative_to(ROOT)}"
