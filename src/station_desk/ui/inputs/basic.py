"""Inputs for the types of fields. Each gives what was typed as text; the domain reads it, so nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.fields.types import NumberType
from station_desk.domain.fields.unreadable import legible
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Record
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.look import style

NO_LIMIT = 10_000_000
"""Text that is too long gets a message and is never cut silently."""


class FieldInput(QWidget):
    """The input of one field. ``edited`` comes with every change a person makes, ``left`` when they go on.

    ``is_kept``: it shows what the file holds unreadably, and nobody has typed over it.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.is_kept = False
        self.edited.connect(self._on_edited)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(4)

    @property
    def editor(self) -> QWidget:
        """The widget that takes the focus."""
        raise NotImplementedError

    def typed(self) -> str:
        """What stands there, as ``FieldType.parse`` reads it."""
        raise NotImplementedError

    def show_field(self, record: Record) -> None:
        """Show the record's value, or what can be made out of one that cannot be read: it stays until edited."""
        key = self.field.key
        self.is_kept = key in record.unreadable
        if self.is_kept:
            self.show_unreadable(legible(record.unreadable[key]))
        else:
            self.show_value(getattr(record, key))

    def show_value(self, value: Any) -> None:
        """Put a value of the field in."""
        raise NotImplementedError

    def show_unreadable(self, text: str) -> None:
        """Show what can be made out of a value that cannot be read, as far as the input can show it."""
        self.show_value(self.field.type.empty)

    def unread(self) -> str:
        """Why what was typed cannot be understood here already; "" when it is for the domain to judge."""
        return ""

    def set_read_only(self) -> None:
        """Only show."""
        self.editor.setEnabled(False)

    def mark_problem(self, on: bool) -> None:
        """Show that something is wrong here."""
        style.set_role(self.editor, "problem" if on else "plain")

    def _on_edited(self) -> None:
        self.is_kept = False

    def _adopt(self, editor: QWidget) -> None:
        self.box.addWidget(editor)
        self.setFocusProxy(editor)
        editor.setObjectName(self.field.key)
        editor.setAccessibleName(self.field.label + ("，必填" if self.field.required else ""))
        editor.setAccessibleDescription(self.field.help)
        editor.installEventFilter(self)

    @called_by_qt(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the focus goes on; the wheel scrolls the page and never changes a value."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        if isinstance(event, QWheelEvent) and not isinstance(watched, QPlainTextEdit):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def typed_texts(inputs: Mapping[str, FieldInput]) -> dict[str, str]:
    """What stands in inputs, by field key; what the file holds unreadably and nobody typed over is left out."""
    return {key: each.typed() for key, each in inputs.items() if not each.is_kept}


class LineInput(FieldInput):
    """One line of text or a number, typed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit()
        self.line.setMaxLength(NO_LIMIT)
        self._adopt(self.line)
        if isinstance(field.type, NumberType):
            self.line.setMaximumWidth(260)
        self.line.textEdited.connect(self.edited)

    @property
    def editor(self) -> QWidget:
        """The line."""
        return self.line

    def typed(self) -> str:
        """The text."""
        return self.line.text()

    def show_value(self, value: Any) -> None:
        """Put a text or a number in."""
        self.line.setText(self.field.type.show(value))
        self.line.setCursorPosition(0)

    def show_unreadable(self, text: str) -> None:
        """The text as it is."""
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def set_read_only(self) -> None:
        """Still to be read and copied."""
        self.line.setReadOnly(True)


class _Page(QPlainTextEdit):
    """Several lines of plain text in which Tab goes to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter belongs to the window: it saves."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class PageInput(FieldInput):
    """Several lines of text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.page = _Page()
        self._adopt(self.page)
        self.page.setFixedHeight(self.page.fontMetrics().lineSpacing() * 4 + 18)
        self._loading = False
        self.page.textChanged.connect(self._changed)

    @property
    def editor(self) -> QWidget:
        """The page."""
        return self.page

    def typed(self) -> str:
        """The text."""
        return self.page.toPlainText()

    def show_value(self, value: Any) -> None:
        """Put a text in."""
        self._loading = True
        self.page.setPlainText(value)
        self._loading = False

    def show_unreadable(self, text: str) -> None:
        """The text as it is."""
        self.show_value(text)

    def set_read_only(self) -> None:
        """Still to be read and copied."""
        self.page.setReadOnly(True)

    def _changed(self) -> None:
        if not self._loading:
            self.edited.emit()
