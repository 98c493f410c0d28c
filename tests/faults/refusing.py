"""Every way to write, on a disk that is full, on one that is only for reading, and where a stick was pulled out.

``refusing.py FOLDER``, allowed to mount. Prints what people were told, by the state of the disk and by what they did,
and what changed nevertheless.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tests.clocks import FixedClock
from tests.services.own_forms import OVERVIEW, written

from station_desk.cli.main import main as command
from station_desk.domain.basics.errors import KnownError
from station_desk.services.copies import compacting
from station_desk.services.demo import DemoPlan, make_demo, sample_names
from station_desk.services.keeping import files
from station_desk.services.privacy import passwords
from station_desk.services.session.session import Session
from station_desk.store.ground import disks

CLOCK = FixedClock(date(2024, 11, 20))
Told = dict[str, str]


class Place:
    """A folder with a sample file, newer and damaged copies of it, a stick, and a disk that can be mounted."""

    def __init__(self, folder: Path) -> None:
        self.own, self.disk, self.stick = (folder / name for name in ("本机", "盘", "U"))
        for one in (self.own, self.disk, self.stick):
            one.mkdir()
        self.file = self.own / "所.station"
        make_demo(self.file, DemoPlan(cases=20), CLOCK, sample_names())
        self.form = written(folder, OVERVIEW)
        assert not told("forms", "import", self.file, self.form)
        self.newer_form = folder / "新版.toml"
        self.newer_form.write_text(OVERVIEW.replace("县-1", "县-2"), encoding="utf-8")
        self.record = folder / "记录.json"
        self.record.write_text(
            '{"held_on":"2024-05-05","category":"publicity","title":"宣传"}', encoding="utf-8"
        )
        self.newer = Path(shutil.copy(self.file, self.stick))
        assert not told("add", self.newer, "activity", self.record)
        self.damaged = self.own / "坏.station"
        content = bytearray(self.file.read_bytes())
        content[8192:12288] = b"\x55" * 4096
        self.damaged.write_bytes(content)

    @contextlib.contextmanager
    def mounted(self) -> Iterator[None]:
        """A small disk with a file of the station and a damaged one on it."""
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", self.disk], check=True)
        try:
            shutil.copy(self.file, self.disk)
            shutil.copy(self.damaged, self.disk)
            (self.disk / "档案").mkdir()
            yield
        finally:
            while (
                subprocess.run(["umount", "-l", self.disk], capture_output=True, check=False).returncode == 0
            ):
                pass

    def fill(self) -> None:
        """Leave no room."""
        with open(self.disk / "满", "wb", buffering=0) as stream, contextlib.suppress(OSError):
            while True:
                stream.write(bytes(4096))

    def protect(self) -> None:
        """Let nobody write."""
        subprocess.run(["mount", "-o", "remount,ro", self.disk], check=True)

    def pull(self) -> None:
        """Have the stick gone, its folder stays; what is open there is open still."""
        subprocess.run(["umount", "-l", self.disk], check=True)


def told(*arguments: object) -> str:
    """What a command says when it fails; "" when it does not."""
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
        code = command([str(one) for one in arguments])
    return errors.getvalue().strip() if code == 2 else ""


def commands(place: Place) -> dict[str, Callable[[], str]]:
    """What is done by name; each writes to the disk."""
    disk, own = place.disk, place.own
    new = disk / "新.station"
    name = place.file.name
    return {
        "new": lambda: told("new", "--name", "青禾司法所", "--county", "示例县", new),
        "demo": lambda: told("demo", new),
        "add": lambda: told("add", disk / name, "activity", place.record),
        "backup beside": lambda: told("backup", disk / name),
        "backup elsewhere": lambda: told("backup", place.file, "-o", disk / "备份"),
        "restore to a new name": lambda: told("restore", place.file, "-o", new),
        "restore": lambda: told("restore", place.newer, "-o", disk / name),
        "salvage to there": lambda: told("salvage", place.damaged, "-o", new),
        "salvage from there": lambda: told("salvage", disk / place.damaged.name, "-o", own / "救.station"),
        "first checkout": lambda: told("checkout", place.damaged.with_name("另.station"), disk),
        "checkout": lambda: told("checkout", place.newer, disk),
        "checkin": lambda: told("checkin", disk / name, place.stick),
        "checkin of a file that is not there": lambda: told("checkin", disk / "没有.station", place.newer),
        "archive": lambda: told("archive", place.file, 2023, "-o", disk / "档案"),
        "print": lambda: told("print", place.file, "roster", "-o", disk / "册.pdf"),
        "import of a form": lambda: told("forms", "import", disk / name, place.newer_form),
        "export of a form": lambda: told(
            "forms", "export", place.file, "county_sheet", "-o", disk / "表.toml"
        ),
        "submission": lambda: told("submission", place.file, "-o", disk / "材料"),
    }


def services(session: Session) -> dict[str, Callable[[], object]]:
    """What is done to a file that is open already."""
    return {
        "password": lambda: passwords.set_password(session, "山高月小水落石出"),
        "compaction": lambda: compacting.compact(session),
        "save": lambda: session.write("改").__enter__(),
    }


def on_a_disk(place: Place, spoil: Callable[[], None]) -> tuple[Told, list[str]]:
    """What is said of everything, and what was changed or left behind."""
    said: Told = {}
    wrong: list[str] = []
    for name, work in commands(place).items():
        with place.mounted():
            spoil()
            before = _there(place)
            said[name] = work()
            wrong += [name] if _there(place) != before else []
    for name in ("password", "compaction"):
        with place.mounted():
            session = files.open_station(place.disk / place.file.name, clock=CLOCK)
            if spoil == place.fill:
                spoil()
                try:
                    services(session)[name]()
                except KnownError as error:
                    said[name] = str(error)
            session.close()
    return said, wrong


def _there(place: Place) -> dict[str, int]:
    """Names and sizes of what stands there, but for what SQLite and the locks leave while they work."""
    return {
        str(one): one.stat().st_size
        for folder in (place.disk, place.own)
        for one in folder.rglob("*")
        if one.is_file() and one.name != "满" and not one.name.startswith(".")
    }


def pulled(place: Place) -> Told:
    """What is said while and after the stick is pulled out."""
    said: Told = {}
    with place.mounted():
        path = place.disk / place.file.name
        session = files.open_station(path, clock=CLOCK)
        place.pull()
        for name, work in services(session).items():
            try:
                work()
            except KnownError as error:
                said[name] = str(error)
        said["open"] = told("list", path, "staff")
        said["checkin"] = told("checkin", place.file, place.disk)
        subprocess.run(["mount", "-t", "tmpfs", "none", place.disk], check=True)
        shutil.copy(place.file, place.disk)
        try:
            services(session)["save"]()
        except KnownError as error:
            said["save when it is plugged in again"] = str(error)
        session.close()
    return said


def left_behind(place: Place) -> Told:
    """What is said of a folder for sticks that holds none."""
    disks.STICKS = (place.disk.parent,)
    said = {
        "checkout": told("checkout", place.file, place.disk),
        "checkin": told("checkin", place.file, place.disk),
    }
    with place.mounted():
        said["checkout to a stick"] = told("checkout", place.file, place.disk)
    return said


def main(folder: Path) -> None:
    """One state of the disk after the other."""
    place = Place(folder)
    shutil.copy(place.file, place.damaged.with_name("另.station"))
    full, wrong = on_a_disk(place, place.fill)
    read_only, more = on_a_disk(place, place.protect)
    print(
        json.dumps(
            {
                "full": full,
                "read only": read_only,
                "pulled": pulled(place),
                "left behind": left_behind(place),
                "wrong": wrong + more,
            },
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
