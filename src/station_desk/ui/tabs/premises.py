"""六室一站: the rooms at a glance, the facts of the station, the equipment."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.premises.kinds import REQUIRED_ROOMS, ROOM, Premises
from station_desk.domain.records.query import Query, Where
from station_desk.domain.station.kinds import Station
from station_desk.services.records import naming, records
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style
from station_desk.ui.premises.room_card import RoomCard
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.records.sub_pages import PageSpec, SubPages, pages_of
from station_desk.ui.report.page import head_row
from station_desk.ui.widgets.facts_view import FactsView
from station_desk.ui.widgets.fresh_page import FreshPage
from station_desk.ui.widgets.link_button import LinkButton

_ACROSS = 3
_RULES = (
    "七个功能室一个都不能少；条件有限的可以合用，但要分别登记，并写明和哪个室合用。",
    "每个室都要有门牌、责任人，制度要上墙。执法记录仪、定位管理等设备登记在“设备清单”。",
)


class RoomsPage(FreshPage):
    """Seven cards, one for each room the standard asks for."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, {"premises"})
        self._rooms: dict[str, Premises] = {}
        self.cards = {room: RoomCard(room) for room in REQUIRED_ROOMS}
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        box.addLayout(head_row("六室一站", PrintMenu(hub, Premises.KIND, lambda: None, ("rooms",))))
        self._sum = plain_label("", "muted", wrap=True)
        box.addWidget(self._sum)
        cards = QWidget()
        grid = QGridLayout(cards)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        for number, (room, card) in enumerate(self.cards.items()):
            row, column = divmod(number, _ACROSS)
            grid.addWidget(card, row, column)
            card.opened.connect(lambda room=room: self._open(room))
        row, column = divmod(len(self.cards), _ACROSS)
        grid.addWidget(self._rules(), row, column, 1, _ACROSS - column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(cards)
        box.addWidget(scroll, 1)

    def _rules(self) -> QFrame:
        """What the standard looks for in the rooms, and the way to the equipment."""
        frame = QFrame()
        style.set_role(frame, "panel")
        box = QVBoxLayout(frame)
        box.setContentsMargins(18, 11, 18, 11)
        box.setSpacing(4)
        box.addWidget(plain_label("登记要点", "subtitle"))
        for rule in _RULES:
            box.addWidget(plain_label(rule, "muted", wrap=True))
        box.addStretch(1)
        link = LinkButton("打开设备清单")
        link.clicked.connect(lambda: self.hub.go_to.emit("equipment"))
        box.addWidget(link)
        return frame

    def refresh(self) -> None:
        """Show each room as it is registered."""
        found = self.hub.ask(self._registered, self)
        if found is None:
            return
        self._rooms = found
        told = partial(naming.masked_text, self.hub.session)
        for room, card in self.cards.items():
            card.show_room(found.get(room), told)
        missing = [ROOM.show(room) for room in REQUIRED_ROOMS if _is_missing(found.get(room))]
        done = f"应设 {len(REQUIRED_ROOMS)} 个功能室，已设置 {len(REQUIRED_ROOMS) - len(missing)} 个"
        self._sum.setText(done + (f"；还缺：{'、'.join(missing)}。" if missing else "，齐全。"))
        style.set_role(self._sum, "warning" if missing else "good")

    def _registered(self) -> dict[str, Premises]:
        """The first registered room of each sort."""
        session = self.hub.session
        rooms: dict[str, Premises] = {}
        for code in REQUIRED_ROOMS:
            listing = records.browse(session, Query(Premises.KIND, Where("room", "==", code)))
            for row in listing.rows(0, 1):
                record = records.get(session, Premises.KIND, row.id)
                if isinstance(record, Premises):
                    rooms[code] = record
        return rooms

    def _open(self, room: str) -> None:
        known = self._rooms.get(room)
        if known is not None:
            self.open_editor(known)
        elif not self.hub.session.read_only:
            self.open_editor(records.draft(self.hub.session, Premises.KIND, room=room))


class StationPage(FreshPage):
    """The facts of the station, from which papers and scores are filled."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, {"station"})
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 12)
        box.setSpacing(10)
        self.button = QPushButton("打开(&E)" if hub.session.read_only else "编辑(&I)")
        self.button.setObjectName("editStation")
        style.set_role(self.button, "primary")
        self.button.clicked.connect(self.edit)
        box.addLayout(head_row("本所基本情况", self.button))
        box.addWidget(plain_label(Station.KIND.help, "muted", wrap=True))
        self.facts = FactsView()
        box.addWidget(self.facts, 1)

    def refresh(self) -> None:
        """Show the facts as they are now."""
        station = self.hub.ask(lambda: self.hub.session.station, self)
        if station is not None:
            self.facts.show_record(station)

    def edit(self) -> None:
        """Open the editor on the station."""
        station = self.hub.ask(lambda: self.hub.session.station, self)
        if station is not None:
            self.open_editor(station)


PAGES = pages_of(
    "premises",
    (
        PageSpec("rooms", "六室一站", RoomsPage),
        PageSpec("station", "本所基本情况", StationPage, after="rooms"),
    ),
)


class PremisesTab(SubPages):
    """Rooms, facts and equipment."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, PAGES)

    def open_record(self, kind_key: str, record_id: int, task: str = "") -> None:
        """The station itself is edited from its page of facts."""
        page = self.show_page("station") if kind_key == "station" else None
        if isinstance(page, StationPage):
            page.edit()
        else:
            super().open_record(kind_key, record_id, task)


def _is_missing(room: Premises | None) -> bool:
    return room is None or room.state == "none"
