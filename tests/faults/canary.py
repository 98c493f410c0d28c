"""Works through the window with a name that must never be readable on the disk.

``canary.py FOLDER [broken log|copy|temp]``: the folder is the whole world of the program: home, settings, log,
temporary files, the station file, a stick. After each step every file in it is searched. The broken twins write the
values of variables into the log, make backups without the key, or keep a picture in a temporary file.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QAction, QImage, QImageWriter
from PySide6.QtWidgets import QApplication
from tests.clocks import FixedClock
from tests.services.minors import put
from tests.ui.hands import Answering

from station_desk import app
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.services.copies import backups, compacting, rescue
from station_desk.services.copies.backups import Reason
from station_desk.services.keeping import carrying
from station_desk.services.keeping.files import create_station
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.privacy import passwords
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session
from station_desk.store.copies import backup
from station_desk.store.file import rekeying
from station_desk.store.ground import driver
from station_desk.ui.core import settings, unexpected
from station_desk.ui.core.hub import OpenRecord
from station_desk.ui.dialogs.papers.preview import PreviewDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.look import pictures
from station_desk.ui.shell.window import MainWindow

CANARY = "金丝雀女士"
ID_NUMBER = "11010519491231002X"
WORD = "青禾镇的槐树8月开花"
CLOCK = FixedClock()
DAYS = {"correction_type": "缓刑", "start_on": "2026-01-05", "end_on": "2027-01-04"}
_PLACES = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
}


def _spellings() -> list[bytes]:
    """The name and the number in every way the program, Qt or the system could write them."""
    spelt = [
        CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gbk", "gb18030")
    ]
    spelt.append(ascii(CANARY)[1:-1].encode())
    # As Qt writes settings, as addresses are written, and as the search index keeps texts.
    spelt.append("".join(f"\\x{ord(letter):x}" for letter in CANARY).encode())
    spelt.append("".join(f"%{byte:02X}" for byte in CANARY.encode()).encode())
    spelt.append(" ".join(f"{ord(letter):x}" for letter in CANARY).encode())
    return [*spelt, ID_NUMBER.encode(), ID_NUMBER.encode("utf-16-le")]


class World:
    """Everything the program can write to; ``found`` says after which step something readable stood where."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: list[str] = []
        self.searched = 0
        self._spellings = _spellings()
        for variable, name in _PLACES.items():
            (folder / name).mkdir()
            os.environ[variable] = str(folder / name)
        os.chdir(folder / "home")
        tempfile.tempdir = None

    def search(self, step: str) -> None:
        """Look through every file, and through the names of files."""
        for path in self.folder.rglob("*"):
            texts = [os.fsencode(path.name), path.read_bytes() if path.is_file() else b""]
            self.searched += path.is_file()
            if any(spelling in text for text in texts for spelling in self._spellings):
                self.found.append(f"{step}: {path.relative_to(self.folder)}")


class Morning:
    """A morning at the station, step by step."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.path = world.folder / "home" / "青禾.station"
        self.program = app._application()
        self.log = app.LogFile(app.log_path())
        self.window: MainWindow = app._window(CLOCK, settings.load())
        app._catch_bugs(self.window, self.log)
        self.window.show()
        self.answers = Answering("知道了")
        self.session: Session = create_station(
            self.path, name="青禾镇司法所", county="示例县", clock=CLOCK, user=settings.account()
        )
        self.person = put(self.session, Correction, name=CANARY, id_number=ID_NUMBER, **DAYS)

    def settle(self) -> None:
        """Let everything be drawn."""
        for _ in range(5):
            self.program.processEvents()

    def run(self) -> None:
        """All of it."""
        self.lock()
        self.look()
        self.crash()
        with suppress(KeyError):
            self.write_half()
        self.attach()
        self.preview()
        self.carry()
        self.rewrite()
        self.close()
        self.rescue()
        self.log.close()

    def lock(self) -> None:
        """A password, for a file and a backup that had the name before."""
        backups.back_up(self.path, Reason.MANUAL, clock=CLOCK)
        passwords.set_password(self.session, WORD)
        self.world.search("a password for a file with the name")

    def look(self) -> None:
        """The list and the record on the screen."""
        settings.remember_file(settings.load(), self.path)
        self.window._hub.replace(self.session)
        put(self.session, Correction, name=CANARY + "之弟", **DAYS)
        self.window._hub.go_to.emit(OpenRecord("correction", self.person))
        self.settle()
        assert CANARY in self.editor().form.typed().values()
        self.world.search("the record on the screen")

    def editor(self) -> RecordEditor:
        """The one in view."""
        return next(each for each in QApplication.topLevelWidgets() if isinstance(each, RecordEditor))

    def crash(self) -> None:
        """An unexpected exception that speaks of the name, while it is on the screen."""

        def draw() -> None:
            name = self.session.reader.all(Correction)[0].name
            raise ValueError(f"cannot draw {name}")

        action = QAction(self.window)
        action.triggered.connect(draw)
        action.trigger()
        self.settle()
        assert any("程序内部出错" in said for said in self.answers.said)
        assert self.log.path.is_file()
        self.world.search("a crash")

    def write_half(self) -> None:
        """A write of so many pages that some go to the disk before it ends, with a journal beside."""
        connection = self.session.file.connection
        with self.session.write("写到一半") as writer:
            for number in range(300):
                writer.insert(Correction(name=f"{CANARY}{number}"))
            connection.execute("PRAGMA cache_size=2")
            connection.execute("UPDATE correction SET note = name || name")
            assert self.path.with_name(self.path.name + "-journal").stat().st_size > 0
            self.world.search("a write cut short")
            raise KeyError

    def attach(self) -> None:
        """A picture of the screen with the name, its small picture, and looking at it."""
        picture = _png(self.editor().grab().toImage())
        owner = records.find(self.session, Correction.KIND, self.person)
        thumb = pictures.thumbnail(picture, "image/png")
        attachments.add(self.session, owner, f"{CANARY}.png", picture, thumb)
        pictures.pixmap(picture)
        self.editor().reject()
        self.settle()
        self.world.search("an attached picture")

    def preview(self) -> None:
        """A register on the screen, logged as printed."""
        made = papers.print_form(self.session, "correction_register")
        preview = PreviewDialog([made], self.window, PaperLog(self.session))
        preview.show()
        self.settle()
        PaperLog(self.session).print(made)
        self.world.search("a preview")
        preview.close()

    def carry(self) -> None:
        """A backup, and two generations on a stick."""
        stick = self.world.folder / "stick"
        stick.mkdir()
        with self.session.unlocked():
            kept = backups.back_up(self.path, Reason.MANUAL, clock=CLOCK)
            for name in ("之妹", "之兄"):
                put(self.session, Correction, name=CANARY + name, **DAYS)
                carrying.check_out(self.path, stick, clock=CLOCK)
            backups.preview(kept.path, self.path)
        self.world.search("a backup and copies on a stick")

    def rewrite(self) -> None:
        """The whole file written anew, and again under another password."""
        compacting.compact(self.session)
        passwords.set_password(self.session, WORD + "二")
        self.world.search("compacting and another password")

    def close(self) -> None:
        """The window closed, which makes a backup."""
        self.window.close()
        self.world.search("the window closed")

    def rescue(self) -> None:
        """Damage, salvage, and a backup in its place."""
        with open(self.path, "rb+") as stream:
            stream.seek(self.path.stat().st_size - 3 * 4096 + 100)
            stream.write(os.urandom(100))
        with self.session.unlocked():
            rescue.salvage(self.path, self.path.with_name("救出.station"), clock=CLOCK)
            backups.restore(backups.listed(self.path)[0].path, self.path, clock=CLOCK)
        self.world.search("salvage and restoring")


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def _locals(trace: Any) -> list[str]:
    """What a crash report with the values of variables would say."""
    while trace.tb_next:
        trace = trace.tb_next
    return [str(trace.tb_frame.f_locals)]


def _in_plain(source: Path, draft: Path, *_: object) -> None:
    live = driver.connect(source, read_only=False)
    rekeying.write_rekeyed(live, draft, None)
    live.close()


def _through_a_file(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(delete=False, suffix=CANARY) as stream:
        stream.write(data)


@contextmanager
def _broken(twin: str) -> Iterator[None]:
    module, name, leak = {
        "log": (unexpected, "places", _locals),
        "copy": (backup, "copy_verified", _in_plain),
        "temp": (pictures, "pixmap", _through_a_file),
    }[twin]
    with patch.object(module, name, leak):
        yield


def main(folder: Path, twin: str) -> None:
    """Work, search, and print what was found."""
    world = World(folder)
    with _broken(twin) if twin else nullcontext():
        Morning(world).run()
    print(json.dumps({"searched": world.searched, "found": world.found}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[3] if "broken" in sys.argv else "")
