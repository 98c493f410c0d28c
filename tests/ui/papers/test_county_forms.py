"""本县表格 in the window: imported, found in the menus, looked at, exported, removed; faults can be copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.services.own_forms import ID, OVERVIEW, OWN, TEN_FAULTS, written
from tests.ui.hands import Answering, shown
from tests.ui.records.test_records_in_window import menu_action, show_list

from station_desk.services.forms import county
from station_desk.services.keeping import files
from station_desk.services.papers.papers import Paper
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.long_message import LongMessage
from station_desk.ui.dialogs.papers import county_forms
from station_desk.ui.dialogs.papers.county_forms import CountyFormsDialog
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.shell.window import MainWindow


@pytest.fixture
def dialog(opened: MainWindow) -> CountyFormsDialog:
    menu_action(opened, "本县表格").trigger()
    return shown(CountyFormsDialog)


def titles(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def file_menu(window: MainWindow) -> QMenu:
    (found,) = [menu for menu in window.findChildren(QMenu) if menu.title() == "打印(&P)"]
    return found


def test_an_empty_file_says_where_to_get_forms(dialog: CountyFormsDialog) -> None:
    assert dialog.empty.isVisible() and not dialog.table.isVisible() and not dialog.told.isVisible()
    assert dialog.empty.button.text() == "从文件导入…" and dialog.empty.button.isEnabled()
    assert dialog.add.isEnabled() and not dialog.save.isEnabled() and not dialog.remove.isEnabled()


def test_from_the_file_to_the_menus_and_out_again(
    qtbot: QtBot,
    opened: MainWindow,
    session: Session,
    dialog: CountyFormsDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visits = show_list(opened, "visit").findChild(PrintMenu, "print")
    assert visits is not None and "回访单（本县）" not in titles(visits.menu())
    before = titles(file_menu(opened))
    told = Answering("知道了")
    for text in (OWN, OVERVIEW):
        path = written(tmp_path, text)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, path=path: (str(path), ""))
        qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert "已导入“回访单”（县-1 版）" in told.said[0] and "导错了可以撤销" in told.said[0]
    assert [row[0] for row in dialog.table.texts()] == ["县情况表", "回访单"]
    assert dialog.table.texts()[1][1:5] == ("县-1", "示例县司法局", "帮教回访", ID)
    assert "回访单（本县）" in titles(visits.menu()) and "县情况表（本县）" not in titles(visits.menu())
    assert titles(file_menu(opened)) == [*before, "县情况表（本县）"]
    out = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog.table.choose(1)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "out.toml").read_text("utf-8") == OWN
    Answering.let_go()
    asked = Answering("删除")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert "要从本所文件里移除“回访单”吗" in asked.said[0] and "不能再照原样重印" in asked.said[0]
    assert [row[0] for row in dialog.table.texts()] == ["县情况表"]
    assert "回访单（本县）" not in titles(visits.menu())
    dialog.reject()
    menu_action(opened, "撤销").trigger()
    assert "回访单（本县）" in titles(visits.menu())


def test_the_blank_form_is_looked_at_by_keyboard(
    qtbot: QtBot, dialog: CountyFormsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Paper] = []
    monkeypatch.setattr(county_forms, "show_papers", lambda parent, made, log: looked.extend(made))
    Answering("知道了")
    dialog.add_file(written(tmp_path, OVERVIEW))
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(looked))
    assert [(paper.title, paper.manner) for paper in looked] == [("县情况表（空白）", "blank")]


def test_a_former_edition_is_listed_and_only_given_out(dialog: CountyFormsDialog, tmp_path: Path) -> None:
    told = Answering("知道了")
    dialog.add_file(written(tmp_path, OWN))
    dialog.add_file(written(tmp_path, OWN, ("县-1", "县-2")))
    assert "原来的 县-1 版留着" in told.said[1]
    assert [(row[1], row[-1]) for row in dialog.table.texts()] == [("县-2", "现用"), ("县-1", "旧版")]
    dialog.table.choose(1)
    assert dialog.told.toPlainText() == "旧版，只在重印以前的材料时用"
    assert not dialog.look.isEnabled() and dialog.save.isEnabled()
    dialog.export_to(tmp_path / "old.toml")
    assert (tmp_path / "old.toml").read_text("utf-8") == OWN


def test_ten_faults_are_a_list_to_copy_from(
    dialog: CountyFormsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[list[str]] = []

    def look(box: LongMessage) -> int:
        boxes.append(box.lines.toPlainText().split("\n"))
        return 0

    monkeypatch.setattr(LongMessage, "exec", look)
    dialog.add_file(written(tmp_path, OWN, *TEN_FAULTS))
    ((first, *others),) = boxes
    assert first.startswith("第 1 行，键 title：缺少这一项") and len(others) == 9
    assert dialog.empty.isVisible()


def test_a_form_of_yesterday_says_what_is_wrong_with_it(
    qtbot: QtBot, opened: MainWindow, session: Session, tmp_path: Path
) -> None:
    county.import_form(session, written(tmp_path, OVERVIEW))
    one = county.own_form(session, "county_sheet").document
    with session.write("昨天的内容") as writer:
        writer.update(one, one.changed(content=one.content.replace("{station}", "{station_of_yesterday}")))
    menu_action(opened, "本县表格").trigger()
    dialog = shown(CountyFormsDialog)
    assert dialog.table.texts()[0][-1] == "不能使用"
    assert dialog.told.isReadOnly()
    assert "第 12 行，键 block[2].text：没有叫“station_of_yesterday”的内容" in dialog.told.toPlainText()
    assert not dialog.look.isEnabled() and dialog.save.isEnabled() and dialog.remove.isEnabled()
    assert "有 1 个表格定义不能使用（看原因）…" in titles(file_menu(opened))
    Answering("知道了")
    mended = written(tmp_path, OVERVIEW)
    dialog.add_file(mended)
    assert dialog.table.texts()[0][-1] == "现用"
    assert "有 1 个表格定义不能使用（看原因）…" not in titles(file_menu(opened))


def test_a_file_for_reading_only_shows_them(
    qtbot: QtBot, hub: Hub, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    county.import_form(session, written(tmp_path, OVERVIEW))
    second = files.open_station(session.path, clock=FixedClock())
    hub.replace(second)
    dialog = CountyFormsDialog(hub)
    qtbot.addWidget(dialog)
    assert [row[-1] for row in dialog.table.texts()] == ["现用"]
    assert dialog.look.isEnabled() and dialog.save.isEnabled()
    assert not dialog.add.isEnabled() and not dialog.remove.isEnabled()
    session.close()


def test_another_file_has_its_own_forms(
    qtbot: QtBot, hub: Hub, opened: MainWindow, session: Session, tmp_path: Path
) -> None:
    county.import_form(session, written(tmp_path, OVERVIEW))
    assert "县情况表（本县）" in titles(file_menu(opened))
    other = files.create_station(tmp_path / "b.station", name="乙所", county="示例县", clock=FixedClock())
    hub.replace(other)
    assert "县情况表（本县）" not in titles(file_menu(opened))
