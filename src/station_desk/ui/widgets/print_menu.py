"""The print button of a list: the forms about the chosen record and the registers of the list.

What prints and what shows PDF is loaded when somebody first wants to print: it would double the time to start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from station_desk.domain.record import Kind
from station_desk.ui import style
from station_desk.ui.hub import Hub

if TYPE_CHECKING:
    from station_desk.services.papers import FormInfo


class PrintMenu(QPushButton):
    """Offers each form filled, with names hidden, and blank for the pen; hidden when there is no form.

    ``kind``: the kind whose forms are offered, None for a page that has only registers. ``day``: the day the papers
    are made for, None for today.
    """

    def __init__(
        self,
        hub: Hub,
        kind: Kind | None,
        current: Callable[[], int | None],
        registers: Sequence[str] = (),
        day: Callable[[], date | None] = lambda: None,
    ) -> None:
        super().__init__("打印(&P)")
        self.setObjectName("print")
        style.mark(self, "menu")
        self._hub = hub
        self._current = current
        self._day = day
        self._forms = [form for form in _forms() if (kind and form.kind == kind.key) or form.id in registers]
        self.setVisible(bool(self._forms))
        menu = QMenu(self)
        for form in self._forms:
            # A case has a dozen papers: each gets its own submenu, or the list would not fit the screen.
            place = menu.addMenu(form.title) if len(self._forms) > 1 else menu
            fill_print_menu(place, form, self._print)
        self.setMenu(menu)

    def update_state(self, chosen: bool) -> None:
        """Forms about one record need one."""
        self.setEnabled(chosen or any(not form.kind for form in self._forms))

    def _print(self, form: FormInfo, blank: bool, masked: bool) -> None:
        record_id = self._current() if form.kind else None
        print_form(
            self._hub,
            form,
            self.window(),
            blank=blank,
            masked=masked,
            record_id=record_id,
            day=self._day(),
        )


def station_forms() -> list[FormInfo]:
    """The forms about the station as a whole."""
    return [form for form in _forms() if not form.kind]


def _forms() -> list[FormInfo]:
    from station_desk.services import papers

    return papers.forms()


def fill_print_menu(menu: QMenu, form: FormInfo, print_it: Callable[[FormInfo, bool, bool], None]) -> None:
    """Three entries for one form: filled, with names hidden, blank."""
    for suffix, blank, masked in (
        ("…", False, False),
        ("（隐名）…", False, True),
        ("（空白表）…", True, False),
    ):
        action = menu.addAction(form.title + suffix)
        action.triggered.connect(lambda _=False, b=blank, m=masked: print_it(form, b, m))
    menu.addSeparator()


def print_form(
    hub: Hub,
    form: FormInfo,
    parent: QWidget,
    *,
    blank: bool,
    masked: bool,
    record_id: int | None = None,
    day: date | None = None,
) -> None:
    """Make one paper, as of today or of another day, and show it; it is saved and printed from the preview."""
    from station_desk.services import papers
    from station_desk.ui.dialogs.preview import show_papers

    seen_from = hub.session.on(day) if day else hub.session
    paper = hub.ask(
        lambda: papers.print_form(seen_from, form.id, record_id=record_id, blank=blank, masked=masked),
        parent,
    )
    if paper is not None:
        show_papers(parent, [paper], partial(papers.log_print, hub.session))
