"""Identity as people copy it: told in one plain sentence, kept where it can be, in the window and in a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.e2e.person import Person, at_work, is_open
from tests.ui.hands import child, shown
from tests.ui.recruits import applicant, batch, employee

from station_desk.cli.main import main
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.services.keeping import files
from station_desk.services.session.session import Session
from station_desk.ui.dialogs.records.record_editor import RecordEditor

CLOCK = FixedClock()
SOUND = "11010519491231002X"
KINDS: dict[type[Record], tuple[tuple[str, str], str, dict[str, str]]] = {
    Staff: (("队伍人员", "工作人员"), "add", {"category": "司法协理员", "joined_on": "2024-01-05"}),
    Candidate: (("队伍人员", "选聘招聘"), "addCandidate", {"track": "招聘"}),
}
WARNED = (
    ({"id_number": "110105194912310021"}, "110105194912310021", "校验码不对，可能有一位写错"),
    (
        {"id_number": "110105491231002"},
        "110105491231002",
        "是 15 位旧号码，旧证 2013 年起停用，请核对 18 位号码",
    ),
    ({"id_number": SOUND.lower()}, SOUND, ""),
    ({"id_number": "１１０１０５１９４９１２３１００２ｘ"}, SOUND, ""),
    ({"id_number": "H1234567(8)"}, "H1234567(8)", "不是 18 位公民身份号码，如属其他证件可以保留"),
)
REFUSED = (
    ({"born_on": "2026-11-23"}, "晚于今天，请核对"),
    ({"born_on": "45292"}, "“45292”是电子表格里的日期序号，相当于 2024-01-01，请核对后按日期填写"),
    ({"born_on": "1990-02-30"}, "没有“1990-02-30”这一天，请核对月份和日数"),
)


@pytest.fixture(params=[Staff, Candidate], ids=["staff", "candidate"])
def cls(request: pytest.FixtureRequest) -> type[Record]:
    found: type[Record] = request.param
    return found


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return files.create_station(tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=CLOCK)


@pytest.fixture
def person(qapp: QApplication, qtbot: QtBot, tmp_path: Path, session: Session) -> Iterator[Person]:
    with at_work(qapp, qtbot, tmp_path, CLOCK) as found:
        yield found


def editor_of(person: Person, session: Session, cls: type[Record]) -> RecordEditor:
    page, add, usual = KINDS[cls]
    if cls is Candidate:
        batch(session)
    person.hub.replace(session)
    person.go(*page)
    person.press(person.window, add)
    editor = shown(RecordEditor)
    person.fill(editor, {"name": "丙某三", **usual})
    return editor


def said(editor: RecordEditor, field: str) -> str:
    label = child(editor, QLabel, f"problem.{field}")
    return label.text() if label.isVisible() else ""


@pytest.mark.parametrize(("typed", "kept", "words"), WARNED)
def test_a_doubtful_number_is_warned_about_and_kept(
    person: Person, session: Session, cls: type[Record], typed: dict[str, str], kept: str, words: str
) -> None:
    editor = editor_of(person, session, cls)
    person.fill(editor, typed)
    person.press(editor, "save")
    (saved,) = session.reader.all(cls)
    assert getattr(saved, "id_number", "") == kept
    assert is_open(RecordEditor) == bool(words)
    if words:
        assert said(editor, "id_number") == f"请核对：{words}"
        assert "已经保存" in child(editor, QLabel, "summary").text()
    else:
        assert (getattr(saved, "sex", ""), str(getattr(saved, "born_on", ""))) == ("female", "1949-12-31")


@pytest.mark.parametrize(("typed", "words"), REFUSED)
def test_a_day_that_cannot_be_is_refused_and_stays_to_be_put_right(
    person: Person, session: Session, cls: type[Record], typed: dict[str, str], words: str
) -> None:
    editor = editor_of(person, session, cls)
    person.fill(editor, typed)
    person.press(editor, "save")
    assert said(editor, "born_on") == words
    assert child(editor, QLineEdit, "born_on").text() == typed["born_on"]
    assert session.reader.all(cls) == ()
    person.fill(editor, {"born_on": "1990-02-03"})
    person.press(editor, "save")
    assert len(session.reader.all(cls)) == 1


def test_the_same_number_twice_shows_the_other(person: Person, session: Session, cls: type[Record]) -> None:
    if cls is Staff:
        employee(session, "甲某一", id_number=SOUND, born_on=None)
        other = "“甲某一”（到所日期 2020年1月6日，司法协理员，工作人员）"
    else:
        applicant(session, batch(session), "甲某一", id_number=SOUND, born_on=None, track="recruited")
        other = "“甲某一”（报名日期 2026年11月2日，甲次选聘，招聘）"
    editor = editor_of(person, session, cls)
    person.fill(editor, {"id_number": SOUND})
    person.press(editor, "save")
    assert said(editor, "id_number") == f"请核对：与已登记的{other}相同，可能是重复登记"
    assert len(session.reader.all(cls)) == 2


def test_contradicting_sex_and_birth_date_are_warned_about(
    person: Person, session: Session, cls: type[Record]
) -> None:
    editor = editor_of(person, session, cls)
    person.fill(editor, {"id_number": SOUND, "sex": "男", "born_on": "1949-12-13"})
    person.press(editor, "save")
    assert said(editor, "sex") == "请核对：与身份证号中的性别不一致"
    assert said(editor, "born_on") == "请核对：与身份证号中的出生日期不一致"
    assert len(session.reader.all(cls)) == 1


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        *((typed, 0, words) for typed, _, words in WARNED),
        *((typed, 2, words) for typed, words in REFUSED),
        ({"id_number": SOUND, "sex": "男"}, 0, "性别：与身份证号中的性别不一致"),
    ],
)
def test_a_script_is_told_the_same(
    session: Session,
    cls: type[Record],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    typed: dict[str, str],
    code: int,
    words: str,
) -> None:
    session.close()
    data = tmp_path / "data.json"
    data.write_text(json.dumps({"name": "丙某三", **KINDS[cls][2], **typed}), encoding="utf-8")
    assert main(["add", str(session.path), cls.KIND.key, str(data), "--today", "2026-11-22"]) == code
    told = capsys.readouterr().err
    assert words in told
    assert bool(told) == bool(words)
