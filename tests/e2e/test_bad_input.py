"""Everything a file, a hand or a script can get wrong: one plain Chinese message, and nothing lost."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.e2e.person import Person, answered, at_work, click_row, focused, key, keys, put
from tests.ui.hands import child, shown

from station_desk.cli.main import main
from station_desk.domain.register.kinds import KINDS
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.ui.dialogs.keeping.new_station import NewStationDialog
from station_desk.ui.dialogs.keeping.rescue import RescueDialog
from station_desk.ui.dialogs.privacy.password import UnlockDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor

CLOCK = FixedClock()
EXACT = "<b>周</b> & =1+1 㛃𬭩𠮷😀"
READABLE = {"read-only", "newer", "open elsewhere"}
"""What can still be looked at, though not written."""


@dataclass(frozen=True)
class Spoilt:
    """A file that something is wrong with, and a word of what the user must be told."""

    path: Path
    word: str


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A station file with one person."""
    session = files.create_station(
        tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=CLOCK
    )
    person, _ = KINDS["staff"].read({"name": EXACT, "category": "assistant", "joined_on": "2024-01-05"})
    records.save(session, person)
    session.close()
    return session.path


@pytest.fixture
def person(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with at_work(qapp, qtbot, tmp_path, CLOCK) as found:
        yield found


@pytest.fixture(
    params=[
        "text",
        "empty",
        "truncated",
        "encrypted",
        "missing",
        "folder",
        "read-only",
        "newer",
        "open elsewhere",
    ]
)
def spoilt(
    request: pytest.FixtureRequest, station: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Spoilt]:
    path = tmp_path / "坏.station"
    match request.param:
        case "text":
            path.write_text("一封信", encoding="utf-8")
            yield Spoilt(path, "不是司法所工作台的文件")
        case "empty":
            path.touch()
            yield Spoilt(path, "空文件")
        case "truncated":
            path.write_bytes(station.read_bytes()[: station.stat().st_size // 2])
            yield Spoilt(path, "已损坏")
        case "encrypted":
            run_sql(path, "PRAGMA key='secret'", "CREATE TABLE t (a)")
            yield Spoilt(path, "设有密码")
        case "missing":
            yield Spoilt(tmp_path / "没有这个文件夹" / "青禾.station", "找不到")
        case "folder":
            path.mkdir()
            yield Spoilt(path, "文件夹")
        case "newer":
            run_sql(station, "PRAGMA user_version=9999")
            yield Spoilt(station, "更新版本")
        case "read-only":
            really = os.access
            monkeypatch.setattr(os, "access", lambda at, mode: mode != os.W_OK and really(at, mode))
            yield Spoilt(station, "只读")
        case _:
            other = files.open_station(station, clock=CLOCK)
            yield Spoilt(station, "打开")
            other.close()


def run_sql(path: Path, *statements: str) -> None:
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def is_plain_chinese(text: str) -> bool:
    """Sentences for the user: no name of an exception, no code, no line of a program."""
    return bool(re.search(r"[\u4e00-\u9fff]", text)) and not re.search(
        r"Traceback|Error|Exception|sqlite|SQL|None|\.py|Errno", text
    )


def test_a_file_that_cannot_be_used_as_it_should_is_named_in_the_window(
    person: Person, spoilt: Spoilt, request: pytest.FixtureRequest
) -> None:
    before = content(spoilt.path)
    fault = request.node.callspec.params["spoilt"]
    with answered("只读查看" if fault == "open elsewhere" else "知道了") as answering:
        person.window.files.open_path(spoilt.path)
    if fault in READABLE:
        banner = child(person.window, QLabel, "banner")
        assert banner.isVisible()
        assert len(answering.said) == (fault == "open elsewhere")
        told = banner.text()
        person.go("队伍人员", "工作人员")
        assert person.list.model.rowCount() == 1
        assert not child(person.list, type(person.window.start.buttons["new"]), "add").isEnabled()
    elif fault in ("encrypted", "empty", "truncated"):
        dialog = shown(UnlockDialog if fault == "encrypted" else RescueDialog)
        told = "".join(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()
        assert not person.hub.is_open
    else:
        (told,) = answering.said
        assert not person.hub.is_open
    assert spoilt.word in told
    assert is_plain_chinese(told)
    person.window.close()
    assert content(spoilt.path) == before


def test_a_file_that_cannot_be_used_as_it_should_is_named_on_the_command_line(
    spoilt: Spoilt, tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(spoilt.path)
    readable = request.node.callspec.params["spoilt"] in READABLE
    assert run(capsys, "score", spoilt.path, "--json")[0] == (0 if readable else 2)
    data = write_json(tmp_path, name="李某", category="assistant", joined_on="2024-01-05")
    code, out, err = run(capsys, "add", spoilt.path, "staff", data)
    assert (code, out) == (2, "")
    assert spoilt.word in err
    assert is_plain_chinese(err)
    assert content(spoilt.path) == before


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = 0
    with suppress(SystemExit):
        code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def write_json(folder: Path, **values: object) -> Path:
    path = folder / "data.json"
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("submission", "{station}", "-o", "{station}/材料"), "不能建立文件夹"),
        (("print", "{station}", "roster", "-o", "{folder}/没有/花名册.pdf"), "没有"),
        (("new", "{station}/新.station", "--name", "甲", "--county", "乙"), "不能建立文件夹"),
        (("demo", "{station}/新.station"), "不能建立文件夹"),
    ],
    ids=["submission", "print", "new", "demo"],
)
def test_a_place_that_does_not_exist_is_named(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    before = content(station)
    words = [word.format(station=station, folder=tmp_path) for word in arguments]
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert told in err
    assert is_plain_chinese(err)
    assert content(station) == before


def test_a_new_file_makes_its_folder(person: Person, tmp_path: Path) -> None:
    person.menu("新建本所文件")
    dialog = shown(NewStationDialog)
    place = tmp_path / "没有" / "新.station"
    person.fill(dialog, {"name": EXACT, "county": "示例县", "place": str(place)})
    person.press(dialog, "create")
    assert person.window.path == place


def test_a_place_for_a_new_file_that_cannot_be_made_keeps_what_was_typed(
    person: Person, station: Path
) -> None:
    person.menu("新建本所文件")
    dialog = shown(NewStationDialog)
    place = station / "新.station"
    person.fill(dialog, {"name": EXACT, "county": "示例县", "place": str(place)})
    with answered("知道了") as answering:
        person.press(dialog, "create")
    (told,) = answering.said
    assert is_plain_chinese(told)
    assert child(dialog, QLineEdit, "name").text() == EXACT
    assert not place.exists()
    dialog.close()


RECORDS: tuple[tuple[dict[str, str], str], ...] = (
    ({"joined_on": "2024-02-30"}, "2024-02-30"),
    ({"joined_on": "去年"}, "去年"),
    ({"born_on": "2030-01-01"}, "晚于今天"),
    ({"name": "长" * 5000}, "最多 60 个字"),
    ({"name": "   "}, "必须填写"),
)
GOOD = {"name": "李某", "category": "司法协理员", "joined_on": "2024-01-05"}


@pytest.mark.parametrize(("bad", "told"), RECORDS, ids=["day", "word", "future", "long", "blank"])
def test_a_bad_record_is_refused_by_name_in_the_window(
    person: Person, station: Path, bad: dict[str, str], told: str
) -> None:
    person.window.files.open_path(station)
    person.go("队伍人员", "工作人员")
    person.press(person.list, "add")
    editor = shown(RecordEditor)
    person.fill(editor, GOOD | bad)
    person.press(editor, "save")
    (field,) = bad
    problem = child(editor, QLabel, f"problem.{field}")
    assert problem.isVisible()
    assert told in problem.text()
    assert is_plain_chinese(child(editor, QLabel, "summary").text())
    assert child(editor, QLineEdit, field).text() == bad[field]
    assert person.list.model.rowCount() == 1
    person.fill(editor, GOOD | dict.fromkeys(set(bad) - set(GOOD), ""))
    person.press(editor, "save")
    assert person.list.model.rowCount() == 2


@pytest.mark.parametrize(("bad", "told"), RECORDS, ids=["day", "word", "future", "long", "blank"])
def test_a_bad_record_is_refused_by_name_on_the_command_line(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: dict[str, str], told: str
) -> None:
    before = content(station)
    code, out, err = run(capsys, "add", station, "staff", write_json(tmp_path, **GOOD | bad))
    assert (code, out) == (2, "")
    assert told in err
    assert is_plain_chinese(err)
    assert content(station) == before


SCORES = (("5.5", "满分 5 分"), ("-1", "不能是负数"), ("好", "不是数字"), ("4.3", "请填 4 或 4.5"))


@pytest.mark.parametrize(("points", "told"), SCORES)
def test_a_bad_score_is_refused_in_the_window(
    qtbot: QtBot, person: Person, station: Path, points: str, told: str
) -> None:
    person.window.files.open_path(station)
    person.go("自评打分")
    tab = person.score
    qtbot.waitUntil(lambda: tab.model.rowCount() > 56)
    person.wait_active(person.window)
    click_row(tab.grid, tab.model.row_of("A1"))
    keys("4")
    put(focused(), points)
    key(Qt.Key.Key_Return)
    assert told in tab.hint.text()
    assert is_plain_chinese(tab.hint.text())
    key(Qt.Key.Key_Escape)
    line = tab.model.line(tab.model.row_of("A1"))
    assert line is not None
    assert line.own is None


@pytest.mark.parametrize(("points", "told"), SCORES)
def test_a_bad_score_is_refused_on_the_command_line(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], points: str, told: str
) -> None:
    entry = write_json(tmp_path, standard="anhui-2024", year=2026, item="A1", points=points, reason="缺材料")
    code, _, err = run(capsys, "add", station, "score", entry)
    assert code == 2
    assert is_plain_chinese(err)
    _, out, _ = run(capsys, "score", station, "--json", "--today", "2026-11-22")
    (cell,) = [one for one in json.loads(out)["items"] if one["id"] == "A1"]
    assert cell["scored"] is None


def test_any_text_is_kept_and_shown_exactly(
    person: Person, station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "list", station, "staff", "--json")
    assert [one["name"] for one in json.loads(out)] == [EXACT]
    person.window.files.open_path(station)
    person.go("队伍人员", "工作人员")
    assert person.list.model.index(0, 0).data() == EXACT
    put(person.list.filters.search, EXACT)
    QTest.keyClick(person.list.filters.search, Qt.Key.Key_Return)
    assert person.list.model.rowCount() == 1
    click_row(person.list.table, 0)
    with answered("保留") as keep:
        key(Qt.Key.Key_Delete)
    assert EXACT in keep.said[0]
    assert person.list.model.rowCount() == 1
