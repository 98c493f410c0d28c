"""Choosing a record of another kind by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QToolButton, QWidget

from station_desk.domain.fields.types import clip
from station_desk.domain.records.field import Field
from station_desk.ui.inputs.basic import NO_LIMIT, FieldInput
from station_desk.ui.look import style

Option = tuple[int, str]
_PAUSE = 150
"""Milliseconds after the last key before the file is searched."""


@dataclass(frozen=True)
class Choices:
    """Where choices come from: found by a text, called by their title, and as that is shown (names may be hidden)."""

    label: str
    find: Callable[[str], list[Option]]
    title: Callable[[int], str]
    shown: Callable[[int, str], str]


class RefInput(FieldInput):
    """A line that searches while one types, and a button that shows what there is."""

    def __init__(
        self,
        field: Field,
        source: Choices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, parent)
        self._source = source
        self._chosen: int | None = None
        self._offered: list[Option] = []
        self.line = QLineEdit()
        self.line.setMaxLength(NO_LIMIT)
        self.line.setPlaceholderText(f"输入名称查找{source.label}")
        self.button = QToolButton()
        self.button.setText("选择")
        self.button.setAccessibleName(f"{field.label}：列出可选项")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._adopt(self.line)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.box.addLayout(row)
        self._set_up_search()

    def _set_up_search(self) -> None:
        self._names = QStringListModel(self)
        self._popup = QCompleter(self._names, self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup.setMaxVisibleItems(12)
        style.set_role(self._popup.popup(), "choices")
        self._popup.setWidget(self.line)
        self._popup.activated.connect(lambda _: self._take())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._offer)
        self.line.textEdited.connect(self._typing)
        self.line.editingFinished.connect(self._settle)
        self.button.clicked.connect(self._offer_all)
        shortcut = QShortcut("Alt+Down", self.line)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._offer_all)

    @property
    def editor(self) -> QWidget:
        """The line."""
        return self.line

    def typed(self) -> str:
        """The id of the record chosen."""
        self._settle()
        return "" if self._chosen is None else str(self._chosen)

    def unread(self) -> str:
        """Says so when the text is no record's name."""
        self._settle()
        text = self.line.text().strip()
        if self._chosen is not None or not text:
            return ""
        if not self._source.find(""):
            return f"还没有登记{self._source.label}，请先登记再来选择"
        return f"没有叫“{clip(text)}”的{self._source.label}，请从列表中选一个"

    def show_value(self, value: Any) -> None:
        """Show the title of a record."""
        self._chosen = value
        self.line.setText("" if value is None else self._shown(value))
        self.line.setCursorPosition(0)

    def set_read_only(self) -> None:
        """Still to be read and copied."""
        self.line.setReadOnly(True)
        self.button.hide()

    def _shown(self, record_id: int) -> str:
        return self._source.shown(record_id, self._source.title(record_id))

    def _typing(self) -> None:
        self._chosen = None
        self._timer.start()
        self.edited.emit()

    def _offer(self) -> None:
        if self.line.hasFocus():
            self._drop_down(self._source.find(self.line.text().strip()))

    def _offer_all(self) -> None:
        self.line.setFocus()
        self._drop_down(self._source.find(""))

    def _drop_down(self, options: list[Option]) -> None:
        self._offered = options
        self._names.setStringList([self._source.shown(record_id, title) for record_id, title in options])
        if options:
            self._popup.complete()

    def _take(self) -> None:
        """Two records may have the same title, so the row counts and not the text."""
        self._timer.stop()
        row = self._popup.popup().currentIndex().row()
        if 0 <= row < len(self._offered):
            self.show_value(self._offered[row][0])
            self.edited.emit()

    def _settle(self) -> None:
        """A name typed out in full needs no list."""
        text = self.line.text().strip()
        if self._chosen is None and text:
            same = [record_id for record_id, title in self._source.find(text) if title == text]
            if len(same) == 1:
                self.show_value(same[0])
