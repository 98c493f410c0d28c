"""The window's composition root: Qt, the look, the log file, the clock, and the main window over them."""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QEvent,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QSettings,
    QSize,
    QStandardPaths,
    QSysInfo,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from station_desk import __version__
from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.services.ground.clock import DayClock, SystemClock
from station_desk.services.ground.saving import make_folder
from station_desk.services.keeping import files
from station_desk.ui.core import settings
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.unexpected import Unexpected
from station_desk.ui.look import style
from station_desk.ui.shell.window import MainWindow

_FOLDER = "StationDesk"
_LOG = logging.getLogger("station_desk")
_LOG_BYTES = 500_000
_COUNTED_WITHIN = 60_000
"""Milliseconds a picture waits for what is counted beside the window."""
PICTURE = QSize(1280, 800)
"""The size of the pictures of the window."""


def main(arguments: Sequence[str], clock: Clock | None = None) -> int:
    """Open the window, on a file if one is named; the exit code of the program."""
    options = _options(arguments)
    log = LogFile(log_path())
    app = _application()
    store = settings.load()
    style.install(app, style.saved_size(store))
    day = DayClock(options.today) if options.today else None
    window = _window(clock or day or SystemClock(), store)
    _catch_bugs(window, log)
    window.show()
    if options.file:
        window.files.open_path(options.file)
    gc.freeze()
    gc.enable()
    if options.quit_when_shown:
        _paint(window)
        print("shown", flush=True)
        window.close()
        return 0
    QTimer.singleShot(
        0, lambda: log.write(logging.INFO, f"started {__version__} on {QSysInfo.prettyProductName()}")
    )
    return app.exec()


def _paint(window: MainWindow) -> None:
    """Wait until the window is on the screen with everything that can be shown before counting begins."""
    while not window.windowHandle().isExposed():
        QApplication.processEvents()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="station-desk", description="司法所工作台")
    parser.add_argument("file", nargs="?", type=Path, metavar="文件", help="要打开的司法所文件（.station）")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="把今天固定为这一天")
    parser.add_argument(
        "--quit-when-shown", action="store_true", help="窗口画好后说一声就退出，用来测启动速度"
    )
    return parser.parse_args(arguments)


def pictures(session_path: Path, folder: Path, clock: Clock | None = None) -> list[Path]:
    """Save a picture of every tab and page of a station file; KnownError when it cannot be opened."""
    app = _application()
    style.install(app, style.TextSize.STANDARD)
    make_folder(folder)
    watch = clock or SystemClock()
    session = files.open_station(session_path, clock=watch)
    session.note(AccessEntry(Access.EXPORT, detail="把窗口各页存成图片"))
    store = QSettings(str(folder / "unused.ini"), QSettings.Format.IniFormat)
    hub = Hub()
    with _without_platform_notes():
        window = MainWindow(hub, watch, store, folder)
        window.resize(PICTURE)
        window.show()
        written = [_grab(window, folder / "00-start.png")]
        hub.replace(session)
        if window.workspace is not None:
            for number, name in enumerate(window.workspace.walk(), start=1):
                written.append(_grab(window, folder / f"{number:02}-{name}.png"))
        hub.replace(None)
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return written


@contextmanager
def _without_platform_notes() -> Iterator[None]:
    """A platform without a screen says for each window that it has no window manager; nobody can use that."""

    def show(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if not text.startswith("This plugin does not support"):
            sys.stderr.write(text + "\n")

    before = qInstallMessageHandler(show)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _application() -> QApplication:
    """The one Qt application, speaking Chinese."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(_FOLDER)
    app.setApplicationDisplayName("")
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    QLocale.setDefault(chinese)
    translator = QTranslator(app)
    if translator.load(chinese, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def _window(clock: Clock, store: QSettings) -> MainWindow:
    return MainWindow(Hub(), clock, store, _folder(QStandardPaths.StandardLocation.GenericDataLocation))


def log_path() -> Path:
    """Where the log of this user is."""
    return _folder(QStandardPaths.StandardLocation.GenericStateLocation) / "log" / "station-desk.log"


def _folder(place: QStandardPaths.StandardLocation) -> Path:
    """Our folder in one of the places that the system gives every program of this user."""
    return Path(QStandardPaths.writableLocation(place)) / _FOLDER


class LogFile:
    """The log file: faults of the program and what it runs on, never what users write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handler: logging.Handler | None = None

    def write(self, level: int, text: str) -> None:
        """Add a line."""
        if self._handler is None:
            self._handler = self._open()
            _LOG.setLevel(logging.INFO)
            _LOG.addHandler(self._handler)
        _LOG.log(level, text)

    def close(self) -> None:
        """Let go of the file."""
        if self._handler is not None:
            _LOG.removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def _open(self) -> logging.Handler:
        # The standard handler brings the network with it; it is loaded after the first painting.
        from logging.handlers import RotatingFileHandler

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handler: logging.Handler = RotatingFileHandler(
                self.path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
            )
        except OSError:
            handler = logging.NullHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        return handler


def _catch_bugs(window: MainWindow, log: LogFile) -> None:
    """Whatever nobody expected is told and logged in one place, wherever in the program it came up."""
    sys.excepthook = Unexpected(window, log.path, log.write, lambda error: files.fault_of(error, window.path))


def _grab(window: MainWindow, path: Path) -> Path:
    # Texts that wrap inside scrolling pages settle their heights in several rounds.
    for _ in range(5):
        QApplication.processEvents()
    limit = QDeadlineTimer(_COUNTED_WITHIN)
    while window.workspace is not None and window.workspace.is_busy and not limit.hasExpired():
        QApplication.processEvents()
    if not window.grab().save(str(path)):
        raise KnownError(f"图片“{path}”没有写成", "此前的图片已经写好", "请检查磁盘空间和文件夹的权限")
    return path
