"""Where a matter stands, at the head of its page: its steps in one line, what the next one asks, and the way there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, Protocol, TypeAlias

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from station_desk.domain.basics.rooms import brought
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records.records import draft, get
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.frame.buttons import button
from station_desk.ui.look import style
from station_desk.ui.widgets.step_line import LineStep, StepLine

_TOLD = {"done": "已完成", "now": "正在办", "next": "随后", "later": "未到", "skipped": "还没有记录"}


class Step(Protocol):
    """One step of a matter; ``day`` on which it was done, None while that is not known."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def state(self) -> str:
        """ "done", "now", "next", "later" or "skipped"."""

    @property
    def day(self) -> date | None:
        """The day it was done."""


class Standing(Protocol):
    """Where a matter stands: ``asks`` what the next step wants, each without a full stop; ``acts``: how it is done.

    Each act has a title and what is to be filled in: the keys of fields, with a value to begin with or None, and of
    kinds of parts; that of another kind opens a new record of it, with the values to begin with.
    """

    @property
    def steps(self) -> Sequence[Step]:
        """The steps in their order."""

    @property
    def asks(self) -> Sequence[str]:
        """What the next step asks."""

    @property
    def acts(self) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """The ways to enter it."""


Provider: TypeAlias = Callable[[Session, Any], Standing | None]
"""Tells where a record stands; rooms bring it in a module ``steps``, in ``STANDINGS`` by the key of a kind."""


Edit: TypeAlias = Callable[[Hub, Record, QWidget], RecordEditor]
"""Makes the editor of a record over a page."""


@cache
def providers() -> Mapping[str, Provider]:
    """Who tells where a record of a kind stands, by the key of the kind."""
    found: dict[str, Provider] = {}
    for module in brought("station_desk.services", "steps"):
        found |= getattr(module, "STANDINGS", {})
    return found


class StepsHead(QFrame):
    """Shows the steps of a record on its page. A button opens what the next step asks for and puts the cursor there."""

    def __init__(self, hub: Hub, editor: RecordEditor, provider: Provider, edit: Edit) -> None:
        super().__init__()
        style.set_role(self, "panel")
        self._hub, self._editor, self._provider, self._edit = hub, editor, provider, edit
        self.line = StepLine()
        self.asks = plain_label("", wrap=True)
        self.asks.setObjectName("stepAsks")
        self._acts = QHBoxLayout()
        self._offered: list[QWidget] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 8)
        box.setSpacing(4)
        box.addWidget(self.line)
        row = QHBoxLayout()
        row.addWidget(self.asks, 1)
        row.addLayout(self._acts)
        box.addLayout(row)
        hub.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show where the record stands in the file now."""
        found = self._hub.ask(self._look, self)
        self.setVisible(found is not None)
        if found is not None:
            self.line.show_steps([_drawn(step) for step in found.steps])
            self.asks.setText("；".join(found.asks) + ("。" if found.asks else ""))
            self._offer(() if self._hub.session.read_only else found.acts)

    def _look(self) -> Standing | None:
        """A record that is not saved yet stands at its beginning."""
        session, record = self._hub.session, self._editor.record
        saved = get(session, record.KIND, record.id) if record.id else record
        return None if saved is None else self._provider(session, saved)

    def _offer(self, acts: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        for old in self._offered:
            old.hide()
            old.deleteLater()
        self._offered = []
        named = dict(acts)
        first = next(iter(named), "")
        if first:
            self._add(button(f"{first}(&D)", "nextStep", partial(self._begin, named.pop(first))))
        if named:
            others = button("其他(&T)", "otherSteps", lambda: None, "menu")
            menu = QMenu(others)
            for title, wanted in named.items():
                menu.addAction(title).triggered.connect(partial(self._begin, wanted))
            others.setMenu(menu)
            self._add(others)

    def _begin(self, wanted: Mapping[str, Any]) -> None:
        """Go to what is asked for on the page, or open a new record of another kind over it."""
        key, values = next(iter(wanted.items()))
        if key in self._editor.record.KIND.by_key or key in self._editor.sections.by_kind:
            self._editor.begin(wanted)
        elif not self._editor.is_dirty or self._editor.store():
            record = self._hub.ask(lambda: draft(self._hub.session, KINDS[key], **values), self)
            if record is not None:
                over = self._edit(self._hub, record, self._editor)
                # What follows from it may stand in the record below.
                over.saved.connect(lambda _: self._editor.look_again())
                over.open()

    def _add(self, made: QPushButton) -> None:
        self._acts.addWidget(made)
        self._offered.append(made)

    def _on_changed(self, changes: Changes) -> None:
        kind = self._editor.record.KIND.key
        if self._hub.is_open and changes.kinds & {kind, *self._editor.sections.by_kind}:
            self.refresh()


def _drawn(step: Step) -> LineStep:
    text = DateType().show(step.day) if step.day else ""
    return LineStep(step.title, step.state, text, _TOLD.get(step.state, ""))
