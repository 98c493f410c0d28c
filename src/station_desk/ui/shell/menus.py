"""The menus of the main window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu

from station_desk.domain.records.changes import Changes
from station_desk.services.records import naming, records
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs import lazy
from station_desk.ui.keeping.commands import VaultCommands
from station_desk.ui.look.style import TextSize
from station_desk.ui.privacy.commands import PrivacyCommands
from station_desk.ui.shell.file_commands import FileCommands
from station_desk.ui.shell.tab_table import TABS
from station_desk.ui.shell.workspace import Workspace

if TYPE_CHECKING:
    from station_desk.services.forms.list import FormInfo

_YEARS_BACK = 5


@dataclass(frozen=True)
class Wiring:
    """What the menus act on."""

    hub: Hub
    window: QMainWindow
    files: FileCommands
    workspace: Callable[[], Workspace | None]
    set_text_size: Callable[[TextSize], None]
    text_size: TextSize
    privacy: PrivacyCommands
    vault: VaultCommands


class Menus(QObject):
    """Builds the menus and keeps their entries in step with what can be done."""

    def __init__(self, wiring: Wiring) -> None:
        super().__init__(wiring.window)
        self._wiring = wiring
        self._hub = wiring.hub
        self._needs_file: list[QAction] = []
        self._printable: list[FormInfo] = []
        self._build_file()
        self._build_edit()
        self._build_view()
        self._build_help()
        self.update_state()

    def update_state(self) -> None:
        """Enable what can be done now, and name what would be undone."""
        is_open = self._hub.is_open
        for action in self._needs_file:
            action.setEnabled(is_open)
        self._print.setEnabled(is_open)
        self._wiring.privacy.update_state()
        self._wiring.vault.update_state()
        self._year.setEnabled(is_open)
        writable = is_open and not self._hub.session.read_only
        session = self._hub.session if writable else None
        undone, redone = (
            (
                step and naming.masked_step(session, step)
                for step in (records.undo_label(session), records.redo_label(session))
            )
            if session
            else (None, None)
        )
        self._name(self.undo, "撤销(&U)", undone)
        self._name(self.redo, "重做(&R)", redone)
        self._add.setEnabled(writable)
        self._remove.setEnabled(writable)

    def _name(self, action: QAction, word: str, label: str | None) -> None:
        action.setText(f"{word}：{label}".replace("&&", "&") if label else word)
        if label:
            action.setText(word + "：" + label.replace("&", "&&"))
        action.setEnabled(label is not None)

    def _menu(self, title: str) -> QMenu:
        return self._wiring.window.menuBar().addMenu(title)

    def _entry(
        self, menu: QMenu, text: str, do: Callable[[], object], keys: str = "", *, needs_file: bool = False
    ) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _=False: do())
        if keys:
            action.setShortcut(QKeySequence(keys))
        if needs_file:
            self._needs_file.append(action)
        return action

    def _build_file(self) -> None:
        menu = self._menu("文件(&F)")
        files = self._wiring.files
        self._entry(menu, "新建本所文件(&N)…", files.new, "Ctrl+Shift+N")
        self._entry(menu, "打开(&O)…", files.open, "Ctrl+O")
        self._recent = menu.addMenu("最近使用(&R)")
        self._recent.aboutToShow.connect(self._fill_recent)
        self._entry(menu, "打开样例司法所(&S)", files.open_sample)
        menu.addSeparator()
        self._print = menu.addMenu("打印(&P)")
        self._print.aboutToShow.connect(self._fill_print)
        self._entry(menu, "打印记录(&L)…", self._show_print_log, needs_file=True)
        self._entry(menu, "本县表格(&T)…", self._show_county_forms, needs_file=True)
        self._entry(menu, "放假安排(&H)…", self._show_holidays, needs_file=True)
        menu.addSeparator()
        self._wiring.privacy.fill_file_menu(menu)
        menu.addSeparator()
        self._wiring.vault.fill_file_menu(menu)
        menu.addSeparator()
        self._entry(menu, "关闭文件(&C)", lambda: self._hub.replace(None), "Ctrl+W", needs_file=True)
        self._entry(menu, "退出(&X)", self._wiring.window.close, "Ctrl+Q")

    def _fill_print(self) -> None:
        """The forms are read when somebody first wants to print."""
        from station_desk.ui.records.print_menu import (
            add_faults,
            fill_print_menu,
            station_forms,
        )
        from station_desk.ui.records.printing import clear_menu, print_form

        def make(form: FormInfo, blank: bool, masked: bool) -> None:
            print_form(self._hub, form, self._wiring.window, blank=blank, masked=masked)

        found = self._hub.ask(lambda: station_forms(self._hub), self._wiring.window) or []
        if found != self._printable:
            clear_menu(self._print)
            for form in found:
                fill_print_menu(self._print.addMenu(form.label), form, make)
            self._printable = found
        add_faults(self._hub, self._print, self._wiring.window)

    def _build_edit(self) -> None:
        menu = self._menu("编辑(&E)")
        self.undo = self._entry(menu, "", lambda: self._step(records.undo), "Ctrl+Z")
        self.redo = self._entry(menu, "", lambda: self._step(records.redo), "Ctrl+Y")
        menu.addSeparator()
        self._add = self._entry(menu, "新增(&A)…", lambda: self._in_list("add"), "Ctrl+N")
        self._entry(menu, "编辑所选(&E)…", lambda: self._in_list("edit"), "Ctrl+E", needs_file=True)
        self._remove = self._entry(menu, "删除所选(&D)…", lambda: self._in_list("remove"))
        self._entry(menu, "封存未成年人记录(&S)…", lambda: self._in_list("seal"), needs_file=True)
        menu.addSeparator()
        self._entry(menu, "查找(&F)", lambda: self._in_list("search"), "Ctrl+F", needs_file=True)
        menu.aboutToShow.connect(self.update_state)

    def _build_view(self) -> None:
        menu = self._menu("查看(&V)")
        for number, tab in enumerate(TABS):
            show = partial(self._hub.go_to.emit, tab.id)
            self._entry(menu, tab.title, show, f"Ctrl+{number + 1}", needs_file=True)
        menu.addSeparator()
        self._year = menu.addMenu("评定年度(&Y)")
        self._year.aboutToShow.connect(self._fill_years)
        self._wiring.privacy.fill_view_menu(menu)
        sizes = menu.addMenu("字号(&S)")
        group = QActionGroup(self)
        for size in TextSize:
            action = self._entry(sizes, size.label, partial(self._wiring.set_text_size, size))
            action.setCheckable(True)
            action.setChecked(size is self._wiring.text_size)
            group.addAction(action)

    def _build_help(self) -> None:
        menu = self._menu("帮助(&H)")
        self._entry(menu, "使用说明(&H)", lambda: self._help("show_help"), "F1")
        self._entry(menu, "快捷键(&K)", lambda: self._help("show_keys"))
        menu.addSeparator()
        self._entry(menu, "关于(&A)", lambda: self._help("show_about"))

    def _help(self, page: Literal["show_help", "show_keys", "show_about"]) -> None:
        from station_desk.ui.frame import help as pages

        getattr(pages, page)(self._wiring.window)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._wiring.files.recent:
            text = f"{path.stem}　{path.parent}".replace("&", "&&")
            self._entry(self._recent, text, partial(self._wiring.files.open_path, path))
        if self._recent.isEmpty():
            self._recent.addAction("（还没有）").setEnabled(False)

    def _fill_years(self) -> None:
        self._year.clear()
        session = self._hub.session
        newest = max(session.clock.today().year, session.year)
        for year in range(newest, newest - _YEARS_BACK - 1, -1):
            action = self._entry(self._year, f"{year} 年", partial(self._hub.assess, year))
            action.setCheckable(True)
            action.setChecked(year == session.year)

    def _show_print_log(self) -> None:
        self._show(lambda: lazy.print_log()(self._hub, self._wiring.window))

    def _show_county_forms(self) -> None:
        self._show(lambda: lazy.county_forms()(self._hub, self._wiring.window))

    def _show_holidays(self) -> None:
        self._show(lambda: lazy.holidays()(self._hub, self._wiring.window))

    def _show(self, make: Callable[[], QDialog]) -> None:
        dialog = self._hub.ask(make, self._wiring.window)
        if dialog is not None:
            lazy.open_dialog(dialog)

    def _step(self, step: Callable[..., Changes]) -> None:
        changes = self._hub.ask(lambda: step(self._hub.session), self._wiring.window)
        if changes is not None:
            self._hub.changed.emit(changes)
            self._hub.said.emit(naming.masked_step(self._hub.session, changes.label))

    def _in_list(self, what: str) -> None:
        workspace = self._wiring.workspace()
        shown = workspace.current_list if workspace is not None else None
        if shown is None:
            self._hub.said.emit("请先打开一个台账列表，再新增、编辑、删除或查找")
            return
        {
            "add": shown.add,
            "edit": shown.edit,
            "remove": shown.remove,
            "search": shown.search,
            "seal": shown.seal,
        }[what]()
