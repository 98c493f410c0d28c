"""The page 统计报表: chosen by keyboard, followed to the cases, printed, compared with the years before."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.ui import recruits
from tests.ui.hands import child

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.services.papers.papers import Paper
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.services.statistics.tables import statistics
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers import preview
from station_desk.ui.dialogs.papers.print_log import PrintLogDialog
from station_desk.ui.records.record_list import RecordList
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.statistics.page import StatisticsPage


@pytest.fixture
def filled(session: Session) -> Session:
    """Two committees; the cases of this quarter and the last, and of the years before."""
    with session.write("填", action="load") as writer:
        ids = [
            writer.insert(Committee(name=f"{name}村人民调解委员会", committee_type="village")).id
            for name in ("云岭", "安溪")
        ]
        for number in range(12):
            writer.insert(case(number, committee=ids[0], accepted_on=date(2026, 7 + number % 3, 9)))
        for year in (2024, 2025):
            writer.insert(case(year, committee=ids[0], accepted_on=date(year, 8, 9)))
    return session


def case(number: int, **more: Any) -> Mediation:
    done = more["accepted_on"] + timedelta(days=9)
    usual: dict[str, Any] = {
        "title": f"样例纠纷{number}",
        "case_number": f"（2026）样人调字第{number}号",
        "applicant": "甲某",
    }
    result = "settled" if number % 4 else "failed"
    return Mediation(
        **usual, dispute_type="neighbour", closed_on=done, result=result, agreement="oral", **more
    )


def shown(window: MainWindow) -> StatisticsPage:
    return recruits.page(window, "statistics", StatisticsPage)


def listed(window: MainWindow) -> RecordList:
    """The list of cases in view."""
    (found,) = (one for one in window.findChildren(RecordList) if one.isVisible())
    return found


def choose(page: StatisticsPage, table: str) -> None:
    page.table.setCurrentIndex(page.table.findData(table))
    page.table.activated.emit(page.table.currentIndex())


def test_the_last_quarter_is_shown_first_and_every_table_can_be_chosen_by_keyboard(
    opened: MainWindow, filled: Session
) -> None:
    page = shown(opened)
    assert page.shown is not None and page.shown.span.key == "2026-Q3"
    assert page.figures.texts()[-1][:3] == ("合计", "12", "12")
    page.table.setFocus()
    for statistic in list(statistics().values())[1:]:
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        assert page.shown.statistic.id == statistic.id
        assert page.figures.list.rowCount() == len(page.shown.rows) + 1
        # Of kinds nobody has recorded yet there are no figures to show.
        assert not page.problem.isVisible() and page.figures.isVisible() is page.shown.recorded


def test_enter_on_a_figure_lists_its_cases(opened: MainWindow, filled: Session, hub: Hub) -> None:
    page = shown(opened)
    page.figures.setFocus()
    page.figures.setCurrentIndex(page.figures.list.index(1, 4))
    assert page.figures.texts()[1][4] == "3"
    QTest.keyClick(page.figures, Qt.Key.Key_Return)
    assert listed(opened).model.rowCount() == 3
    said: list[str] = []
    hub.said.connect(said.append)
    page = shown(opened)
    page.figures.setCurrentIndex(page.figures.list.index(0, 1))
    QTest.keyClick(page.figures, Qt.Key.Key_Return)
    assert said[-1] == "这一格没有案件"


def test_period_and_committee_are_chosen_and_what_is_wrong_is_said(
    opened: MainWindow, filled: Session
) -> None:
    page = shown(opened)
    page.part.setCurrentIndex(page.part.findText("云岭村人民调解委员会"))
    page.part.activated.emit(page.part.currentIndex())
    assert page.shown is not None and page.shown.part is not None
    assert [row[0] for row in page.figures.texts()] == ["云岭村人民调解委员会", "合计"]
    page.period.part.setCurrentIndex(page.period.part.findText("自定起止"))
    page.period.part.activated.emit(0)
    page.period.first.setText("2026-09-30")
    page.period.last.setText("2026-07-01")
    page.period.last.editingFinished.emit()
    assert "结束早于开始" in page.problem.text() and not page.print.isEnabled()
    page.period.last.setText("下个月")
    page.period.last.editingFinished.emit()
    assert page.problem.isVisible() and page.problem.text()
    page.period.first.setText("7.1")
    page.period.last.setText("20260731")
    page.period.last.editingFinished.emit()
    assert not page.problem.isVisible() and page.shown.span.text == "2026年7月"
    # Another table is looked at for the same period and committee.
    choose(page, "mediation-types")
    assert page.shown.span.text == "2026年7月" and page.shown.part[1] == "云岭村人民调解委员会"


def test_a_figure_of_the_years_before_stands_beside_it(
    opened: MainWindow, filled: Session, qtbot: QtBot
) -> None:
    page = shown(opened)
    page.figures.setCurrentIndex(page.figures.list.index(1, 1))
    years = [("2022年", "0"), ("2023年", "0"), ("2024年", "1"), ("2025年", "1"), ("2026年", "12")]
    qtbot.waitUntil(lambda: page.years.texts == years)
    assert "云岭村人民调解委员会" in page.years.title.text() and "2026年 12" in page.years.accessibleName()


def test_it_follows_the_records_and_copies_a_row(opened: MainWindow, filled: Session, hub: Hub) -> None:
    page = shown(opened)
    new = Mediation(title="新纠纷", dispute_type="neighbour", applicant="乙某", accepted_on=date(2026, 9, 1))
    hub.run(lambda: records.save(filled, new), opened)
    assert page.figures.texts()[-1][1] == "13"
    page.figures.setFocus()
    QTest.keyClick(page.figures, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.figures, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("合计\t13\t")
    QTest.keyClick(page.figures, Qt.Key.Key_Home)
    assert page.figures.place == (len(page.figures.texts()) - 1, 0)


def test_an_empty_file_says_why_and_leads_on(opened: MainWindow, qtbot: QtBot) -> None:
    page = shown(opened)
    assert page.empty.isVisible() and not page.figures.isVisible() and not page.years.isVisible()
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert listed(opened).kind is Mediation.KIND


def test_it_is_printed_and_printed_again_the_same(
    opened: MainWindow, filled: Session, hub: Hub, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Paper] = []

    def keep(_parent: object, papers: list[Paper], log: Any, *_: object) -> None:
        made.extend(papers)
        log.print(papers[0])

    monkeypatch.setattr(preview, "show_papers", keep)
    page = shown(opened)
    qtbot.mouseClick(child(page, QPushButton, "print"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(made) == 1)
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(made[0].pdf)).pages)
    assert "2026年第3季度" in text and "撤回和不予受理的不计入分母" in text and "填报人" in text
    dialog = PrintLogDialog(hub, opened)
    dialog.table.choose(0)
    assert dialog.table.texts()[0][2] == "人民调解案件情况统计表（2026年第3季度）"
    dialog.deleteLater()
