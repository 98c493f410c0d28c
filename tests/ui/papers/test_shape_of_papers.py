"""Choosing sheet, columns and whose part of a register in the window."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.stations import add, new_station

from station_desk.domain.keeping.prints import Shape
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.services.forms import files, shape
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers import preview
from station_desk.ui.dialogs.papers.preview import PreviewDialog
from station_desk.ui.dialogs.papers.shape import ShapeDialog
from station_desk.ui.papers.reshaping import Reshaping
from station_desk.ui.records.print_menu import PrintMenu

TITLE = "人民调解登记簿"


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    opened = new_station(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    committees = [
        add(opened, "committee", name=name, committee_type="village") for name in ("甲调委会", "乙调委会")
    ]
    for number in range(3):
        add(
            opened,
            "mediation",
            case_number=f"样调{number}号",
            title="邻里纠纷",
            accepted_on="2024-11-02",
            dispute_type="neighbour",
            applicant="甲样例",
            committee=str(committees[number % 2]),
        )
    yield opened
    opened.close()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Paper, Reshaping]]:
    found: list[tuple[Paper, Reshaping]] = []

    def take(_parent: QWidget, made: list[Paper], _log: PaperLog, reshaping: Any = None) -> None:
        found.append((made[0], reshaping))

    monkeypatch.setattr(preview, "show_papers", take)
    return found


@pytest.fixture
def register(qtbot: QtBot, session: Session) -> tuple[PrintMenu, QMenu]:
    hub = Hub()
    hub.replace(session)
    made = PrintMenu(hub, Mediation.KIND, lambda: None, ("mediation_register",))
    qtbot.addWidget(made)
    (place,) = [one for one in made.menu().findChildren(QMenu) if one.title() == TITLE]
    place.aboutToShow.emit()
    return made, place


def pages(paper: Paper) -> list[Any]:
    return list(PdfReader(BytesIO(paper.pdf)).pages)


def print_all(qtbot: QtBot, place: QMenu, shown: list[tuple[Paper, Reshaping]]) -> tuple[Paper, Reshaping]:
    place.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(shown))
    return shown[-1]


def test_the_print_menu_offers_each_committee_alone(
    qtbot: QtBot, register: tuple[PrintMenu, QMenu], shown: list[tuple[Paper, Reshaping]]
) -> None:
    _, place = register
    place.aboutToShow.emit()
    (parts,) = [one for one in place.findChildren(QMenu) if one.title() == "只印一个调委会"]
    parts.aboutToShow.emit()
    assert [action.text() for action in parts.actions()] == ["甲调委会，2 条…", "乙调委会，1 条…"]
    parts.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0][0].title == f"{TITLE}（甲调委会）"


def test_the_dialog_tells_what_was_chosen(
    qtbot: QtBot, register: tuple[PrintMenu, QMenu], shown: list[tuple[Paper, Reshaping]]
) -> None:
    _, reshaping = print_all(qtbot, register[1], shown)
    dialog = ShapeDialog(reshaping, Shape())
    qtbot.addWidget(dialog)
    assert dialog.chosen == Shape()
    labels = [dialog.columns.item(row).text() for row in range(dialog.columns.count())]
    assert "备注" in labels and "案号" not in labels and "序号" not in labels
    dialog.columns.item(labels.index("备注")).setCheckState(Qt.CheckState.Unchecked)
    dialog.paper.setCurrentIndex(1)
    dialog.by.setCurrentIndex(1)
    assert dialog.chosen == Shape("A3", ("note",), reshaping.shares()[0].by)
    before = ShapeDialog(reshaping, dialog.chosen)
    qtbot.addWidget(before)
    assert before.chosen == dialog.chosen


def test_the_preview_shows_the_paper_made_anew_and_the_sheet_is_remembered(
    qtbot: QtBot,
    session: Session,
    register: tuple[PrintMenu, QMenu],
    shown: list[tuple[Paper, Reshaping]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper, reshaping = print_all(qtbot, register[1], shown)
    dialog = PreviewDialog([paper], None, PaperLog(session), reshaping)
    qtbot.addWidget(dialog)

    def choose(asked: ShapeDialog) -> int:
        asked.paper.setCurrentIndex(1)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ShapeDialog, "exec", choose)
    dialog.shape_action.trigger()
    qtbot.waitUntil(lambda: dialog.document.pagePointSize(0).width() > 1000)
    assert shape.usual(files.form_of(session, "mediation_register")) == Shape("A3")
    shown.clear()
    wide, _ = print_all(qtbot, register[1], shown)
    assert float(pages(wide)[0].mediabox.width) > 1000
    dialog.reject()


def test_a_form_without_choices_has_no_such_button(qtbot: QtBot, session: Session) -> None:
    from station_desk.services.papers.papers import print_form

    dialog = PreviewDialog([print_form(session, "self_report", blank=True)], None, PaperLog(session))
    qtbot.addWidget(dialog)
    assert not hasattr(dialog, "shape_action")
    dialog.reject()
