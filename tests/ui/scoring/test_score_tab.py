"""Scoring the year by hand: typing scores, being refused, giving reasons, deciding vetoes, becoming eligible."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tests.ui.stations import REASON, add_people, new_station, score_all

from station_desk.domain.judging.scoring import Cell, Sheet, VetoState
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query, Where
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.scoring import assessment, own_scores
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.look import style
from station_desk.ui.scoring.basis import record_groups
from station_desk.ui.scoring.behind import BehindDialog
from station_desk.ui.scoring.sheet.lines import NO_REASON, Show
from station_desk.ui.scoring.sheet.model import SheetColumn
from station_desk.ui.tabs.score import ScoreTab

Key = Qt.Key


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = new_station(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def tab(qapp: QApplication, qtbot: QtBot, session: Session) -> Iterator[ScoreTab]:
    style.install(qapp, style.TextSize.STANDARD)
    hub = Hub()
    hub.replace(session)
    shown = ScoreTab(hub)
    shown.resize(1264, 660)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    qtbot.waitUntil(lambda: shown.model.rowCount() > 56)
    shown.grid.setFocus()
    yield shown
    shown.hide()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def sheet(session: Session) -> Sheet:
    return assessment.sheet(session)


def cell(session: Session, item_id: str) -> Cell:
    return sheet(session).cell(item_id)


def editor(tab: ScoreTab) -> QLineEdit:
    found = tab.grid.findChild(QLineEdit, "pointsEditor")
    assert isinstance(found, QLineEdit)
    return found


def open_editor(tab: ScoreTab) -> QLineEdit | None:
    found = tab.grid.findChild(QLineEdit, "pointsEditor")
    return found if isinstance(found, QLineEdit) and found.isVisible() else None


def type_score(qtbot: QtBot, tab: ScoreTab, item_id: str, text: str) -> None:
    """Go to an item and type, as far as before the key that finishes."""
    tab.grid.choose(item_id)
    qtbot.keyClick(tab.grid, Key.Key_F2)
    editor(tab).clear()
    enter(qtbot, editor(tab), text)


def enter(qtbot: QtBot, widget: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Type what keys can type; Chinese comes whole, as from an input method."""
    widget.setFocus()
    if text.isascii():
        qtbot.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def shown(tab: ScoreTab, item_id: str, column: SheetColumn) -> str:
    return str(tab.model.index(tab.model.row_of(item_id), column).data())


def test_the_grid_is_a_sound_model_with_five_parts_and_56_cells(
    tab: ScoreTab, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(tab.model)

    lines = [tab.model.line(row) for row in range(tab.model.rowCount())]

    assert [line.id for line in lines if line and line.heading] == list("ABCDE")
    assert len([line for line in lines if line and not line.heading]) == 56


def test_a_typed_score_is_saved_and_counted_and_enter_goes_on(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    tab.grid.choose("A1")
    qtbot.keyClick(tab.grid, Key.Key_4)
    qtbot.keyClicks(editor(tab), ".5")
    qtbot.keyClick(editor(tab), Key.Key_Return)

    assert cell(session, "A1").own == Decimal("4.5")
    assert tab.summary.total.text() == "4.5"
    assert "队伍建设好 4.5／30" in tab.summary.parts.text()
    assert "已评 1／56 项" in tab.summary.parts.text()
    assert tab.detail.item.heading.text().startswith("A2")


def test_scores_are_typed_one_after_the_other_over_the_border_of_a_part(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    tab.grid.choose("A10")
    for key in (Key.Key_3, Key.Key_1):
        qtbot.keyClick(tab.grid, key)
        qtbot.keyClick(editor(tab), Key.Key_Return)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert (cell(session, "A10").own, cell(session, "B1").own) == (Decimal(3), Decimal(1))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("6", "满分 5 分"),
        ("-1", "不能是负数"),
        ("好", "不是数字"),
        ("1e9", "不是数字"),
        ("4.3", "请填 4 或 4.5"),
        ("９９９", "满分 5 分"),
    ],
)
def test_a_bad_score_stays_in_the_editor_with_the_reason_and_escape_brings_the_old_one_back(
    qtbot: QtBot, tab: ScoreTab, session: Session, text: str, why: str
) -> None:
    own_scores.enter_score(session, "A1", Decimal(4), "缺一次学习记录")
    tab.refresh()

    type_score(qtbot, tab, "A1", text)
    qtbot.keyClick(editor(tab), Key.Key_Return)

    assert why in tab.hint.text()
    assert editor(tab).text() == text
    qtbot.keyClick(editor(tab), Key.Key_Escape)
    assert cell(session, "A1").own == Decimal(4)
    assert shown(tab, "A1", SheetColumn.OWN) == "4"


def test_leaving_a_bad_score_keeps_the_old_one_and_says_so(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    type_score(qtbot, tab, "A1", "满")
    tab.detail.item.evidence.editor.setFocus()

    qtbot.waitUntil(lambda: "仍未评分" in tab.hint.text())
    assert cell(session, "A1").own is None


def test_full_width_digits_are_taken_and_an_emptied_score_is_open_again(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    type_score(qtbot, tab, "A1", "４．５分")
    qtbot.keyClick(editor(tab), Key.Key_Return)
    assert cell(session, "A1").own == Decimal("4.5")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    type_score(qtbot, tab, "A1", "")
    qtbot.keyClick(editor(tab), Key.Key_Return)

    assert cell(session, "A1").own is None


def test_less_than_full_asks_for_a_reason_until_there_is_one(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    type_score(qtbot, tab, "A1", "4")
    qtbot.keyClick(editor(tab), Key.Key_Return)
    tab.grid.choose("A1")
    assert shown(tab, "A1", SheetColumn.REASON) == NO_REASON
    assert tab.detail.item.reason.demand.isVisible()
    assert "1 项待填扣分原因" in tab.summary.reasons.text()

    reason = tab.detail.item.reason.editor
    enter(qtbot, reason, "<b>缺 & 两次</b>")
    tab.grid.setFocus()

    qtbot.waitUntil(lambda: cell(session, "A1").reason == "<b>缺 & 两次</b>")
    assert shown(tab, "A1", SheetColumn.REASON) == "<b>缺 & 两次</b>"
    assert cell(session, "A1").own == Decimal(4)
    assert not tab.detail.item.reason.demand.isVisible()
    tip = tab.model.index(tab.model.row_of("A1"), SheetColumn.REASON).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip


def test_text_typed_in_the_detail_is_kept_when_another_item_or_tab_is_chosen(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    tab.grid.choose("A1")
    enter(qtbot, tab.detail.item.evidence.editor, "学习计划在一号柜")
    tab.grid.choose("A2")
    enter(qtbot, tab.detail.item.evidence.editor, "批复复印件")
    tab.hide()

    assert cell(session, "A1").remark == "学习计划在一号柜"
    assert cell(session, "A2").remark == "批复复印件"


def test_a_reason_longer_than_the_file_takes_is_cut_with_a_word(qtbot: QtBot, tab: ScoreTab) -> None:
    tab.grid.choose("A1")
    box = tab.detail.item.reason
    enter(qtbot, box.editor, "长" * 5000)

    assert len(box.text()) == 2000
    assert "最多 2000 字" in "".join(label.text() for label in box.findChildren(type(box.demand)))


def test_suggestions_are_adopted_for_open_cells_only_and_undone_in_one_step(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    add_people(session, 6)
    own_scores.enter_score(session, "A6", Decimal(3), "一人在外培训")
    tab.refresh()
    assert shown(tab, "A6", SheetColumn.SUGGESTED) == "4"

    qtbot.mouseClick(tab.adopt, Qt.MouseButton.LeftButton)

    assert cell(session, "A6").own == Decimal(3)
    assert cell(session, "A5").own == Decimal(2)
    records.undo(session)
    assert cell(session, "A5").own is None
    assert cell(session, "A6").own == Decimal(3)


def test_a_veto_is_decided_by_keyboard_and_never_by_the_wheel(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    choice = tab.vetoes.choice("V1")
    choice.setFocus()
    assert tab.detail.veto.heading.text().startswith("V1")

    spot = QPointF(choice.rect().center())
    turn = QWheelEvent(
        spot,
        choice.mapToGlobal(spot),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, turn)
    assert sheet(session).vetoes[0].own is None

    qtbot.keyClick(choice, Key.Key_Down)
    qtbot.keyClick(choice, Key.Key_Down)
    assert choice.currentText() == "未触发"
    assert sheet(session).vetoes[0].own is None, "a key press on a choice saves nothing"
    assert "还没有保存" in tab.detail.veto.own.text()
    qtbot.keyClick(choice, Key.Key_Return)
    assert sheet(session).vetoes[0].own is None, "a reason is asked for first"
    page = tab.detail.veto
    assert page.reason.demand.isVisible() and page.reason.editor.hasFocus()

    enter(qtbot, page.reason.editor, "已核对")
    qtbot.keyClick(page.reason.editor, Key.Key_Tab)
    assert page.save.hasFocus()
    qtbot.keyClick(page.save, Key.Key_Return)
    assert sheet(session).vetoes[0].own is None, "stock words are no reason"

    enter(qtbot, page.reason.editor, "，县司法局垂直管理文件第3号")
    qtbot.keyClick(page.reason.editor, Key.Key_Tab)
    qtbot.keyClick(page.save, Key.Key_Return)
    found = sheet(session).vetoes[0]
    assert (found.own, found.reason) == (VetoState.CLEAR, "已核对，县司法局垂直管理文件第3号")
    assert choice.hasFocus()
    assert "最近填写" in page.changed.text()


def test_a_choice_of_a_veto_is_taken_back_by_escape_and_by_leaving(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    choice = tab.vetoes.choice("V2")
    choice.setFocus()
    qtbot.keyClick(choice, Key.Key_Down)
    assert choice.currentText() == "触发"
    qtbot.keyClick(choice, Key.Key_Escape)
    assert choice.currentText() == "按记录：待核"

    qtbot.keyClick(choice, Key.Key_Down)
    enter(qtbot, tab.detail.veto.reason.editor, "写了一半的说明")
    tab.hide()
    tab.show()
    assert choice.currentText() == "按记录：待核"
    result = sheet(session).vetoes[1]
    assert (result.own, result.reason) == (None, "写了一半的说明"), "typed text is kept, the finding is not"


def test_a_finding_against_the_records_stays_marked_and_its_twin_bars(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    add_people(session, 6)
    head = records.browse(session, Query(Staff.KIND, Where("post", "==", "head"))).rows(0, 1)[0].id
    records.save(session, records.one(session, Staff, head).changed(rank="clerk"))
    score_all(session)
    for result in sheet(session).vetoes:
        if result.veto.id != "V2":
            own_scores.enter_veto(session, result.veto.id, "clear", REASON)
    tab.refresh()
    assert "V2 触发" in tab.summary.reasons.text()

    choice = tab.vetoes.choice("V2")
    choice.setFocus()
    qtbot.keyClick(choice, Key.Key_Down)
    qtbot.keyClick(choice, Key.Key_Down)
    qtbot.keyClick(choice, Key.Key_Return)
    enter(qtbot, tab.detail.veto.reason.editor, REASON)
    qtbot.mouseClick(tab.detail.veto.save, Qt.MouseButton.LeftButton)

    assert tab.summary.verdict.text() == "暂不可申报"
    assert "V2 按记录触发，A5 却打了满分" in tab.summary.reasons.text()
    assert tab.detail.veto.own.text() == "本所核对：未触发，与记录不符"
    assert "与记录不符 1" in tab.vetoes.tally.text()

    own_scores.enter_score(session, "A5", Decimal("1.5"), REASON)
    tab.refresh()
    assert tab.summary.verdict.text() == "可申报"
    assert "V2 与记录不符，已写明依据" in tab.summary.reasons.text()


def test_a_score_above_the_records_is_marked_until_it_says_why(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    type_score(qtbot, tab, "E5", "1")
    qtbot.keyClick(editor(tab), Key.Key_Return)
    tab.grid.choose("E5")
    row = tab.model.row_of("E5")
    assert shown(tab, "E5", SheetColumn.REASON) == "高于记录，待写理由"
    assert tab.detail.item.own.text() == "自评 1 分，满分，高于记录"
    assert tab.detail.item.reason.demand.isVisible()
    assert "E5 高于记录，待写明理由" in tab.summary.reasons.text()
    ground = tab.model.index(row, SheetColumn.OWN).data(Qt.ItemDataRole.BackgroundRole)
    assert ground.color() == style.colour("danger_soft")

    enter(qtbot, tab.detail.item.reason.editor, "座谈会签到在二号柜，还没有录入")
    tab.grid.setFocus()
    qtbot.waitUntil(lambda: not cell(session, "E5").unsupported)
    assert shown(tab, "E5", SheetColumn.REASON) == "高于记录：座谈会签到在二号柜，还没有录入"
    assert not tab.detail.item.reason.demand.isVisible()
    assert "E5 高于记录，已写明理由" in tab.summary.reasons.text()


def test_what_nobody_recorded_is_told_apart(qtbot: QtBot, tab: ScoreTab) -> None:
    type_score(qtbot, tab, "E4", "1")
    qtbot.keyClick(editor(tab), Key.Key_Return)
    assert shown(tab, "E4", SheetColumn.REASON) == "记录不足，待写理由"
    tab.grid.choose("E4")
    assert tab.detail.item.found.conclusion.text() == "记录不足，算不出建议分"
    tab.grid.choose("E5")
    assert tab.detail.item.found.conclusion.text() == "记录不支持得分，没有建议分"
    tab.grid.choose("A10")
    assert tab.detail.item.found.conclusion.text() == "没有建议分，由本所判断"


def test_the_line_is_shown_to_the_half_point_and_a_pending_veto_holds_everything_up(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    score_all(session)
    own_scores.enter_score(session, "A1", Decimal(0), "没有学习记录")
    own_scores.enter_score(session, "A6", Decimal("3.5"), f"缺一人，{REASON}")
    for veto in sheet(session).vetoes:
        own_scores.enter_veto(session, veto.veto.id, "clear", REASON)
    tab.refresh()
    assert tab.summary.verdict.text() == "暂不可申报"
    assert tab.summary.reasons.text().startswith("还差 0.5 分到 95 分。")

    type_score(qtbot, tab, "A6", "4")
    qtbot.keyClick(editor(tab), Key.Key_Return)
    assert tab.summary.total.text() == "95"
    assert tab.summary.verdict.text() == "可申报"

    choice = tab.vetoes.choice("V4")
    choice.setFocus()
    qtbot.keyClick(choice, Key.Key_End)
    qtbot.keyClick(choice, Key.Key_Return)
    assert tab.summary.verdict.text() == "暂不可申报"
    assert tab.summary.reasons.text().startswith("一票否决 V4 待核。")


def test_vetoes_fold_while_none_holds_and_unfold_by_key(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    for result in sheet(session).vetoes:
        own_scores.enter_veto(session, result.veto.id, "clear", REASON)
    tab.refresh()
    assert tab.vetoes.choice("V1").isVisible(), "what was just decided stays in view"
    tab.area.hide()
    tab.area.show()
    assert tab.vetoes.tally.text() == "6 项均未触发"
    assert not tab.vetoes.choice("V1").isVisible()
    qtbot.keyClick(tab, Key.Key_K, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(tab.vetoes.choice("V1").isVisible)
    qtbot.keyClick(tab, Key.Key_K, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not tab.vetoes.choice("V1").isVisible())
    own_scores.enter_veto(session, "V1", "triggered", "挂在乡镇")
    tab.refresh()
    assert tab.vetoes.choice("V1").isVisible()
    assert not tab.vetoes.fold.isVisible()


def test_filters_show_what_needs_attention_and_keep_a_row_while_it_is_typed(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    score_all(session)
    own_scores.enter_score(session, "B2", None)
    tab.refresh()

    def visible() -> list[str]:
        rows = [row for row in range(tab.model.rowCount()) if not tab.grid.isRowHidden(row)]
        return [line.id for row in rows if (line := tab.model.line(row))]

    buttons = dict(zip(Show, tab.filters.buttons(), strict=True))
    qtbot.mouseClick(buttons[Show.OPEN], Qt.MouseButton.LeftButton)
    assert visible() == ["B", "B2"]
    assert tab.detail.item.heading.text().startswith("B2")

    type_score(qtbot, tab, "B2", "2")
    qtbot.keyClick(editor(tab), Key.Key_Return)
    assert visible() == ["B", "B2"]
    qtbot.mouseClick(buttons[Show.SHORT], Qt.MouseButton.LeftButton)
    assert visible() == ["B", "B2"]
    qtbot.mouseClick(buttons[Show.OPEN], Qt.MouseButton.LeftButton)
    assert visible() == []


def test_the_records_behind_a_suggestion_open_with_enter(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    add_people(session, 6)
    tab.refresh()
    tab.grid.choose("A6")
    assert [button.accessibleName() for button in tab.detail.item.found.buttons]
    counted = record_groups(cell(session, "A6").metrics)[0]
    hub = Hub()
    hub.replace(session)
    dialog = BehindDialog(hub, counted, tab)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.list.rowCount() == 6

    qtbot.keyClick(dialog.table, Key.Key_Return)
    opened = dialog.findChild(RecordEditor)
    assert opened is not None
    opened.reject()

    with qtbot.waitSignal(hub.go_to) as asked:
        dialog._go()
    assert asked.args is not None
    assert asked.args[0].kind.key == "staff"


def test_tab_goes_through_the_page_from_above(qtbot: QtBot, tab: ScoreTab, session: Session) -> None:
    add_people(session, 2)
    tab.refresh()
    tab.grid.choose("A6")
    chain: list[QWidget] = [tab.vetoes.fold]
    while (following := chain[-1].nextInFocusChain()) not in (None, chain[0]):
        assert following is not None
        chain.append(following)
    vetoes = [tab.vetoes.choice(f"V{number}") for number in range(1, 7)]
    wanted = [*vetoes, tab.adopt, tab.grid, *tab.detail.item.found.buttons, tab.detail.item.reason.editor]
    assert [chain.index(each) for each in wanted] == sorted(chain.index(each) for each in wanted)


def test_a_file_that_cannot_be_written_shows_its_scores_and_takes_none(
    qapp: QApplication, qtbot: QtBot, session: Session
) -> None:
    second = files.open_station(session.path, clock=session.clock)
    assert second.read_only
    hub = Hub()
    hub.replace(second)
    tab = ScoreTab(hub)
    qtbot.addWidget(tab, before_close_func=lambda _: second.close())
    with qtbot.waitExposed(tab):
        tab.show()
    qtbot.waitUntil(lambda: tab.model.rowCount() > 56)

    tab.grid.choose("A1")
    qtbot.keyClick(tab.grid, Key.Key_4)

    assert open_editor(tab) is None
    assert not tab.adopt.isEnabled()
    assert tab.detail.item.reason.editor.isReadOnly()
    assert not tab.vetoes.choice("V1").isEnabled()


def test_what_is_still_being_typed_is_saved_when_another_file_or_year_is_chosen(
    qtbot: QtBot, tab: ScoreTab, session: Session
) -> None:
    type_score(qtbot, tab, "A3", "5")
    tab._hub.assess(2025)
    session.year = 2024
    assert cell(session, "A3").own == Decimal(5)
    tab.refresh()

    tab.grid.choose("A1")
    enter(qtbot, tab.detail.item.reason.editor, "打字到一半")
    tab._hub.leaving.emit()

    assert cell(session, "A1").reason == "打字到一半"
