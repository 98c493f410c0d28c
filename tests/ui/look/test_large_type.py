"""Large type on a small screen: nothing is squeezed, nothing is larger than the screen."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.hub import Hub
from station_desk.ui.frame.buttons import fit_to_screen
from station_desk.ui.look import style
from station_desk.ui.look.style import TextSize
from station_desk.ui.records.model import RecordListModel
from station_desk.ui.records.record_table import RecordTable
from station_desk.ui.shell.window import MainWindow


@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("made", [QLineEdit, QComboBox, QPushButton])
def test_a_squeezed_field_keeps_the_height_of_its_letters(
    qapp: QApplication, qtbot: QtBot, size: TextSize, made: type[QWidget]
) -> None:
    style.install(qapp, size)
    widget = made()
    qtbot.addWidget(widget)
    widget.ensurePolished()
    assert widget.minimumSizeHint().height() >= widget.fontMetrics().height()
    style.install(qapp, TextSize.STANDARD)


def test_no_dialog_is_larger_than_the_screen(qapp: QApplication, qtbot: QtBot) -> None:
    style.install(qapp, TextSize.HUGE)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    fit_to_screen(dialog, 300, 300)
    room = dialog.screen().availableGeometry()
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()
    style.install(qapp, TextSize.STANDARD)


def test_a_list_out_of_sight_is_measured_for_new_type_when_it_is_shown(
    qapp: QApplication, qtbot: QtBot, session: Session, hub: Hub, opened: MainWindow
) -> None:
    style.install(qapp, TextSize.STANDARD)
    records.save(session, Staff(name="样例甲", category="assistant", joined_on=date(2024, 1, 1)))
    table = RecordTable()
    qtbot.addWidget(table)
    model = RecordListModel(
        lambda query: records.browse(session, query), Query(Staff.KIND), Counting(hub, table), table
    )
    table.setModel(model)
    model.show(model.query)
    with qtbot.waitExposed(table):
        table.show()
    table.fit(model)
    standard = table.verticalHeader().defaultSectionSize()
    table.hide()
    style.apply_size(qapp, TextSize.HUGE)
    assert table.verticalHeader().defaultSectionSize() == standard
    with qtbot.waitExposed(table):
        table.show()
    assert table.verticalHeader().defaultSectionSize() > standard
    style.install(qapp, TextSize.STANDARD)
