"""The whole main job by hand: from no file at all to the papers that are signed and handed in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.e2e.person import Person, at_work, choose, click_row, key, keys, put
from tests.ui.hands import child, shown

from station_desk.domain.premises.kinds import REQUIRED_ROOMS
from station_desk.ui.dialogs.keeping.new_station import NewStationDialog
from station_desk.ui.dialogs.papers.preview import PreviewDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.premises.room_card import RoomCard
from station_desk.ui.scoring.sheet.lines import SheetLine
from station_desk.ui.tabs.score import ScoreTab

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CLOCK = FixedClock(date(2024, 11, 20))
STATION = {
    "city": "示例市",
    "town": "青禾镇",
    "seal_name": "示例县司法局青禾镇司法所",
    "class_document": "示例司〔0000〕1号",
    "address": "青禾镇样板路1号",
    "phone": "000-00000001",
    "founded_on": "2004-06-18",
    "population": "38600",
    "quota_authorised": "3",
    "quota_misused": "0",
    "vertical_management": "已落实",
    "building_area": "320",
    "business_area": "268.5",
    "required_area": "240",
    "required_area_document": "示例发改〔0000〕2号",
    "property_right": "划拨",
    "light_box": "是",
    "road_sign": "是",
    "signs_standard": "是",
    "party_organisation": "独立建立党组织",
    "budget_year": "2024",
    "budget_document": "示例财〔0000〕3号",
    "budget_standard": "80000",
    "budget_amount": "90000",
}
HEAD = {
    "name": "张某㛃",
    "sex": "男",
    "party": "中共党员",
    "category": "政法专项编制公务员",
    "post": "所长",
    "rank": "副科级",
    "joined_on": "2020-01-06",
    "education": "本科",
    "law_background": "是",
}
STAFF = (
    HEAD,
    {"name": "李某𬭩", "category": "政法专项编制公务员", "joined_on": "2021.3.1", "education": "本科"},
    {"name": "吴某𠮷", "category": "司法协理员", "joined_on": "20220901", "education": "大专"},
    {
        "name": "<b>周</b>&=1+1",
        "category": "专职人民调解员",
        "joined_on": "2023年5月8日",
        "education": "大专",
    },
)
MEDIATION = {
    "case_number": "（2024）东样村人调字第1号",
    "title": "<b>排水</b> & =1+1 纠纷",
    "accepted_on": "2024-03-05",
    "dispute_type": "邻里",
    "committee": "东样村人民调解委员会",
    "mediators": "吴某𠮷",
    "applicant": "<b>郑</b>& =1+1 㛃",
    "respondent": "钱某𬭩",
    "closed_on": "2024-03-18",
    "result": "调解成功",
    "agreement": "书面协议",
    "agreement_number": "2024-1",
    "effective_on": "2024-03-18",
    "performance": "已履行",
    "file_complete": "是",
}
CORRECTION = {
    "name": "孙某㛃",
    "case_number": "矫2024001",
    "sex": "男",
    "village": "东样村",
    "correction_type": "缓刑",
    "crime": "危险驾驶罪",
    "start_on": "2024-02-01",
    "end_on": "2025-01-31",
    "reported_on": "2024-02-03",
    "supervision": "普通管理",
}
RESETTLEMENT = {
    "name": "冯某𠮷",
    "case_number": "帮2024001",
    "sex": "男",
    "village": "东样村",
    "released_on": "2024-04-10",
    "connected": "已衔接",
    "helped": "是",
    "placed": "已安置",
    "placed_on": "2024-06-01",
    "placement": "务农",
    "term_to": "2029-04-10",
}
ABOVE = "县司法局<b>核定</b>文件在二号柜，还没有录入"
REASON = "<i>缺</i> 两次 & 学习记录㛃"
EXPECTED = {
    "申请表": ["青禾镇司法所", "示例县", REASON, "99.5", "高于记录", ABOVE],
    "六室一站": ["所长室", "公共法律服务工作站", "107", "268.5"],
    "花名册": ["张某㛃", "李某𬭩", "吴某𠮷", "<b>周</b>&=1+1", "副科级"],
    "人民调解": ["<b>郑</b>& =1+1 㛃", "钱某𬭩", "吴某𠮷"],
    "社区矫正": ["孙某㛃", "危险驾驶罪"],
    "安置帮教": ["冯某𠮷", "已安置"],
}
"""A word of each paper's title, and what was typed that must stand in it."""


def test_from_an_empty_file_to_the_signed_papers(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_work(qapp, qtbot, tmp_path, CLOCK) as person:
        make_file(person, tmp_path / "青禾")
        register_premises(person)
        register_people(person)
        register_cases(person)
        score(qtbot, person)
        papers = read_papers(qtbot, person, tmp_path / "材料", monkeypatch)
        person.close_window()
    assert_printed(papers)
    with at_work(qapp, qtbot, tmp_path, CLOCK) as person:
        assert_still_there(qtbot, person)


def make_file(person: Person, place: Path) -> None:
    QTest.mouseClick(person.window.start.buttons["new"], LEFT)
    dialog = shown(NewStationDialog)
    person.fill(
        dialog,
        {
            "name": "青禾镇司法所",
            "county": "示例县",
            "station_kind": "乡镇",
            "station_class": "三类",
            "place": str(place),
        },
    )
    person.press(dialog, "create")
    assert person.hub.session.path == place.with_suffix(".station")


def register_premises(person: Person) -> None:
    person.go("六室一站", "本所基本情况")
    person.press(person.window, "editStation")
    editor = shown(RecordEditor)
    person.fill(editor, STATION)
    person.press(editor, "save")
    person.go("六室一站", "六室一站")
    for number, room in enumerate(REQUIRED_ROOMS, start=101):
        card = child(person.window, RoomCard, f"room.{room}")
        QTest.mouseClick(card, LEFT)
        editor = shown(RecordEditor)
        facts = {
            "state": "独立设置",
            "door": str(number),
            "area": "30",
            "keeper": "张某㛃",
            "rules_posted": "是",
        }
        person.fill(editor, facts)
        person.press(editor, "save")
        assert "独立设置" in card.accessibleName()
    recorder = {"category": "执法记录仪", "name": "执法记录仪", "quantity": "2", "room": "社区矫正室"}
    computer = {"category": "计算机", "name": "台式计算机", "quantity": "4", "room": "档案室"}
    person.add(("六室一站", "设备清单"), recorder, computer)


def register_people(person: Person) -> None:
    person.add(("队伍人员", "工作人员"), *STAFF)
    person.add(("队伍人员", "村（社区）"), {"name": "东样村", "village_type": "村", "population": "1890"})
    committee = {
        "name": "东样村人民调解委员会",
        "committee_type": "村",
        "village": "东样村",
        "members": "3",
        "women": "1",
        "term_from": "2024-01-01",
        "term_to": "2026-12-31",
    }
    person.add(("队伍人员", "调委会"), committee)


def register_cases(person: Person) -> None:
    person.add(("案件台账", "调解案件"), MEDIATION)
    person.add(("案件台账", "矫正对象"), CORRECTION)
    person.add(("案件台账", "帮教对象"), RESETTLEMENT)


def score(qtbot: QtBot, person: Person) -> None:
    person.go("自评打分")
    tab = person.score
    qtbot.waitUntil(lambda: tab.model.rowCount() > 56)
    assert tab.summary.verdict.text() == "暂不可申报"
    QTest.mouseClick(tab.adopt, LEFT)
    assert line(tab, "A5").own == Decimal(2)
    type_scores(person, tab)
    assert tab.summary.verdict.text() == "暂不可申报", "what the records do not carry needs a reason"
    explain(tab)
    settle_vetoes(tab)
    assert tab.summary.total.text() == "99.5"
    assert tab.summary.verdict.text() == "可申报"


def line(tab: ScoreTab, item_id: str) -> SheetLine:
    found = tab.model.line(tab.model.row_of(item_id))
    assert found is not None
    return found


def type_scores(person: Person, tab: ScoreTab) -> None:
    """Down the sheet with Enter: half a point off for the first item, full marks for all others."""
    person.wait_active(person.window)
    click_row(tab.grid, tab.model.row_of("A1"))
    for row in range(tab.model.rowCount()):
        found = tab.model.line(row)
        if found is None or found.heading:
            continue
        keys("4.5" if found.id == "A1" else f"{found.most.normalize():f}")
        key(Key.Key_Return)
    click_row(tab.grid, tab.model.row_of("A1"))
    assert tab.detail.item.reason.demand.isVisible()
    put(tab.detail.item.reason.editor, REASON)
    tab.grid.setFocus()


def explain(tab: ScoreTab) -> None:
    """Say for every score above the records which paper it rests on."""
    for row in range(tab.model.rowCount()):
        found = tab.model.line(row)
        if found is not None and found.beyond:
            click_row(tab.grid, row)
            put(tab.detail.item.reason.editor, ABOVE)
    tab.grid.setFocus()


def settle_vetoes(tab: ScoreTab) -> None:
    """Whatever the records leave open or find is decided by the person, with the paper it rests on."""
    for number in range(1, 7):
        choice = tab.vetoes.choice(f"V{number}")
        if "未触发" not in choice.currentText():
            choice.setFocus()
            choose(choice, "未触发")
            put(tab.detail.veto.reason.editor, ABOVE)
            key(Key.Key_Tab)
            key(Key.Key_Return)
    tab.grid.setFocus()


class Reader(QObject):
    """Looks through every paper of the preview when it opens, saves all of them and closes it."""

    def __init__(self) -> None:
        super().__init__()
        self.looked = 0
        self.said = ""
        self._timer = QTimer(self)
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        preview = QApplication.activeModalWidget()
        if not isinstance(preview, PreviewDialog):
            return
        self._timer.stop()
        listed = child(preview, QListWidget, "paperList")
        for row in range(listed.count()):
            click_row(listed, row)
            self.looked += preview.document.pageCount() >= 1
        preview.save_all_action.trigger()
        self.said = preview.note.text()
        preview.reject()


def read_papers(
    qtbot: QtBot, person: Person, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Preview the pack, look at every paper, save all: the text of each PDF file by its name."""
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    reader = Reader()
    QTest.mouseClick(person.score.papers.preview, LEFT)
    qtbot.waitUntil(lambda: reader.said != "", timeout=30_000)
    assert reader.looked == 6
    assert reader.said.startswith("已保存 6 份")
    return {path.name: text_of(path) for path in sorted(folder.glob("*.pdf"))}


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def assert_printed(papers: dict[str, str]) -> None:
    assert len(papers) == 6
    for name, (word, texts) in zip(papers, EXPECTED.items(), strict=True):
        assert word in name
        # Cells break long texts into lines.
        text = "".join(papers[name].split())
        for expected in texts:
            assert "".join(expected.split()) in text, (name, expected)


def assert_still_there(qtbot: QtBot, person: Person) -> None:
    (recent,) = [
        button
        for button in person.window.start.findChildren(QPushButton)
        if button.accessibleName() == "最近使用：青禾"
    ]
    QTest.mouseClick(recent, LEFT)
    for page, count in (
        (("队伍人员", "工作人员"), len(STAFF)),
        (("六室一站", "功能室清单"), len(REQUIRED_ROOMS)),
        (("六室一站", "设备清单"), 2),
        (("案件台账", "调解案件"), 1),
        (("案件台账", "矫正对象"), 1),
        (("案件台账", "帮教对象"), 1),
    ):
        person.go(*page)
        assert person.list.model.rowCount() == count
    person.go("案件台账", "调解案件")
    click_row(person.list.table, 0)
    key(Key.Key_Return)
    editor = shown(RecordEditor)
    for name in ("title", "applicant", "respondent", "committee"):
        assert child(editor, QLineEdit, name).text() == MEDIATION[name]
    editor.close()
    person.go("自评打分")
    qtbot.waitUntil(lambda: person.score.model.rowCount() > 56)
    assert person.score.summary.verdict.text() == "可申报"
    assert line(person.score, "A1").reason == REASON
