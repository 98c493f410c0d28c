"""Sealing and unsealing in the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from tests.ui.hands import Answering, child, shown
from tests.ui.test_password import action, fill, press

from station_desk.domain.kinds.caseload import Correction
from station_desk.domain.query import Query
from station_desk.services import backups, records, sealing
from station_desk.services.backups import Reason
from station_desk.services.session import Session
from station_desk.ui.dialogs.sealing import SealDialog, SealPasswordDialog, SealRegisterDialog
from station_desk.ui.hub import Hub
from station_desk.ui.widgets.record_list import RecordList
from station_desk.ui.window import MainWindow

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
    backups.back_up(session.path, Reason.MANUAL, clock=session.clock)

    action(opened, "封存未成年人记录(&S)…").trigger()
    seal = shown(SealDialog)
    fill(seal, password="随便一个密码")
    press(seal)
    assert "封存密码不对" in seal.problem.text()
    fill(seal, password=WORD)
    answering = Answering("重新备份并删除旧的")
    press(seal)
    assert "封存2026-001" in answering.said[0]
    assert listed.model.rowCount() == 0
    assert len(backups.listed(session.path)) == 1

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
    assert listed.model.rowCount() == 1
    assert sealing.sealed(session) == []
