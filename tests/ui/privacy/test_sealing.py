"""Sealing and unsealing in the window."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from tests.ui.hands import Answering, child, shown
from tests.ui.privacy.test_password import action, fill, press

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.privacy.privacy import Ground
from station_desk.domain.privacy.sealing import Stated
from station_desk.domain.records.query import Query
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.copies import backups
from station_desk.services.copies.backups import Reason
from station_desk.services.privacy import privacy, sealing
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.privacy.sealing import SealDialog, SealPasswordDialog, SealRegisterDialog
from station_desk.ui.records.record_list import RecordList
from station_desk.ui.shell.window import MainWindow

WORD = "所长一个人知道的第二句话"


@pytest.fixture
def listed(opened: MainWindow, hub: Hub, session: Session) -> RecordList:
    """The list of corrections with one minor whose correction has ended, selected."""
    values = {
        "name": "某少年",
        "minor": "是",
        "correction_type": "缓刑",
        "start_on": "2026-1-5",
        "end_on": "2026-11-20",
        "ended_on": "2026-11-20",
        "state": "解除",
    }
    record, problems = Correction.KIND.read(values, records.draft(session, Correction.KIND))
    assert not problems
    hub.report(records.save(session, record))
    hub.go_to.emit(Query(Correction.KIND))
    workspace = opened.workspace
    assert workspace is not None
    found = workspace.current_list
    assert found is not None
    found.table.selectRow(0)
    return found


def current(window: MainWindow) -> RecordList:
    """The list in view; sealing shows the file anew."""
    assert window.workspace is not None and window.workspace.current_list is not None
    return window.workspace.current_list


def test_without_the_second_password_the_way_to_it_is_told(opened: MainWindow, listed: RecordList) -> None:
    answering = Answering("知道了")
    action(opened, "封存未成年人记录(&S)…").trigger()
    assert "设置封存密码" in answering.said[0]
    assert not action(opened, "封存登记和启封(&U)…").isEnabled()


def test_from_the_second_password_to_sealing_and_back(
    opened: MainWindow, hub: Hub, session: Session, listed: RecordList
) -> None:
    action(opened, "设置封存密码(&F)…").trigger()
    dialog = shown(SealPasswordDialog)
    fill(dialog, new=WORD, again=WORD)
    answering = Answering("以后再说")
    press(dialog)
    assert answering.said
    before = backups.back_up(session.path, Reason.MANUAL, clock=session.clock)

    action(opened, "封存未成年人记录(&S)…").trigger()
    seal = shown(SealDialog)
    fill(seal, password="随便一个密码")
    press(seal)
    assert "封存密码不对" in seal.problem.text()
    fill(seal, password=WORD)
    answering = Answering("知道了")
    press(seal)
    assert "封存2026-001" in answering.said[0]
    assert current(opened).model.rowCount() == 0
    (fresh,) = backups.listed(session.path)
    assert fresh.path != before.path
    assert "删除了封存以前的 1 份备份" in answering.said[0]

    action(opened, "封存登记和启封(&U)…").trigger()
    register = shown(SealRegisterDialog)
    assert register.register.count() == 1
    assert "某少年" not in register.register.item(0).text()
    press(register)
    assert "请先在登记里选一份" in register.problem.text()
    fill(register, password=WORD, name="某少年", reason="法院查询")
    child(register, QPushButton, "find").click()
    assert "公函文号" in register.problem.text()
    fill(register, document="示法函〔2026〕1号")
    child(register, QPushButton, "find").click()
    assert child(register, QLabel, "found").text() == "找到：封存2026-001"
    assert child(register, QLineEdit, "basis").text()
    press(register)
    assert current(opened).model.rowCount() == 1
    assert sealing.sealed(hub.session) == []


def test_what_the_record_leaves_open_is_asked_for(opened: MainWindow, hub: Hub, session: Session) -> None:
    sealing.set_password(session, WORD)
    values = {"name": "某青年", "born_on": "2003-5-15", "released_on": "2024-1-1"}
    record, _ = Resettlement.KIND.read(values, records.draft(session, Resettlement.KIND))
    hub.report(records.save(session, record))
    hub.go_to.emit(Query(Resettlement.KIND))
    workspace = opened.workspace
    assert workspace is not None and workspace.current_list is not None
    workspace.current_list.table.selectRow(0)
    workspace.current_list.seal()
    dialog = shown(SealDialog)
    fill(dialog, password=WORD)
    press(dialog)
    assert "请填写判决书上的犯罪日期" in dialog.problem.text()
    fill(dialog, offence="某年")
    press(dialog)
    assert dialog.problem.text().startswith("犯罪日期：")
    fill(dialog, offence="2022-1-1")
    press(dialog)
    assert "已满十八周岁" in dialog.problem.text()
    fill(dialog, offence="2020-3-1")
    press(dialog)
    assert "对照判决书确认" in dialog.problem.text()
    dialog.light.setChecked(True)
    answering = Answering("知道了")
    press(dialog)
    assert "已经封存" in answering.said[0]
    assert current(opened).model.rowCount() == 0
    session = hub.session
    detail = privacy.log(session)[0].detail
    assert detail == "封存2026-001。犯罪时的年龄和刑期由封存人对照判决书填写"
    # The numbers go on although the line of the log says more than the number.
    sealing.unseal(session, sealing.sealed(session)[0].id, WORD, Ground("甲", "乙", "丙"))
    again = sealing.seal(
        session, Resettlement.KIND, changes_id(session), WORD, stated=Stated(date(2020, 3, 1), True)
    )
    assert again.number == "封存2026-002"


def changes_id(session: Session) -> int:
    return session.reader.ids(Query(Resettlement.KIND))[0]
