"""All faults of a file somebody chose are shown as a list to scroll, however many there are; a few in a plain box."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from tests.ui.hands import Answering, shown
from tests.ui.records.test_records_in_window import menu_action

from station_desk.services.session.session import Session
from station_desk.ui.core.long_message import LongMessage
from station_desk.ui.dialogs.records.holidays import HolidaysDialog
from station_desk.ui.shell.window import MainWindow

EXAMPLE = Path(__file__).parents[3] / "resources" / "holidays" / "example-2026.toml"


def spoilt(tmp_path: Path, faults: int) -> Path:
    """The example with so many faults, the first of them on its second line."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("year = 2026", 'year = "二〇二六"', 1)
    path = tmp_path / "坏的.toml"
    path.write_text(text.replace("from = ", "form = ", (faults - 1) // 2), encoding="utf-8")
    return path


@pytest.fixture
def dialog(opened: MainWindow) -> HolidaysDialog:
    menu_action(opened, "放假安排").trigger()
    return shown(HolidaysDialog)


def test_many_faults_are_a_list(
    dialog: HolidaysDialog, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[list[str], list[str]]] = []

    def look(box: LongMessage) -> int:
        labels = [label.text() for label in box.findChildren(QLabel) if label.text()]
        told.append((labels, box.lines.toPlainText().splitlines()))
        assert box.lines.isReadOnly()
        return 0

    monkeypatch.setattr(LongMessage, "exec", look)
    dialog.add_file(spoilt(tmp_path, 11))
    ((labels, lines),) = told
    assert labels[0] == "放假安排文件“坏的.toml”有 11 处错误："
    assert labels[1].splitlines() == ["放假安排没有改动。", "请改正后再用。"]
    assert lines[0].startswith("第 2 行，键 year：应当是 2008 至 2099 之间的整数，现在是“二〇二六”。")
    assert [line for line in lines if "键 rest[2].from：缺少这一项" in line] and len(lines) == 11


def test_a_few_faults_are_in_the_box(dialog: HolidaysDialog, tmp_path: Path) -> None:
    told = Answering("知道了")
    dialog.add_file(spoilt(tmp_path, 3))
    (said,) = told.said
    assert "有 3 处错误：\n第 2 行，键 year：" in said and "放假安排没有改动。" in said
