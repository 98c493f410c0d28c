"""月工作安排 by keyboard: month and village chosen, a person opened, printed for the wall and for oneself."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.services.today.test_plan import corrected
from tests.ui.hands import Answering, child, shown
from tests.ui.recruits import page, save

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Query
from station_desk.domain.station.kinds import Village
from station_desk.services.papers.papers import Paper
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.session import counting
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers import preview
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.today.plan_page import PlanPage


@pytest.fixture
def at(opened: MainWindow, session: Session) -> PlanPage:
    village = save(session, Village(name="样例村"))
    corrected(session, "甲样例", village=village)
    corrected(session, "乙样例", supervision="")
    return page(opened, "plan", PlanPage)


def text_of(paper: Paper) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages)


def names(at: PlanPage) -> list[str]:
    return [row[0] for row in at.table.texts()]


def test_everybody_stands_there_with_a_row_of_squares(at: PlanPage, hub: Hub) -> None:
    assert names(at) == ["乙样例", "甲样例"]
    assert at.table.texts()[0][2:4] == ("没有登记", "没有登记管理类别，算不出频次")
    assert "当面报告 ×××□○" in at.table.texts()[1][3]
    assert at.sum.text().startswith("2026年11月，2 人。待完成 ")
    hub.hide_names(True)
    assert names(at) == ["乙*例", "甲*例"]


def test_the_limits_of_whoever_is_in_hand_are_told(at: PlanPage, session: Session) -> None:
    (one,) = [each for each in session.reader.all(Correction) if each.name == "乙样例"]
    records.save(session, one.changed(end_on=date(2026, 11, 25)))
    at.refresh()
    assert at.table.texts()[0][4] != ""
    assert not at.limits.text()
    at.table.setFocus()
    QTest.keyClick(at.table, Qt.Key.Key_Home)
    assert "□ 11-25 矫正期满解除" in at.limits.text()


def test_another_month(at: PlanPage) -> None:
    QTest.keyClick(at.months.button(2), Qt.Key.Key_Space)
    assert at.sum.text().startswith("2026年12月，2 人。还没到 ")
    QTest.keyClick(at.months.button(0), Qt.Key.Key_Space)
    assert at.sum.text().startswith("2026年10月，2 人。未完成 ")


def test_one_village_alone(at: PlanPage) -> None:
    at.village.setFocus()
    QTest.keyClick(at.village, Qt.Key.Key_Down)
    assert names(at) == ["甲样例"]
    at.refresh()
    assert names(at) == ["甲样例"]


def test_enter_opens_the_person(at: PlanPage, session: Session) -> None:
    at.table.setFocus()
    QTest.keyClick(at.table, Qt.Key.Key_Home)
    QTest.keyClick(at.table, Qt.Key.Key_Return)
    assert shown(RecordEditor).record.KIND is Correction.KIND


def test_who_is_gone_meanwhile_is_told(at: PlanPage, session: Session) -> None:
    hands = Answering("知道了")
    at.table.setFocus()
    QTest.keyClick(at.table, Qt.Key.Key_Home)
    (gone,) = [each for each in session.reader.all(Correction) if each.name == "乙样例"]
    records.remove(session, Correction.KIND, [gone.id])
    at.open()
    assert hands.said


@pytest.mark.parametrize(("month", "told"), [(0, "2026年10月"), (1, "2026年11月"), (2, "2026年12月")])
def test_it_is_printed_for_the_month_in_view(
    at: PlanPage, qtbot: QtBot, month: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.keyClick(at.months.button(month), Qt.Key.Key_Space)
    made: list[Paper] = []
    monkeypatch.setattr(preview, "show_papers", lambda _, papers, *__: made.extend(papers))
    QTest.keyClick(at.wall, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(made))
    (paper,) = made
    assert paper.manner == "masked"
    assert told in text_of(paper)
    assert "甲*例" in text_of(paper) and "甲样例" not in text_of(paper)


def test_what_tells_names_in_full_leaves_a_trace(
    at: PlanPage, qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview.PreviewDialog, "exec", lambda dialog: None)
    before = privacy.log_head(session)[0]
    QTest.keyClick(at.own, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: privacy.log_head(session)[0] == before + 1)
    assert privacy.log(session)[0].detail == "预览：矫正帮教月工作安排"


def test_nobody_leads_on(opened: MainWindow, hub: Hub, qtbot: QtBot) -> None:
    at = page(opened, "plan", PlanPage)
    assert at.table.isHidden() and not at.wall.isEnabled()
    at.open()
    with qtbot.waitSignal(hub.go_to) as asked:
        QTest.keyClick(child(at.nothing, QPushButton, "wayOn"), Qt.Key.Key_Space)
    assert asked.args is not None and isinstance(asked.args[0], Query)


def test_a_large_file_is_planned_beside_the_window(
    at: PlanPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(counting, "is_large", lambda session: True)
    at.refresh()
    assert not at.is_current
    qtbot.waitUntil(lambda: at.is_current)
    assert len(names(at)) == 2
