"""Making papers from the window: batches of a month, progress, and characters that no font has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.stations import add, new_station

from station_desk.domain.basics.errors import KnownError, MissingGlyphError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.services.forms import files as form_files
from station_desk.services.forms import list as form_list
from station_desk.services.papers.papers import Paper
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers import preview
from station_desk.ui.papers import making, substitutes
from station_desk.ui.papers.substitutes import SubstituteDialog
from station_desk.ui.records.print_menu import PrintMenu

RARE = "\U00031350"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = new_station(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    papers: list[Paper] = []
    monkeypatch.setattr(preview, "show_papers", lambda parent, made, log, _=None: papers.extend(made))
    return papers


def case(session: Session, number: int, accepted_on: str, applicant: str = "甲样例") -> int:
    return add(
        session,
        "mediation",
        case_number=f"样调{number}号",
        title="邻里纠纷",
        accepted_on=accepted_on,
        dispute_type="neighbour",
        applicant=applicant,
    )


@pytest.fixture
def menu(qtbot: QtBot, session: Session) -> PrintMenu:
    hub = Hub()
    hub.replace(session)
    made = PrintMenu(hub, Mediation.KIND, lambda: None)
    qtbot.addWidget(made)
    return made


def place(menu: PrintMenu, title: str) -> QMenu:
    (found,) = [one for one in menu.menu().findChildren(QMenu) if one.title() == title]
    return found


def batches(menu: PrintMenu, masked: bool = False) -> QMenu:
    wanted = "整批打印（隐名）" if masked else "整批打印"
    submenus = place(menu, "人民调解申请书").findChildren(QMenu)
    (found,) = [one for one in submenus if one.title() == wanted]
    found.aboutToShow.emit()
    return found


def choose(menu: PrintMenu, words: str, masked: bool = False) -> None:
    (action,) = [one for one in batches(menu, masked).actions() if one.text().startswith(words)]
    action.trigger()


def pages(paper: Paper) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages)


@pytest.mark.parametrize(
    ("words", "applicants"),
    [("2024年11月", {"本月甲"}), ("2024年10月", {"上月乙"}), ("全部", {"本月甲", "上月乙"})],
)
def test_the_cases_of_a_month_become_one_file(
    qtbot: QtBot, session: Session, menu: PrintMenu, shown: list[Paper], words: str, applicants: set[str]
) -> None:
    case(session, 1, "2024-11-02", "本月甲")
    case(session, 2, "2024-10-30", "上月乙")
    choose(menu, words)
    qtbot.waitUntil(lambda: bool(shown))
    (paper,) = shown
    found = pages(paper)
    assert {name for name in ("本月甲", "上月乙") if name in found} == applicants
    assert len(PdfReader(BytesIO(paper.pdf)).outline) == len(applicants)


def test_a_batch_hides_names_on_demand(
    qtbot: QtBot, session: Session, menu: PrintMenu, shown: list[Paper]
) -> None:
    case(session, 1, "2024-11-02", "甲样例")
    choose(menu, "2024年11月", masked=True)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].manner == "masked"
    assert "甲*例" in pages(shown[0]) and "甲样例" not in pages(shown[0])


def test_only_months_with_cases_are_offered_with_their_number(session: Session, menu: PrintMenu) -> None:
    for number, day in enumerate(("2024-11-02", "2024-11-30", "2023-12-01", "2023-11-30"), start=1):
        case(session, number, day)
    texts = [action.text() for action in batches(menu).actions()]
    assert texts == ["2024年11月，2 份…", "2023年12月，1 份…", "全部，4 份…"]


def test_without_cases_there_is_nothing_to_choose(menu: PrintMenu) -> None:
    (action,) = batches(menu).actions()
    assert action.text() == "（还没有登记）" and not action.isEnabled()


def test_the_menu_says_which_forms_do_not_apply_to_the_chosen_record(
    qtbot: QtBot, session: Session, shown: list[Paper]
) -> None:
    term: dict[str, Any] = {"start_on": date(2024, 1, 1), "end_on": date(2024, 12, 31)}
    person = records.save(session, Correction(name="丙样例", correction_type="probation", **term)).only_id
    hub = Hub()
    hub.replace(session)
    menu = PrintMenu(hub, Correction.KIND, lambda: person)
    qtbot.addWidget(menu)
    menu.menu().aboutToShow.emit()
    declaration = place(menu, "解除社区矫正宣告书（不适用于这一条）")
    assert place(menu, "社区矫正宣告书").title() == "社区矫正宣告书"
    first = declaration.actions()[0]
    assert first.isEnabled() and first.toolTip().startswith("矫正期到2024年12月31日才满")
    (every,) = [one for one in declaration.findChildren(QMenu) if one.title() == "整批打印"]
    every.aboutToShow.emit()
    assert [one.text() for one in every.actions()] == ["（没有适用的记录）"]
    first.trigger()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].hints[0].startswith("矫正期到2024年12月31日才满")


def test_a_long_menu_keeps_what_does_not_apply_and_the_registers_apart(
    qtbot: QtBot, session: Session
) -> None:
    closed: dict[str, Any] = {"closed_on": date(2024, 11, 20), "result": "failed"}
    usual: dict[str, Any] = {"title": "甲乙纠纷", "dispute_type": "neighbour", "applicant": "甲"}
    failed = Mediation(accepted_on=date(2024, 11, 2), **usual, **closed)
    open_one = Mediation(accepted_on=date(2024, 11, 3), **usual)
    chosen = records.save(session, failed).only_id
    other = records.save(session, open_one).only_id
    hub = Hub()
    hub.replace(session)
    page = Mediation.KIND.page
    assert page is not None
    menu = PrintMenu(hub, Mediation.KIND, lambda: chosen, page.forms)
    qtbot.addWidget(menu)

    def shown_in(inside: QMenu) -> list[str]:
        return [one.text() for one in inside.actions() if one.isVisible()]

    menu.menu().aboutToShow.emit()
    apart = place(menu, "不适用于这一条的")
    assert "人民调解协议书（不适用于这一条）" in shown_in(apart)
    assert "人民调解终止通知书" in shown_in(menu.menu()) and "人民调解协议书" not in shown_in(menu.menu())
    assert "简易纠纷登记表" in shown_in(place(menu, "登记簿和台账"))
    before = shown_in(menu.menu())
    chosen = other
    menu.menu().aboutToShow.emit()
    assert "人民调解协议书" in shown_in(menu.menu()) and "人民调解终止通知书（不适用于这一条）" in shown_in(
        apart
    )
    chosen = 0
    menu.menu().aboutToShow.emit()
    assert not apart.menuAction().isVisible() and len(shown_in(menu.menu())) > len(before)
    order = [one for one in form_list.program_forms() if one.kind == "mediation"]
    assert shown_in(menu.menu())[: len(order)] == [one.title for one in order]


def test_forms_about_one_record_wait_for_one_and_the_others_do_not(menu: PrintMenu) -> None:
    menu.update_state(chosen=False)
    actions = [one for one in place(menu, "人民调解申请书").actions() if not one.isSeparator()]
    assert menu.isEnabled()
    assert [one.isEnabled() for one in actions] == [False, False, True, True, True]


class TestMissingCharacters:
    def answer(self, monkeypatch: pytest.MonkeyPatch, chosen: dict[str, str] | None) -> list[tuple[str, ...]]:
        asked: list[tuple[str, ...]] = []

        def ask(parent: QWidget, error: MissingGlyphError) -> dict[str, str] | None:
            asked.append(error.characters)
            return chosen

        monkeypatch.setattr(making, "ask_substitutes", ask)
        return asked

    @pytest.mark.parametrize(("note", "found"), [("", f"样{RARE}例"), ("yàng", "样（yàng）例")])
    def test_the_paper_is_made_with_what_the_user_chose(
        self,
        qtbot: QtBot,
        session: Session,
        menu: PrintMenu,
        shown: list[Paper],
        monkeypatch: pytest.MonkeyPatch,
        note: str,
        found: str,
    ) -> None:
        case(session, 1, "2024-11-02", f"样{RARE}例")
        asked = self.answer(monkeypatch, {RARE: note})
        choose(menu, "2024年11月")
        qtbot.waitUntil(lambda: bool(shown))
        assert asked == [(RARE,)]
        assert found in pages(shown[0])

    def test_nothing_is_printed_when_the_user_would_rather_not(
        self,
        qtbot: QtBot,
        session: Session,
        menu: PrintMenu,
        shown: list[Paper],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        case(session, 1, "2024-11-02", RARE)
        asked = self.answer(monkeypatch, None)
        choose(menu, "2024年11月")
        qtbot.waitUntil(lambda: bool(asked))
        assert not shown

    @pytest.mark.parametrize(("answer", "printed"), [(0, 2), (1, 1), (2, 0)])
    def test_a_batch_goes_on_without_a_record_or_with_substitutes_or_not_at_all(
        self,
        qtbot: QtBot,
        session: Session,
        menu: PrintMenu,
        shown: list[Paper],
        monkeypatch: pytest.MonkeyPatch,
        answer: int,
        printed: int,
    ) -> None:
        case(session, 1, "2024-11-02")
        case(session, 2, "2024-11-03", RARE)
        told: list[str] = []

        def choose_way(parent: QWidget, question: str, detail: str, ways: tuple[str, ...]) -> int:
            told.append(f"{question}\n{detail}")
            return answer

        monkeypatch.setattr(messages, "choose", choose_way)
        monkeypatch.setattr(substitutes, "ask_substitutes", lambda parent, error: {RARE: ""})
        choose(menu, "2024年11月")
        qtbot.waitUntil(lambda: bool(shown) if printed else bool(told))
        assert len(told) == 1 and told[0].startswith("有 1 条记录不能打印") and "U+31350" in told[0]
        assert [len(PdfReader(BytesIO(paper.pdf)).outline) for paper in shown] == [printed] * bool(printed)

    def test_who_gives_up_giving_substitutes_is_asked_again_about_the_others(
        self,
        monkeypatch: pytest.MonkeyPatch,
        qtbot: QtBot,
        session: Session,
        menu: PrintMenu,
        shown: list[Paper],
    ) -> None:
        case(session, 1, "2024-11-02", f"样{RARE}例")
        case(session, 2, "2024-11-03", "别样例")
        answers = [0, 1]
        monkeypatch.setattr(messages, "choose", lambda *_: answers.pop(0))
        monkeypatch.setattr(substitutes, "ask_substitutes", lambda parent, error: None)
        choose(menu, "2024年11月")
        qtbot.waitUntil(lambda: bool(shown))
        assert not answers and "别样例" in pages(shown[0])

    def test_a_note_must_be_typed_for_every_character(self, qtbot: QtBot) -> None:
        dialog = SubstituteDialog(MissingGlyphError((RARE, "\u0f40"), "有字没有字形", "", ""))
        qtbot.addWidget(dialog)
        assert dialog.chosen == {RARE: "", "\u0f40": ""}
        dialog.note.setChecked(True)
        assert not dialog.print.isEnabled()
        for line, text in zip(dialog.notes.values(), ("yàng", " gá "), strict=True):
            line.setText(text)
        assert dialog.print.isEnabled()
        assert dialog.chosen == {RARE: "yàng", "\u0f40": "gá"}
        dialog.print.click()
        assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_form_that_cannot_be_used_is_named_at_the_end_of_the_menu_once(
    menu: PrintMenu, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(menu.menu().actions())
    menu.menu().aboutToShow.emit()
    assert len(menu.menu().actions()) == before, "nothing to tell while all forms are sound"

    faults = [KnownError("表格定义“坏表.toml”第 3 行第 1 列写法有误，不能识别", "其他表格不受影响")]
    monkeypatch.setattr(form_files, "form_faults", lambda session: faults)
    told: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda parent, title, text: told.append(text))
    menu.menu().aboutToShow.emit()
    menu.menu().aboutToShow.emit()
    assert len(menu.menu().actions()) == before + 2, "a line and the entry, not once more each time"
    last = menu.menu().actions()[-1]
    assert last.text().startswith("有 1 个表格定义不能使用")
    last.trigger()
    assert told == ["表格定义“坏表.toml”第 3 行第 1 列写法有误，不能识别。其他表格不受影响。"]
