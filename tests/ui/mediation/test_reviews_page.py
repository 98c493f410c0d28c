"""卷宗评查 by keyboard: drawn, scored item by item, handed back, mended; what is wrong is told and kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from tests.services.cases import case
from tests.ui.hands import Answering, child, shown, type_text
from tests.ui.recruits import page

from station_desk.domain.mediation.kinds.checks import FileReview, ReviewFinding
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.mediation import reviews_page
from station_desk.ui.mediation.act_dialog import ActDialog
from station_desk.ui.mediation.reviews_page import ReviewsPage
from station_desk.ui.mediation.scoring_dialog import ScoringDialog
from station_desk.ui.shell.window import MainWindow

TODAY = date(2026, 11, 22)


@pytest.fixture
def made(session: Session) -> int:
    committee = records.save(session, Committee(name="样例村调委会", committee_type="village")).only_id
    return case(session, case_number="一号", committee=committee).id


def press(parent: Any, name: str = "save") -> None:
    QTest.keyClick(child(parent, QPushButton, name), Qt.Key.Key_Space)


@pytest.fixture
def at(opened: MainWindow, session: Session, made: int) -> ReviewsPage:
    """The page with the one file drawn."""
    found = page(opened, "reviews", ReviewsPage)
    assert not found.nothing.isHidden()
    QTest.keyClick(found.draw, Qt.Key.Key_Space)
    press(shown(ActDialog))
    return found


def scoring(at: ReviewsPage) -> ScoringDialog:
    QTest.keyClick(at.files, Qt.Key.Key_Home)
    QTest.keyClick(at.files, Qt.Key.Key_Return)
    return shown(ScoringDialog)


def scored(at: ReviewsPage, points: str, reason: str) -> None:
    dialog = scoring(at)
    for name, text in (("lost.4", points), ("reason.4", reason), ("reviewer", "某评查")):
        type_text(child(dialog, QLineEdit, name), text)
    press(dialog)


class TestByKeyboard:
    def test_from_the_draw_to_the_mending(self, at: ReviewsPage, session: Session) -> None:
        assert at.sum.text() == "抽取 1 件，评查 0 件；待整改 0 件"
        assert not at.back.isEnabled()
        scored(at, "10", "缺少身份证明")
        (row,) = at.files.texts()
        assert row[1:3] == ("一号", "样例村调委会")
        assert row[5:7] == ("90", "优秀")
        assert at.rates.texts() == [("样例村调委会", "1", "1", "1", "100%", "0")]
        QTest.keyClick(at.files, Qt.Key.Key_Space)
        QTest.keyClick(at.back, Qt.Key.Key_Space)
        press(shown(ActDialog))
        assert at.files.texts()[0][8] == "2026-12-07 前"
        assert at.sum.text().endswith("待整改 1 件")
        QTest.keyClick(at.mend, Qt.Key.Key_Space)
        dialog = shown(ActDialog)
        type_text(child(dialog, QPlainTextEdit, "mended"), "补齐了")
        press(dialog)
        assert at.files.texts()[0][8] == "2026-11-22 完成"
        records.undo(session)
        at.refresh()
        assert at.files.texts()[0][8] == "2026-12-07 前"

    def test_points_are_reckoned_while_they_are_typed(self, at: ReviewsPage) -> None:
        dialog = scoring(at)
        assert dialog.outcome.text() == "得分 100 分（满分 100 分），优秀"
        lost = child(dialog, QLineEdit, "lost.4")
        type_text(lost, "5")
        assert dialog.outcome.text() == "得分 95 分（满分 100 分），优秀"
        type_text(lost, "x")
        assert dialog.outcome.text() == ""
        press(dialog)
        assert "必备的材料没有缺少：" in dialog.problem.text()
        lost.clear()
        type_text(child(dialog, QLineEdit, "reason.4"), "缺")
        press(dialog)
        assert "没有写扣几分" in dialog.problem.text()
        type_text(lost, "5")
        press(dialog)
        assert "请填写评查人和评查日期" in dialog.problem.text()
        dialog.on.input.show_value(None)
        type_text(child(dialog, QLineEdit, "reviewed_on"), "某天")
        press(dialog)
        assert dialog.problem.text().startswith("还没有保存：\n评查日期：")
        assert dialog.isVisible()

    def test_what_is_refused_stays(self, at: ReviewsPage, session: Session) -> None:
        hands = Answering("知道了")
        scored(at, "11", "缺")
        assert "最多扣 10 分" in hands.said[0]
        assert shown(ScoringDialog).isVisible()
        assert not session.reader.all(ReviewFinding)

    def test_leaving_asks_only_when_something_would_be_lost(self, at: ReviewsPage) -> None:
        dialog = scoring(at)
        dialog.reject()
        assert not dialog.isVisible()
        dialog = scoring(at)
        type_text(child(dialog, QLineEdit, "lost.1"), "1")
        hands = Answering("继续填写")
        dialog.reject()
        assert dialog.isVisible() and hands.said
        Answering.let_go()
        Answering("放弃")
        dialog.reject()
        assert not dialog.isVisible()

    def test_what_was_found_is_shown_again(self, at: ReviewsPage) -> None:
        scored(at, "2.5", "缺少身份证明")
        dialog = scoring(at)
        assert child(dialog, QLineEdit, "lost.4").text() == "2.5"
        assert child(dialog, QLineEdit, "reason.4").text() == "缺少身份证明"


class TestPage:
    def test_what_is_late_is_told(self, at: ReviewsPage, session: Session) -> None:
        (review,) = session.reader.all(FileReview)
        late = review.changed(
            reviewed_on=TODAY,
            drawn_on=None,
            reviewer="某",
            points=Decimal(100),
            verdict="不合格",
            returned_on=date(2026, 11, 22),
        )
        with session.write("评查") as writer:
            writer.update(review, late.changed(mend_by=date(2026, 11, 21)))
        at.refresh()
        assert at.files.texts()[0][8] == "2026-11-21 前，逾期"

    def test_another_period(self, at: ReviewsPage) -> None:
        at.period.part.setCurrentIndex(at.period.part.findData("-Q3"))
        at.period.part.activated.emit(0)
        assert at.files.isHidden()
        hands = Answering("知道了")
        QTest.keyClick(at.draw, Qt.Key.Key_Space)
        press(shown(ActDialog))
        assert "没有可以抽取的卷宗" in hands.said[0]
        at.period.part.setCurrentIndex(at.period.part.findData(".."))
        at.period.part.activated.emit(0)
        at.period.first.setText("昨年")
        at.period.first.editingFinished.emit()
        assert at.problem.text() and not at.draw.isEnabled()
        at._draw()
        at._score()

    def test_a_case_without_number_and_committee(self, opened: MainWindow, session: Session) -> None:
        made = case(session, case_number="")
        records.save(session, FileReview(mediation=made.id, sheet="file-review"))
        found = page(opened, "reviews", ReviewsPage)
        assert "甲样例" in found.files.texts()[0][1]
        assert found.rates.texts()[0][0] == "没有登记调委会"

    def test_names_are_hidden_where_they_are(self, opened: MainWindow, hub: Hub, session: Session) -> None:
        made = case(session, case_number="")
        records.save(session, FileReview(mediation=made.id, sheet="file-review"))
        found = page(opened, "reviews", ReviewsPage)
        hub.hide_names(True)
        assert "甲样例" not in found.files.texts()[0][1]

    def test_without_a_sheet_nothing_is_asked(
        self, opened: MainWindow, monkeypatch: pytest.MonkeyPatch, made: int
    ) -> None:
        monkeypatch.setattr(reviews_page, "review_sheets", dict)
        assert not page(opened, "reviews", ReviewsPage).draw.isEnabled()
