"""The print log in the window: what left the program, and printing it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.stations import add_people, new_station

from station_desk.domain.keeping.prints import Output
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers import print_log
from station_desk.ui.dialogs.papers.print_log import PrintLogDialog


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = new_station(tmp_path)
    add_people(opened, 2)
    yield opened
    opened.close()


@pytest.fixture
def hub(session: Session) -> Hub:
    made = Hub()
    made.replace(session)
    return made


def log(session: Session, form: str, output: Output) -> Paper:
    paper = papers.print_form(session, form)
    out = PaperLog(session)
    if output == "printed":
        out.print(paper)
    else:
        out.save(paper, session.path.with_name(paper.file_name))
    return paper


def test_an_empty_log_says_so(qtbot: QtBot, hub: Hub) -> None:
    dialog = PrintLogDialog(hub)
    qtbot.addWidget(dialog)
    assert not dialog.empty.isHidden() and dialog.table.isHidden()
    assert not dialog.again.isEnabled()


def test_the_newest_paper_stands_first_with_its_digest(qtbot: QtBot, hub: Hub, session: Session) -> None:
    log(session, "application", "saved")
    paper = log(session, "roster", "printed")
    dialog = PrintLogDialog(hub)
    qtbot.addWidget(dialog)
    newest, before = dialog.table.texts()
    assert newest[2:] == (paper.title, paper.edition, "打印", "", str(paper.pages), paper.digest[:8])
    assert before[4] == "存为文件"


@pytest.mark.parametrize(("more_people", "words"), [(0, "完全一样"), (1, "不一样")])
def test_printing_again_says_whether_it_is_the_same(
    qtbot: QtBot,
    hub: Hub,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    more_people: int,
    words: str,
) -> None:
    paper = log(session, "roster", "printed")
    add_people(session, more_people)
    told: list[str] = []
    shown: list[Paper] = []
    monkeypatch.setattr(messages, "inform", lambda _, title, text, detail="": told.append(detail))
    monkeypatch.setattr(print_log, "show_papers", lambda parent, made, log: shown.extend(made))
    dialog = PrintLogDialog(hub)
    qtbot.addWidget(dialog)
    dialog.table.selectRow(0)
    dialog.again.click()
    qtbot.waitUntil(lambda: bool(shown))
    assert words in told[0]
    assert (shown[0].pdf == paper.pdf) == (more_people == 0)
