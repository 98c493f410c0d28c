"""The print button of a list: the forms about the chosen record and the registers of the list.

What prints and what shows PDF is loaded when somebody first wants to print: it would double the time to start.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from station_desk.domain.keeping.kinds.county_document import DOCUMENTS
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Kind
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.look import style
from station_desk.ui.records.printing import (
    clear_menu,
    fill_months,
    offer_file,
    print_batch,
    print_form,
    print_volume,
)

if TYPE_CHECKING:
    from station_desk.services.forms.list import FormInfo

_FAULTS = "faults"
_PARTS = "parts"
_UNFIT = "（不适用于这一条）"
_APART = "不适用于这一条的"
_REGISTERS = "登记簿和台账"
_MANY = 15
"""So many forms find room on a small screen; of more, those that do not apply stand apart."""
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
        self._apart: QMenu | None = None
        self._of_file: tuple[QAction, QMenu] | None = None
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
        self._put_apart(())
        clear_menu(menu)
        self._forms, self._about_one, self._places, self._apart = found, [], [], None
        registers = [form for form in found if not form.kind]
        home = menu
        for form in found:
            if len(registers) > 1 and form is registers[0] and len(found) > _MANY:
                self._apart = menu.addMenu(_APART)
                self._apart.setToolTipsVisible(True)
                self._apart.menuAction().setVisible(False)
                home = menu.addMenu(_REGISTERS)
            # A case has a dozen papers: each gets its own submenu, or the list would not fit the screen.
            place = home.addMenu(form.label) if len(found) > 1 else menu
            about = fill_print_menu(place, form, self._print)
            if form.kind:
                self._about_one += about
                self._places.append((form, place, about))
                self._add_batches(place, form)
            else:
                place.aboutToShow.connect(partial(self._add_parts, place, form))
        if self._kind is not None and has_dossier(self._kind.key):
            menu.addSeparator()
            whole = menu.addAction("整卷（封面、目录、各份材料、封底）…")
            whole.triggered.connect(self._print_volume)
            core = menu.addAction("")
            core.triggered.connect(partial(self._print_volume, core=True))
            self._about_one += (whole, core)
            bound = menu.addMenu("按月合订卷(&Y)")
            self._of_file = core, bound
            bound.aboutToShow.connect(partial(fill_months, bound, self._hub, self._kind.key, self.window))
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

        if self._kind is not None and self._of_file is not None:
            offer_file(self._kind.key, *self._of_file)
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
        self._put_apart(told)

    def _put_apart(self, unfit: Collection[str]) -> None:
        """Keep the forms that do not apply in a menu of their own, where there are many."""
        menu, apart = self.menu(), self._apart
        if apart is None:
            return
        for form, place, _ in self._places:
            action = place.menuAction()
            menu.removeAction(action)
            apart.removeAction(action)
            if form.id in unfit:
                apart.addAction(action)
            else:
                menu.insertAction(apart.menuAction(), action)
        apart.menuAction().setVisible(bool(unfit))

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

    def _print_volume(self, _checked: bool = False, *, core: bool = False) -> None:
        record_id = self._current()
        if self._kind is not None and record_id is not None:
            print_volume(self._hub, self._kind.key, record_id, self.window(), core=core)

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

    def _add_parts(self, menu: QMenu, form: FormInfo) -> None:
        """A menu of the parts a register can be printed in, once somebody looks: the form has to be read for it."""
        from station_desk.services.forms import files, shape

        if any(action.objectName() == _PARTS for action in menu.actions()):
            return
        found = self._hub.ask(lambda: files.usable(self._hub.session, form.id), self.window())
        if found is None or not found.by:
            return
        parts = menu.addMenu(f"只印一个{shape.whose(found)}")
        parts.menuAction().setObjectName(_PARTS)
        parts.aboutToShow.connect(partial(self._fill_parts, parts, form, found.by))

    def _fill_parts(self, menu: QMenu, form: FormInfo, by: str) -> None:
        from station_desk.services.forms import shape

        menu.clear()
        found = self._hub.ask(lambda: shape.shares(self._hub.session, by), self.window()) or []
        for share in found:
            action = menu.addAction(f"{share.title}，{share.count} 条…".replace("&", "&&"))
            action.triggered.connect(lambda _=False, part=share.by: self._print_part(form, part))
        if not found:
            menu.addAction("（还没有登记）").setEnabled(False)

    def _print_part(self, form: FormInfo, by: str) -> None:
        print_form(self._hub, form, self.window(), blank=False, masked=False, by=by, day=self._day())

    def _print_batch(self, form: FormInfo, month: tuple[int, int] | None, masked: bool) -> None:
        print_batch(self._hub, form, self.window(), month, masked=masked)


def station_forms(hub: Hub) -> list[FormInfo]:
    """The forms about the station as a whole."""
    return [form for form in _forms(hub) if not form.kind]


def _forms(hub: Hub) -> Sequence[FormInfo]:
    from station_desk.services.forms import list as form_list

    return form_list.forms(hub.session)


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
