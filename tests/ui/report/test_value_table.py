"""The one read-only table: its keys, what it copies, what it tells screen readers, and that nothing is cut off."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line

COLUMNS = (Column("姓名", 4), Column("事由", 10, rest=True), Column("天数", right=True))
Role = Qt.ItemDataRole


def table(qtbot: QtBot, count: int = 3, opens: str = "打开") -> ValueTable:
    made = ValueTable("假条", COLUMNS, opens)
    qtbot.addWidget(made)
    made.show_lines([line(n, f"甲{n}", Cell("<b>探亲", "danger"), str(n)) for n in range(1, count + 1)])
    made.resize(700, 300)
    made.show()
    return made


def test_keys_choose_open_and_copy_the_line_as_it_is_shown(qtbot: QtBot) -> None:
    made = table(qtbot)
    opened: list[int | None] = []
    made.opened.connect(lambda: opened.append(made.current_id))
    made.setFocus()
    for key, chosen in ((Qt.Key.Key_End, 3), (Qt.Key.Key_Home, 1), (Qt.Key.Key_Down, 2)):
        qtbot.keyClick(made, key)
        assert made.current_id == chosen
    qtbot.keyClick(made, Qt.Key.Key_Return)
    qtbot.keyClick(made, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert opened == [2]
    assert QGuiApplication.clipboard().text() == "甲2\t<b>探亲\t2"


def test_the_menu_key_opens_the_menu_of_the_chosen_line(qtbot: QtBot) -> None:
    made = table(qtbot, opens="看假条")
    made.choose(2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), made.mapToGlobal(QPoint(0, 0)))
    QApplication.sendEvent(made.viewport(), event)
    menu = made.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text().split("\t")[0] for action in menu.actions()] == ["看假条", "复制这一行"]
    with qtbot.waitSignal(made.opened):
        menu.actions()[0].trigger()
    menu.close()


def test_a_cell_tells_its_heading_side_colour_and_plain_text(qtbot: QtBot) -> None:
    model = table(qtbot).list
    assert model.data(model.index(0, 1), Role.AccessibleTextRole) == "事由：<b>探亲"
    assert "&lt;b&gt;探亲" in model.data(model.index(0, 1), Role.ToolTipRole)
    assert model.data(model.index(0, 1), Role.ForegroundRole) is not None
    assert model.data(model.index(0, 0), Role.ForegroundRole) is None
    assert model.data(model.index(0, 2), Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_the_chosen_line_stays_chosen_or_gives_way_to_its_neighbour(qtbot: QtBot) -> None:
    made = table(qtbot)
    made.choose(2)
    made.show_lines([line(0, "新", "", ""), line(2, "甲2", "", "")])
    assert made.current_id == 2
    made.show_lines([line(0, "新", "", "")])
    assert made.current_id == 0
    made.show_lines([])
    assert made.current_id is None


@pytest.mark.parametrize("size", [9, 12, 18])
def test_columns_fit_the_room_without_scrolling_sideways(qtbot: QtBot, size: int) -> None:
    made = ValueTable("记录", (Column("时间", 9), Column("对象", 14), Column("说明", 14, rest=True)))
    qtbot.addWidget(made)
    font = made.font()
    font.setPointSize(size)
    made.setFont(font)
    made.show_lines([line(n, "2026年1月1日 10:00", "长" * 60, "长" * 60) for n in range(40)])
    made.resize(900, 300)
    made.show()
    assert made.horizontalScrollBar().maximum() == 0


def test_lines_that_follow_are_asked_for_until_there_are_no_more(qtbot: QtBot) -> None:
    made = ValueTable("记录", COLUMNS)
    qtbot.addWidget(made)
    pages: list[Sequence[Line]] = [[line(3, "丙", "", "")], []]
    made.show_lines([line(1, "甲", "", "")], lambda: pages.pop(0))
    root = made.rootIndex()
    while made.list.canFetchMore(root):
        made.list.fetchMore(root)
    assert [texts[0] for texts in made.texts()] == ["甲", "丙"] and not pages


def test_what_cannot_fit_is_scrolled_to_and_not_cut_off(qtbot: QtBot) -> None:
    made = ValueTable("记录", [Column(f"第{n}列的名称") for n in range(20)])
    qtbot.addWidget(made)
    made.show_lines([line(1, *[""] * 20)])
    made.resize(400, 200)
    made.show()
    heading = made.fontMetrics().horizontalAdvance("第19列的名称")
    assert made.horizontalScrollBar().maximum() > 0
    assert made.columnWidth(19) >= heading
