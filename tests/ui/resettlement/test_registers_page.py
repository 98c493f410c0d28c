"""名册核对 by keyboard: a list chosen, looked through, ticked, written and taken back; month ends kept and printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from tests.services.minors import put
from tests.ui.hands import Answering, child
from tests.ui.recruits import page

from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.resettlement.registers_page import RegistersPage
from station_desk.ui.shell.window import MainWindow

NUMBER = "000000199001010018"


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of three, which the file dialog gives when asked."""
    path = tmp_path / "监狱名册.csv"
    path.write_bytes(
        f"服刑人员名册\n姓名,身份证号,罪名,释放日期\n张某甲,{NUMBER},抢劫罪,2027-05-01\n"
        "李某乙,,诈骗罪,2028-05-01\n王某丙,,,2028-06-01\n".encode("gb18030")
    )
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    return path


@pytest.fixture
def person(session: Session) -> int:
    return put(
        session,
        Resettlement,
        name="张某甲",
        id_number=NUMBER,
        crime="盗窃罪",
        group="刑满释放人员",
        state="服刑中",
        released_on="2027-05-01",
    )


def key(widget: Any, which: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, which, how)


def results(at: RegistersPage) -> list[tuple[str, ...]]:
    return [tuple(row[1:6]) for row in at.people.texts()]


def test_from_the_list_to_the_record_and_back(
    opened: MainWindow, session: Session, person: int, names: Path
) -> None:
    at = page(opened, "registers", RegistersPage)
    assert at.nothing.isVisible()
    assert not at.write.isEnabled()
    key(at.nothing.button, Qt.Key.Key_Space)
    assert results(at) == [
        ("内容不同", "张某甲", "原罪名", "盗窃罪", "抢劫罪"),
        ("名单有、这里没有", "李某乙", "", "", "原罪名 诈骗罪，释放（解矫）日期 2028年5月1日"),
        ("名单有、这里没有", "王某丙", "", "", "释放（解矫）日期 2028年6月1日"),
    ]
    assert at.sum.text() == "名单 3 人，服刑人员名册 1 人：内容不同 1，名单有、这里没有 2"
    at.people.selectRow(0)
    key(at.people, Qt.Key.Key_Space)
    at.people.selectRow(1)
    key(at.people, Qt.Key.Key_Space)
    assert at.ticked.text() == "勾选了 2 项"
    key(at.write, Qt.Key.Key_Space)
    assert {each.name: each.crime for each in session.reader.all(Resettlement)} == {
        "张某甲": "抢劫罪",
        "李某乙": "诈骗罪",
    }
    assert [row[:2] for row in results(at)] == [
        ("可能是同一人", "李某乙"),
        ("名单有、这里没有", "王某丙"),
        ("相符", "张某甲"),
    ]
    key(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [row[0] for row in results(at)] == ["内容不同", "名单有、这里没有", "名单有、这里没有"]


def test_enter_opens_the_record_or_registers_the_new_one(
    opened: MainWindow, hub: Hub, session: Session, person: int, names: Path, qtbot: QtBot
) -> None:
    at = page(opened, "registers", RegistersPage)
    key(at.choose, Qt.Key.Key_Space)
    at.people.selectRow(0)
    with qtbot.waitSignal(hub.go_to, check_params_cb=lambda wish: wish == OpenRecord("resettlement", person)):
        key(at.people, Qt.Key.Key_Return)
    for editor in opened.findChildren(RecordEditor):
        editor.reject()
    at = page(opened, "registers", RegistersPage)
    at.people.selectRow(1)
    key(at.people, Qt.Key.Key_Return)
    editor = next(each for each in at.findChildren(RecordEditor) if each.isVisible())
    key(child(editor, QPushButton, "save"), Qt.Key.Key_Space)
    assert {each.name for each in session.reader.all(Resettlement)} == {"张某甲", "李某乙"}
    at.people.clearSelection()
    at._open()


def test_names_are_hidden_where_they_are(
    opened: MainWindow, hub: Hub, session: Session, person: int, names: Path
) -> None:
    at = page(opened, "registers", RegistersPage)
    key(at.choose, Qt.Key.Key_Space)
    hub.hide_names(True)
    at.refresh()
    shown = "".join("".join(row) for row in at.people.texts())
    for secret in ("张某甲", "李某乙", "盗窃", "抢劫", "诈骗"):
        assert secret not in shown


def test_a_file_that_is_no_list_is_told(opened: MainWindow, person: int, names: Path) -> None:
    answers = Answering("知道了")
    at = page(opened, "registers", RegistersPage)
    names.write_text("议题\n", encoding="utf-8")
    key(at.choose, Qt.Key.Key_Space)
    assert any("找不到名单" in told for told in answers.said)
    assert at.nothing.isVisible()
    at._write()
    at._open()


def test_no_file_chosen_changes_nothing(
    opened: MainWindow, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    at = page(opened, "registers", RegistersPage)
    key(at.choose, Qt.Key.Key_Space)
    assert at.nothing.isVisible()


def test_the_month_that_is_over_is_kept_with_one_key(
    opened: MainWindow, session: Session, person: int
) -> None:
    at = page(opened, "registers", RegistersPage)
    assert at.told.text() == "2026年10月末的名册还没有留存。"
    assert not at.kept.isVisible()
    key(at.keep, Qt.Key.Key_Space)
    assert at.told.text() == "2026年10月末的名册已经留存，以后照原样打印。"
    assert not at.keep.isEnabled()
    assert at.kept.texts()[0] == (
        "2026年10月31日",
        "服刑人员",
        "1",
        "2026年11月22日",
        "现在多 0 人，少 0 人",
    )
    at.kept.selectRow(0)
    at.kept.setFocus()
    assert at.papers.isEnabled()
    key(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert at.keep.isEnabled()
    assert records.undo_label(session)
