"""The print button of a list: the forms about the chosen record and the registers of the list.

What prints and what shows PDF is loaded when somebody first wants to print: it would double the time to start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from station_desk.domain.keeping.kinds.county_document import DOCUMENTS
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Kind
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs import lazy
from station_desk.ui.look import style

if TYPE_CHECKING:
    from station_desk.services.forms.list import FormInfo
    from station_desk.services.papers.papers import Paper, PaperSteps
    from station_desk.ui.papers.steps import Steps

_FAULTS = "faults"
_UNFIT = "（不适用于这一条）"
_DATA_SUFFIXES = ("…", "（隐名）…")
"""The entries of a form that show data: filled, and with names hidden."""


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
        style.set_role(self, "menu")
        self._hub = hub
        self._current = current
        self._day = day
        self._kind = kind
        self._registers = registers
        self._forms: list[FormInfo] = []
        self._chosen = True
        self._about_one: list[QAction] = []
        self._places: list[tuple[FormInfo, QMenu, list[QAction]]] = []
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: add_faults(hub, menu, self))
        menu.aboutToShow.connect(self._mark_unfit)
        self.setMenu(menu)
        self._fill(menu)
        # To be shown before it stands on its page would open it as a window of its own, which takes the focus.
        if not self._forms:
            self.hide()
        hub.changed.connect(self._renew)

    def _fill(self, menu: QMenu) -> None:
        """Offer the forms there are for the opened file."""
        known = self._hub.ask(lambda: _forms(self._hub), self.window()) or ()
        found = [form for form in known if self._kind and form.kind == self._kind.key]
        found += [form for form in known if form.id in self._registers]
        if found == self._forms:
            return
        clear_menu(menu)
        self._forms, self._about_one, self._places = found, [], []
        for form in found:
            # A case has a dozen papers: each gets its own submenu, or the list would not fit the screen.
            place = menu.addMenu(form.label) if len(found) > 1 else menu
            about = fill_print_menu(place, form, self._print)
            if form.kind:
                self._about_one += about
                self._places.append((form, place, about))
                self._add_batches(place, form)
        self.update_state(self._chosen)

    def _renew(self, changes: Changes) -> None:
        """The county's forms may be others now."""
        if self._hub.is_open and changes.kinds & DOCUMENTS:
            self._fill(self.menu())
            self.setVisible(bool(self._forms))

    def update_state(self, chosen: bool) -> None:
        """Forms about one record need one; blank ones and those about all records do not."""
        self._chosen = chosen
        for action in self._about_one:
            action.setEnabled(chosen)

    def _mark_unfit(self) -> None:
        """Say of the forms about one record which do not apply to the chosen one; they print all the same."""
        from station_desk.services.papers import papers

        record_id, places = self._current(), self._places
        forms = [form for form, _, _ in places]
        asked = (lambda: papers.unfit(self._hub.session, forms, record_id)) if record_id else None
        told = (self._hub.ask(asked, self.window()) if asked else None) or {}
        for form, place, about in places:
            title = form.label + (_UNFIT if form.id in told else "")
            if place is not self.menu():
                place.setTitle(title)
            for action, suffix in zip(about, _DATA_SUFFIXES, strict=True):
                action.setText(title + suffix)
                action.setToolTip(told.get(form.id, ""))

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

    def _add_batches(self, menu: QMenu, form: FormInfo) -> None:
        """Menus of the months with records, to print the form about every one of a month, or of all, in one file."""
        for words, masked in (("整批打印", False), ("整批打印（隐名）", True)):
            months = menu.addMenu(words)
            months.aboutToShow.connect(partial(self._fill_batches, months, form, masked))

    def _fill_batches(self, menu: QMenu, form: FormInfo, masked: bool) -> None:
        """The numbers are counted when somebody looks."""
        from station_desk.services.papers import papers

        menu.clear()
        found = self._hub.ask(lambda: papers.batches(self._hub.session, form), self.window()) or []
        for month, count in found:
            words = f"{month[0]}年{month[1]}月" if month else "全部"
            action = menu.addAction(f"{words}，{count} 份…")
            action.triggered.connect(lambda _=False, m=month: self._print_batch(form, m, masked))
        if not found:
            told = self._hub.ask(lambda: papers.none_to_print(self._hub.session, form), self.window())
            menu.addAction(f"（{told or ''}）").setEnabled(False)

    def _print_batch(self, form: FormInfo, month: tuple[int, int] | None, masked: bool) -> None:
        print_batch(self._hub, form, self.window(), month, masked=masked)


def station_forms(hub: Hub) -> list[FormInfo]:
    """The forms about the station as a whole."""
    return [form for form in _forms(hub) if not form.kind]


def _forms(hub: Hub) -> Sequence[FormInfo]:
    from station_desk.services.forms import list as form_list

    return form_list.forms(hub.session)


def clear_menu(menu: QMenu) -> None:
    """Empty a menu of forms, with the menus in it."""
    for action in menu.actions():
        inside = action.menu()
        menu.removeAction(action)
        (inside if isinstance(inside, QMenu) else action).deleteLater()


def fill_print_menu(
    menu: QMenu, form: FormInfo, print_it: Callable[[FormInfo, bool, bool], None]
) -> list[QAction]:
    """Three entries for one form: filled, with names hidden, blank. The first two, which show data, are returned."""
    actions = []
    filled, hidden = _DATA_SUFFIXES
    for suffix, blank, masked in (
        (filled, False, False),
        (hidden, False, True),
        ("（空白表）…", True, False),
    ):
        action = menu.addAction(form.label + suffix)
        action.triggered.connect(lambda _=False, b=blank, m=masked: print_it(form, b, m))
        actions.append(action)
    menu.addSeparator()
    return actions[:2]


def add_faults(hub: Hub, menu: QMenu, parent: QWidget) -> None:
    """Say at the end of a menu of forms, when it is opened, how many definitions of forms cannot be used, and why."""
    from station_desk.services.forms.files import form_faults

    for told_before in [action for action in menu.actions() if action.objectName() == _FAULTS]:
        menu.removeAction(told_before)
        told_before.deleteLater()
    faults = hub.ask(lambda: form_faults(hub.session), parent.window())
    if faults:
        menu.addSeparator().setObjectName(_FAULTS)
        action = menu.addAction(f"有 {len(faults)} 个表格定义不能使用（看原因）…")
        action.setObjectName(_FAULTS)
        told = "\n\n".join(map(str, faults))
        action.triggered.connect(lambda: messages.inform(parent.window(), "不能使用的表格定义", told))


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
    from station_desk.services.papers import papers

    session = hub.session.on(day) if day else hub.session
    make = partial(papers.form_steps, session, form.id, record_id=record_id, blank=blank, masked=masked)
    _show_when_made(hub, parent, form.title, lambda chosen: make(substitutes=chosen), "行")


def print_batch(
    hub: Hub, form: FormInfo, parent: QWidget, month: tuple[int, int] | None, *, masked: bool
) -> None:
    """Make a form about every record of its kind, or those of a month, as one file, and show it."""
    from station_desk.services.papers import papers

    make = partial(papers.batch_steps, hub.session, form.id, month=month, masked=masked)
    _show_when_made(hub, parent, form.title, lambda chosen: make(substitutes=chosen), "份")


def _show_when_made(
    hub: Hub, parent: QWidget, title: str, make: Callable[[Mapping[str, str]], PaperSteps], unit: str
) -> None:
    from station_desk.services.papers.log import PaperLog
    from station_desk.ui.papers.making import as_stages, make_papers

    def making(chosen: Mapping[str, str], made: list[Paper]) -> Steps:
        made.append((yield from as_stages(make(chosen), unit)))

    log = PaperLog(hub.session)
    make_papers(parent, title, making, lambda made: lazy.show_papers(parent, made, log))
