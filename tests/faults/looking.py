"""Looks at spoilt station files in the window: every page, an editor, the score, a paper, a backup.

``looking.py FOLDER COUNT FIRST_SEED [broken]``

Of every second file the bytes are spoilt, of the others values that nobody could have typed stand in its cells. Each
ends in a plain message or is used to the end; nothing that Qt calls back raises. The broken twin lets a value that
cannot be read raise, as reading did once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import traceback
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from tests.clocks import FixedClock
from tests.faults.mutating import _spoil
from tests.faults.stations import MAIN
from tests.spoilt import VALUES, loosened

from station_desk import app
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields import unreadable
from station_desk.domain.register.kinds import KINDS
from station_desk.services import demo
from station_desk.services.copies import backups
from station_desk.services.keeping import files
from station_desk.services.papers import papers
from station_desk.services.scoring import assessment
from station_desk.store.records import cells, reading
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.look import style
from station_desk.ui.shell.window import MainWindow

CLOCK = FixedClock(date(2026, 11, 22))
LONGEST = 120
CELLS = 40
"""Spoilt cells of a file."""


def _spoil_cells(path: Path, random: Random) -> None:
    with loosened(path) as connection:
        for _ in range(CELLS):
            kind = random.choice(list(KINDS.values()))
            ids = [row[0] for row in connection.execute(f'SELECT id FROM "{kind.key}"')]
            if ids:
                field, value = random.choice(kind.fields), random.choice(list(VALUES.values()))
                statement = f'UPDATE "{kind.key}" SET "{field.key}" = {value} WHERE id = ?'
                connection.execute(statement, (random.choice(ids),))


def _use(path: Path, folder: Path) -> str:
    """Do with a file what people do; how far that went."""
    hub = Hub()
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(hub, CLOCK, store, folder)
    window.show()
    try:
        hub.replace(files.open_station(path, clock=CLOCK))
        workspace = window.workspace
        assert workspace is not None
        for _ in workspace.walk():
            QApplication.processEvents()
            window.grab()
            shown = workspace.current_list
            if shown is not None and shown.model.rowCount():
                shown.table.setFocus()
                shown.edit()
                QApplication.processEvents()
                while (dialog := QApplication.activeModalWidget()) is not None:
                    dialog.grab()
                    dialog.deleteLater()
                    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
        assessment.sheet(hub.session)
        papers.print_form(hub.session, "roster")
        backups.back_up(path, backups.Reason.TIMED, clock=CLOCK)
    except KnownError:
        return "told"
    finally:
        hub.replace(None)
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "used"


def main(folder: Path, count: int, first: int, *, broken: bool) -> None:
    """Run all and print the outcomes and what was wrong."""
    application = app._application()
    style.install(application, style.TextSize.STANDARD)
    wrong: list[str] = []
    outcomes: Counter[str] = Counter()
    seed = first
    told: list[object] = []

    def bug(kind: type[BaseException], error: BaseException, *_: Any) -> None:
        if files.fault_of(error, None) is None:
            where = traceback.extract_tb(error.__traceback__)[-1]
            wrong.append(f"seed {seed}: {kind.__name__} {str(error)[:80]} in {where.name}")

    sys.excepthook = bug
    setattr(messages, "show_known", lambda parent, error: told.append(error))  # noqa: B010 - nobody answers here
    sample = folder / "sample.station"
    demo.make_demo(sample, demo.DemoPlan(), CLOCK, demo.sample_names())
    if broken:
        for room in (cells, reading, unreadable):
            setattr(room, "REFUSALS", ())  # noqa: B010 - not its type
    whole = sample.read_bytes()
    for seed in range(first, first + count):
        place = folder / str(seed)
        place.mkdir()
        path = place / MAIN
        if seed % 2:
            path.write_bytes(_spoil(whole, Random(seed)))
        else:
            shutil.copy(sample, path)
            _spoil_cells(path, Random(seed))
        signal.alarm(LONGEST)
        try:
            outcomes[_use(path, place)] += 1
        except Exception as error:
            bug(type(error), error)
        signal.alarm(0)
        shutil.rmtree(place)
    print(json.dumps({"outcomes": outcomes, "wrong": wrong}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), broken="broken" in sys.argv)
