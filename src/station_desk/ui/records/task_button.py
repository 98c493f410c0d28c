"""The button of a list for what can be done with a record beside editing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from station_desk.ui.core.hub import Hub
from station_desk.ui.look import style


@dataclass(frozen=True)
class Task:
    """One thing to do with a record: its id, its words, and what begins it for a record over a page.

    What only ``reads`` can also be done in a file open for reading only.
    """

    id: str
    text: str
    begin: Callable[[Hub, int, QWidget], None]
    reads: bool = False


class TaskButton(QPushButton):
    """Offers the tasks of a list as a menu; hidden where there is none. ``chosen`` begins one."""

    def __init__(self, tasks: Sequence[Task], chosen: Callable[[Task], None]) -> None:
        super().__init__("办理(&T)")
        self.setObjectName("tasks")
        style.set_role(self, "menu")
        self.tasks = {task.id: task for task in tasks}
        if not tasks:
            self.hide()
        menu = QMenu(self)
        self.fill(menu, chosen)
        self.setMenu(menu)

    def update_state(self, *, chosen: bool, writable: bool) -> None:
        """Offer what can be done now."""
        self.setEnabled(chosen and (writable or any(task.reads for task in self.tasks.values())))
        for action, task in zip(self.menu().actions(), self.tasks.values(), strict=True):
            action.setEnabled(writable or task.reads)

    def fill(self, menu: QMenu, chosen: Callable[[Task], None], *, writable: bool = True) -> None:
        """Add an entry for each task to a menu."""
        for task in self.tasks.values():
            action = menu.addAction(task.text)
            action.setEnabled(writable or task.reads)
            action.triggered.connect(lambda _=False, task=task: chosen(task))
