"""What the records say about an item or a veto, with a way to the records themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station_desk.domain.measures.model import Metric, RecordSet
from station_desk.ui.core.messages import plain_label
from station_desk.ui.widgets.link_button import LinkButton


@dataclass(frozen=True)
class RecordGroup:
    """Records behind a conclusion, and how they are called."""

    label: str
    records: RecordSet


def record_groups(metrics: Sequence[Metric]) -> tuple[RecordGroup, ...]:
    """The records counted and the records missing behind some metrics, each set once."""
    found: dict[RecordSet, RecordGroup] = {}
    for metric in metrics:
        for records, word in ((metric.measure.counted, "计入的"), (metric.measure.missing, "没有达到的")):
            # A count of none has no records to look at.
            none = records is metric.measure.counted and metric.measure.value == 0
            if records is not None and records.listed != () and not none:
                found.setdefault(records, RecordGroup(f"{metric.label}：{word}{records.kind.label}", records))
    return tuple(found.values())


class BasisBox(QWidget):
    """A conclusion, its basis and a button per group of records; ``followed`` gives the ``RecordGroup`` to open.

    ``before`` is what the buttons follow by Tab.
    """

    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conclusion = plain_label("", wrap=True)
        self.basis = plain_label("", "muted", wrap=True)
        self.buttons: list[LinkButton] = []
        self.before: QWidget | None = None
        self._groups: tuple[RecordGroup, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(self.conclusion)
        self._layout.addWidget(self.basis)

    def show_basis(self, conclusion: str, basis: str, metrics: Sequence[Metric]) -> None:
        """Show what was computed and from what."""
        self.conclusion.setText(conclusion)
        self.basis.setText(basis)
        self.basis.setVisible(bool(basis))
        found = record_groups(metrics)
        if found != self._groups:
            self._groups = found
            self._make_buttons()

    def _make_buttons(self) -> None:
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(group) for group in self._groups]
        before = self.before
        for button in self.buttons:
            self._layout.addWidget(button)
            # Made later than what stands below them, they would come after that by Tab.
            if before is not None:
                self.setTabOrder(before, button)
            before = button

    def _button(self, group: RecordGroup) -> LinkButton:
        button = LinkButton(f"查看依据 — {group.label}")
        button.clicked.connect(lambda: self.followed.emit(group))
        return button
