"""Small manners people notice at once: the wheel, Enter, Ctrl+S, the size of the window, and what closing asks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.e2e.person import answered
from tests.ui.hands import child, shown
from tests.ui.stations import add

from station_desk import ui
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import home_of
from station_desk.services.papers.papers import Paper
from station_desk.services.session.session import Session
from station_desk.ui.core import settings
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.inputs.basic import FieldInput
from station_desk.ui.papers import steps
from station_desk.ui.papers.making import make_papers
from station_desk.ui.papers.steps import Steps
from station_desk.ui.records.record_list import RecordList
from station_desk.ui.shell.tab_table import TABS
from station_desk.ui.shell.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def list_of(window: MainWindow, kind_key: str) -> RecordList:
    assert window.workspace is not None
    window.workspace.go_to(kind_key)
    found = window.workspace.current_list
    assert found is not None
    return found


def add_staff(session: Session, name: str) -> int:
    return add(session, "staff", name=name, category="assistant", joined_on="2020-01-01")


def turn_wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(widget.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_changes_no_choice_and_no_tab_on_any_page(opened: MainWindow, session: Session) -> None:
    add_staff(session, "甲样例")
    workspace = opened.workspace
    assert workspace is not None
    seen = 0
    for _ in workspace.walk():
        for combo in workspace.currentWidget().findChildren(QComboBox):
            combo.setCurrentIndex(0)
            turn_wheel(combo)
            assert combo.currentIndex() <= 0, combo.accessibleName()
            seen += 1
        for bar in workspace.currentWidget().findChildren(QTabBar):
            before = bar.currentIndex()
            turn_wheel(bar)
            assert bar.currentIndex() == before
    assert seen > 20
    workspace.setCurrentIndex(0)
    turn_wheel(workspace.tabBar())
    assert workspace.currentIndex() == 0


def test_every_choice_and_tab_of_the_window_is_of_the_still_kind() -> None:
    restless = {"QComboBox", "QTabBar", "QTabWidget", "QSpinBox", "QDateEdit", "QSlider", "QFontComboBox"}
    root = Path(ui.__file__).parent
    made = [
        (path.relative_to(root), node.lineno)
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in restless
    ]
    assert made == []


@pytest.mark.parametrize("kind_key", [kind.key for kind in KINDS.values() if not kind.internal])
def test_enter_goes_through_fields_that_are_in_sight(opened: MainWindow, hub: Hub, kind_key: str) -> None:
    kind = KINDS[kind_key]
    editor = RecordEditor(hub, kind.cls(), opened)
    editor.resize(640, 420)
    editor.open()
    QApplication.processEvents()
    count = sum(isinstance(each.editor, QLineEdit | QComboBox) for each in inputs(editor))
    for _ in range(count):
        field = editor.focusWidget()
        assert not field.visibleRegion().isEmpty(), field.objectName()
        assert within_page(field), field.objectName()
        # Enter belongs to the text in a field of several lines.
        QTest.keyClick(field, Qt.Key.Key_Tab if isinstance(field, QPlainTextEdit) else Qt.Key.Key_Return)
    editor.deleteLater()


def inputs(editor: RecordEditor) -> Iterator[FieldInput]:
    for cell in editor.form.cells.values():
        yield cell.input


def within_page(field: QWidget) -> bool:
    area = field.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if not isinstance(area, QScrollArea):
        return True
    top = field.mapTo(area.viewport(), QPoint()).y()
    return top >= 0 and top + field.height() <= area.viewport().height()


class TestSavingByCtrlS:
    def test_a_new_record_is_the_only_one_selected(
        self, qtbot: QtBot, opened: MainWindow, session: Session
    ) -> None:
        add_staff(session, "甲样例")
        people = list_of(opened, "staff")
        people.table.setFocus()
        people.add()
        editor = shown(RecordEditor)
        editor.form.cells["name"].input.show_value("乙样例")
        editor.form.cells["category"].input.show_value("assistant")
        editor.form.cells["joined_on"].input.show_value(FixedClock().today())
        editor.form.cells["education"].input.show_value("college")
        qtbot.waitUntil(editor.isActiveWindow)
        QTest.keyClick(editor, Qt.Key.Key_S, CTRL)
        assert not editor.is_dirty, editor.summary.text()
        names = [people.model.index(row, 0).data() for row in range(people.model.rowCount())]
        assert sorted(names) == ["乙样例", "甲样例"]
        (chosen,) = people.table.selectionModel().selectedRows()
        assert chosen.data() == "乙样例"

    def test_an_edited_record_stays_selected(
        self, qtbot: QtBot, opened: MainWindow, session: Session
    ) -> None:
        number = add_staff(session, "甲样例")
        add_staff(session, "乙样例")
        people = list_of(opened, "staff")
        people.open_record(number)
        editor = shown(RecordEditor)
        editor.form.cells["phone"].input.show_value("0000-000001")
        qtbot.waitUntil(editor.isActiveWindow)
        QTest.keyClick(editor, Qt.Key.Key_S, CTRL)
        assert people.selected_ids == [number]


class TestClosing:
    def test_asks_about_an_editor_with_something_typed(self, opened: MainWindow, hub: Hub) -> None:
        list_of(opened, "meeting").add()
        editor = shown(RecordEditor)
        child(editor, QLineEdit, "topic").setText("形势研判")
        with answered("继续填写") as stay:
            assert not opened.close()
        assert len(stay.said) == 1
        assert opened.isVisible()
        assert editor.isVisible()
        assert hub.is_open
        with answered("放弃") as leave:
            assert opened.close()
        assert len(leave.said) == 1
        assert not hub.is_open

    def test_asks_nothing_where_nothing_was_typed(self, opened: MainWindow, hub: Hub) -> None:
        list_of(opened, "meeting").add()
        with answered("继续填写") as asked:
            assert opened.close()
        assert not asked.said
        assert not hub.is_open


class TestFitting:
    def test_the_first_window_fits_the_screen(self, window: MainWindow) -> None:
        room = window.screen().availableGeometry()
        assert window.width() <= room.width()
        assert window.height() < room.height()

    def test_a_window_remembered_from_a_larger_screen_fits_this_one(
        self, window: MainWindow, hub: Hub, tmp_path: Path
    ) -> None:
        window.resize(3000, 2000)
        store = QSettings(str(tmp_path / "larger.ini"), QSettings.Format.IniFormat)
        settings.remember_geometry(store, window.saveGeometry())
        again = MainWindow(hub, FixedClock(), store, tmp_path)
        room = again.screen().availableGeometry()
        assert again.width() <= room.width()
        assert again.height() < room.height()
        again.deleteLater()

    def test_no_page_makes_the_window_grow_beyond_a_small_screen(self, opened: MainWindow) -> None:
        # 1366 x 768 at 150 %, less the bar of the desktop and the title of the window.
        opened.resize(911, 432)
        workspace = opened.workspace
        assert workspace is not None
        for page in workspace.walk():
            QApplication.processEvents()
            assert (opened.width(), opened.height()) == (911, 432), page
            holder = workspace.currentWidget()
            assert isinstance(holder, QScrollArea)
            assert holder.horizontalScrollBar().maximum() == 0, page


def test_a_progress_window_does_not_come_up_over_the_finished_preview(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "SHOWN_AFTER", 1)
    seen: list[list[str]] = []

    def preview(made: list[Paper]) -> None:
        """A dialog with a loop of its own, in which every timer that is due fires before it is closed."""
        dialog = QDialog(window)
        closing = QTimer(dialog)
        closing.timeout.connect(dialog.accept)
        closing.start(50)
        dialog.exec()
        shown_now = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        seen.append([type(each).__name__ for each in shown_now if each is not window])
        dialog.deleteLater()

    make_papers(window, "正在打印", lambda substitutes, made: iter_steps(), preview)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [[]]


def iter_steps() -> Steps:
    yield "正在排版"


class TestPagesOfKinds:
    @pytest.mark.parametrize("kind_key", [kind.key for kind in KINDS.values() if not kind.internal])
    def test_every_kind_is_shown_by_a_page_or_on_the_page_of_its_owner(self, kind_key: str) -> None:
        home = home_of(KINDS[kind_key])
        shown = home.kind.key if home else kind_key
        homes = [tab.id for tab in TABS if shown in tab.kinds]
        assert len(homes) == 1, kind_key
        assert not home or not any(kind_key in tab.kinds for tab in TABS), "shown in two places"

    def test_a_kind_without_a_page_says_so_and_stays(self, opened: MainWindow, hub: Hub) -> None:
        workspace = opened.workspace
        assert workspace is not None
        told: list[str] = []
        hub.said.connect(told.append)
        hub.go_to.emit(OpenRecord("archive", 1))
        assert workspace.currentIndex() == 0
        assert told == ["年度归档没有单独的页面"]

    def test_the_answer_of_another_body_leads_to_its_candidate(
        self, opened: MainWindow, hub: Hub, session: Session
    ) -> None:
        batch = add(session, "recruitment", title="2026 年", rules="ningwu-2024", announced_on="2026-02-01")
        person = add(session, "candidate", name="甲样例", recruitment=str(batch), track="recruited")
        answer = add(session, "screening", candidate=str(person), test="no_crime", result="passed")
        hub.go_to.emit(OpenRecord("screening", answer))
        workspace = opened.workspace
        assert workspace is not None
        assert workspace.tabText(workspace.currentIndex()) == "队伍人员"
