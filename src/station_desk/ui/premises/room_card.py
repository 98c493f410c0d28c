"""A room of the premises at a glance."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from station_desk.domain.fields.types import clip
from station_desk.domain.premises.kinds import ROOM, Premises
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style

_FACILITIES = 36
"""Characters of the facilities shown on a card; the editor has them all."""
_LOOK = {"own": "good", "shared": "warning", "none": "problem"}


class RoomCard(QFrame):
    """Shows one room; a click, Enter or the space bar opens it."""

    opened = Signal()

    def __init__(self, room: str) -> None:
        super().__init__()
        self._name = ROOM.show(room)
        self.setObjectName(f"room.{room}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        style.set_role(self, "card")
        self._state = plain_label("", "muted", wrap=True)
        self._where = plain_label("", wrap=True)
        self._signs = plain_label("", "muted", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 11, 18, 11)
        box.setSpacing(4)
        self._facilities = plain_label("", "muted", wrap=True)
        heading = plain_label(self._name, "subtitle")
        for label in (heading, self._state, self._where, self._signs, self._facilities):
            box.addWidget(label)
        box.addStretch(1)

    def show_room(self, room: Premises | None, told: Callable[[str], str]) -> None:
        """Show what is registered about the room, or that nothing is; ``told`` gives texts as they may be seen."""
        if room is None:
            self._describe("尚未登记", "problem", "点这里登记", "")
            self._facilities.setText("")
            return
        self._facilities.setText(clip(told(room.facilities), _FACILITIES))
        kind = Premises.KIND
        state = kind.by_key["state"].type.show(room.state)
        if room.state == "shared" and room.shared_with:
            state += f"（{room.shared_with}）"
        area = f"{kind.by_key['area'].type.show(room.area)} 平方米" if room.area is not None else ""
        place = "　".join(part for part in (room.door, area, told(room.keeper)) if part)
        signs = "制度已上墙" if room.rules_posted else "制度未上墙"
        self._describe(state, _LOOK.get(room.state, "muted"), place or "门牌、面积、责任人未填", signs)

    @called_by_qt(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the room."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open the room."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _describe(self, state: str, look: str, where: str, signs: str) -> None:
        self._state.setText(state)
        style.set_role(self._state, look)
        self._where.setText(where)
        self._signs.setText(signs)
        self.setAccessibleName(f"{self._name}，{state}，{where}，{signs}")
