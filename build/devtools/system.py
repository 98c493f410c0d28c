"""System libraries on Linux: found with dpkg, installed as root, otherwise named with the exact command."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterable, Sequence

from devtools.project import StopError, run_quietly, say

# One entry per library; alternatives are the names that different Debian and Ubuntu releases give it.
Package = tuple[str, ...]

WINDOW_PACKAGES: tuple[Package, ...] = (
    ("libegl1",),
    ("libgl1",),
    ("libxkbcommon0",),
    ("libxkbcommon-x11-0",),
    ("libdbus-1-3",),
    ("libfontconfig1",),
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-image0",),
    ("libxcb-keysyms1",),
    ("libxcb-randr0",),
    ("libxcb-render-util0",),
    ("libxcb-shape0",),
    ("libxcb-xinerama0",),
    ("libglib2.0-0t64", "libglib2.0-0"),
)
# The fault tests break disks: a compiler for the shim, an exFAT stick on FUSE, mounts of their own.
FAULT_PACKAGES: tuple[Package, ...] = (
    ("gcc",),
    ("libc6-dev",),
    ("exfat-fuse",),
    ("exfatprogs", "exfat-utils"),
    ("mount",),
    ("util-linux",),
)
# A real X server for the window test, PDF pages as pictures, and the tools PyInstaller calls.
TEST_PACKAGES: tuple[Package, ...] = (
    *FAULT_PACKAGES,
    ("xvfb",),
    ("xauth",),
    ("xdotool",),
    ("poppler-utils",),
    ("binutils",),
)

_APT_INSTALL = "apt-get install -y --no-install-recommends"


def ensure_system_packages(packages: Sequence[Package], *, ignore_missing: bool = False) -> None:
    """See that the system libraries are there.

    As root on Debian or Ubuntu the missing ones are installed. Otherwise `StopError` (exit code 2) names the
    exact command, unless `ignore_missing` says to try without them. Other systems are only told.
    """
    if sys.platform != "linux":
        return
    if not shutil.which("dpkg-query"):
        _tell_other_linux(packages)
        return
    missing = _missing(packages)
    if not missing:
        return
    try:
        _apt_install(missing)
    except StopError as stop:
        if not ignore_missing:
            raise StopError(f"{stop}\n(or add --ignore-missing-libraries to try without them)", 2) from None
        say(f"{stop}\nGoing on without them, as asked.")


def ensure_venv_module() -> None:
    """See that this Python can make virtual environments: Debian ships that part as a package of its own."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    if not shutil.which("apt-get"):
        raise StopError(f"{sys.executable} has no venv module; install a complete Python 3.11 or newer.", 2)
    _apt_install([(f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)])


def _apt_install(packages: Sequence[Package]) -> None:
    """Install without asking anything. Raises `StopError` with the command to run when this user may not."""
    if not _is_root():
        command = f"{_APT_INSTALL} {' '.join(_available_names(packages))}"
        raise StopError(f"System packages are missing. Run this, then try again:\n  sudo {command}", 2)
    # A stale or unreachable list is no reason to stop while the packages themselves can be had.
    run_quietly(["apt-get", "update"])
    names = _available_names(packages)
    say(f"Installing system packages: {' '.join(names)}")
    result = run_quietly([*_APT_INSTALL.split(), *names], {"DEBIAN_FRONTEND": "noninteractive"})
    if result.returncode:
        raise StopError(f"The system packages could not be installed:\n{result.stdout}{result.stderr}", 2)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _missing(packages: Sequence[Package]) -> list[Package]:
    installed = _installed(name for package in packages for name in package)
    return [package for package in packages if not installed.intersection(package)]


def _installed(names: Iterable[str]) -> set[str]:
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    # Exit code 1 only says that some are unknown; the lines for the known ones are still printed.
    output = run_quietly(query).stdout
    pairs = (line.split() for line in output.splitlines())
    return {pair[0] for pair in pairs if pair[1:] == ["installed"]}


def _available_names(packages: Sequence[Package]) -> list[str]:
    return [next((name for name in package if _in_archive(name)), package[-1]) for package in packages]


def _in_archive(name: str) -> bool:
    return run_quietly(["apt-cache", "show", "--no-all-versions", name]).returncode == 0


def _tell_other_linux(packages: Sequence[Package]) -> None:
    names = ", ".join(package[-1] for package in packages)
    say(f"This is not a Debian or Ubuntu system; if Qt does not start, install what corresponds to: {names}")
