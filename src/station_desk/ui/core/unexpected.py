"""What nobody expected where it came up: logged with its place in the program, and told in one box at a time.

Qt may be in the middle of painting or laying out when it comes up, so the box opens only when Qt is done: a box opened
at once would paint again what just failed, for ever or until the program falls over.
"""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from station_desk.domain.basics.errors import KnownError
from station_desk.ui.core import messages

_MOST_BOXES = 3
"""Boxes about a bug at one place; then only the status bar tells of it."""
_MOST_FAULTS = 20
"""Boxes about the same fault of the world: somebody may try again, nothing may go on by itself."""
_MOST_LINES = 50
"""Lines of the log about one place: what fails at every painting would push everything else out of it."""
_SAID_FOR = 8000


class Unexpected(QObject):
    """Takes every exception that nobody caught; stands as ``sys.excepthook``."""

    def __init__(
        self,
        window: QMainWindow,
        log_file: Path,
        log: Callable[[int, str], None],
        fault_of: Callable[[BaseException], KnownError | None],
    ) -> None:
        super().__init__()
        self._window = window
        self._log_file = log_file
        self._log = log
        self._fault_of = fault_of
        self._met: Counter[str] = Counter()
        self._boxed: Counter[str] = Counter()
        self._showing = False

    def __call__(self, kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        """Log it, and show a box as soon as Qt is done with what it is doing."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(1)
            return
        fault = self._fault_of(value)
        place = f"{kind.__name__} at {' < '.join(places(trace))}"
        # A frame that lives on keeps its painter and its open question to the file.
        traceback.clear_frames(trace)
        self._met[place] += 1
        if self._met[place] <= _MOST_LINES:
            self._log(logging.INFO if fault else logging.ERROR, f"{'fault' if fault else 'bug'}: {place}")
        self._tell(str(fault) if fault else place, fault)

    def _tell(self, what: str, fault: KnownError | None) -> None:
        if self._showing:
            return
        self._boxed[what] += 1
        if self._boxed[what] > (_MOST_FAULTS if fault else _MOST_BOXES):
            self._window.statusBar().showMessage(
                fault.message if fault else "程序内部出错，已记入日志", _SAID_FOR
            )
            return
        self._showing = True
        QTimer.singleShot(0, self, partial(self._show, fault))

    def _show(self, fault: KnownError | None) -> None:
        try:
            if fault:
                messages.show_known(self._window, fault)
            else:
                messages.show_bug(self._window, self._log_file)
        finally:
            self._showing = False


def places(trace: TracebackType | None) -> list[str]:
    """Innermost first: module file, line and function; messages of exceptions may hold personal data."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[::-1]
