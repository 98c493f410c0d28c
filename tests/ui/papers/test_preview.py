"""Looking at papers before they are printed or saved, and making the whole submission pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.stations import add_people, new_station

from station_desk.domain.basics.errors import KnownError
from station_desk.services.papers import papers, submission
from station_desk.services.papers.imposition import WORDS, Sides, on_sides
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers.preview import PreviewDialog
from station_desk.ui.look import style
from station_desk.ui.papers import printer
from station_desk.ui.papers.printer import print_pages
from station_desk.ui.papers.saving import save_all, save_paper
from station_desk.ui.papers.steps import StepRun
from station_desk.ui.papers.view import FitMode
from station_desk.ui.scoring import pack
from station_desk.ui.scoring.pack_buttons import PackButtons
from station_desk.ui.scoring.unready import UnreadyDialog


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = new_station(tmp_path)
    add_people(opened, 2)
    yield opened
    opened.close()


@pytest.fixture
def made(session: Session) -> list[Paper]:
    return [papers.print_form(session, form) for form in ("application", "roster")]


@pytest.fixture
def dialog(qapp: QApplication, qtbot: QtBot, session: Session, made: list[Paper]) -> Iterator[PreviewDialog]:
    style.install(qapp, style.TextSize.STANDARD)
    shown = PreviewDialog(made, None, PaperLog(session))
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    shown.close()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the user was told in message boxes."""
    texts: list[str] = []
    monkeypatch.setattr(messages, "show_known", lambda _, error: texts.append(str(error)))
    monkeypatch.setattr(messages, "inform", lambda _, title, text, detail="": texts.append(text))
    return texts


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def choose_folder(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))


class TestReading:
    def test_every_paper_can_be_looked_through_to_its_last_page(
        self, qtbot: QtBot, dialog: PreviewDialog, made: list[Paper]
    ) -> None:
        assert dialog.list.count() == 2
        assert dialog.document.pageCount() == made[0].pages > 1
        assert dialog.place.text() == f"第 1 页，共 {made[0].pages} 页"

        dialog.strip.setCurrentIndex(dialog.strip.pages.index(made[0].pages - 1))
        qtbot.waitUntil(lambda: f"第 {made[0].pages} 页" in dialog.place.text())

        dialog.list.setCurrentRow(1)
        assert dialog.document.pageCount() == made[1].pages
        assert "花名册" in dialog.windowTitle()

    def test_page_pictures_upright_and_across_are_all_seen_whole(
        self, qtbot: QtBot, dialog: PreviewDialog, session: Session
    ) -> None:
        """The list asks the first picture alone how large they all are."""
        bundle = papers.at_once(submission.one_file_steps(session))
        dialog._open(bundle)
        pages = dialog.strip.pages
        pictures = [pages.index(row).data(Qt.ItemDataRole.DecorationRole) for row in range(bundle.pages)]
        shapes = {is_landscape(page) for page in PdfReader(BytesIO(bundle.pdf)).pages}
        assert shapes == {True, False} and len({(one.width(), one.height()) for one in pictures}) == 1

    def test_page_pictures_are_drawn_on_white(self, dialog: PreviewDialog) -> None:
        picture = dialog.strip.pages.index(0).data(Qt.ItemDataRole.DecorationRole).toImage()

        corner = picture.pixelColor(4, 4)
        assert (corner.red(), corner.green(), corner.blue(), corner.alpha()) == (255, 255, 255, 255)

    def test_zoom_has_an_end_on_both_sides(self, dialog: PreviewDialog) -> None:
        for _ in range(40):
            dialog.view.zoom(1.2)
        assert dialog.view.zoomFactor() == 4.0
        for _ in range(60):
            dialog.view.zoom(1 / 1.2)
        assert dialog.view.zoomFactor() == 0.25

    @pytest.mark.parametrize("row", [0, 1])
    @pytest.mark.parametrize("fit", [FitMode.FitToWidth, FitMode.FitInView])
    def test_zooming_goes_on_from_what_is_seen(self, dialog: PreviewDialog, row: int, fit: FitMode) -> None:
        """The factor of a fitted view says 1 whatever is shown: larger must not turn out smaller."""
        dialog.list.setCurrentRow(row)
        dialog.view.setZoomMode(fit)
        seen = dialog.view._shown_zoom()
        dialog.view.zoom(1.2)
        assert dialog.view.zoomFactor() == pytest.approx(seen * 1.2)
        assert dialog.view.zoomFactor() != pytest.approx(1.2, abs=0.01)

    def test_the_wheel_zooms_with_ctrl_and_scrolls_without(self, dialog: PreviewDialog) -> None:
        before = dialog.view._shown_zoom()
        turn_wheel(dialog, Qt.KeyboardModifier.ControlModifier, 120)
        assert dialog.view.zoomFactor() == pytest.approx(before * 1.2)
        turn_wheel(dialog, Qt.KeyboardModifier.ControlModifier, -120)
        assert dialog.view.zoomFactor() == pytest.approx(before)
        turn_wheel(dialog, Qt.KeyboardModifier.NoModifier, -120)
        assert dialog.view.zoomFactor() == pytest.approx(before)
        assert dialog.view.verticalScrollBar().value() > 0

    def test_keys_go_to_the_last_page_and_zoom(
        self, qtbot: QtBot, dialog: PreviewDialog, made: list[Paper]
    ) -> None:
        last = made[0].pages
        qtbot.keyClick(dialog, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: f"第 {last} 页，" in dialog.place.text())
        qtbot.keyClick(dialog, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: "第 1 页，" in dialog.place.text())
        before = dialog.view._shown_zoom()
        qtbot.keyClick(dialog, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
        assert dialog.view.zoomFactor() == pytest.approx(before * 1.2)

    def test_what_to_mind_stands_over_the_buttons(
        self, qtbot: QtBot, session: Session, made: list[Paper]
    ) -> None:
        minded = replace(made[0], hints=tuple(f"第 {number} 份：还没有期满" for number in range(1, 6)))
        shown = PreviewDialog([minded, made[1]], None, PaperLog(session))
        qtbot.addWidget(shown)
        assert "第 1 份：还没有期满。" in shown.hints.text() and "另有 2 处" in shown.hints.text()
        shown.list.setCurrentRow(1)
        assert shown.hints.isHidden()


def turn_wheel(dialog: PreviewDialog, keys: Qt.KeyboardModifier, angle: int) -> None:
    place = QPointF(50, 50)
    event = QWheelEvent(
        *(place, place, QPoint(), QPoint(0, angle)),
        *(Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(dialog.view.viewport(), event)


class TestOpening:
    """Looking at a paper in the reader of the computer."""

    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
        urls: list[QUrl] = []

        def take(url: QUrl) -> bool:
            urls.append(url)
            return True

        monkeypatch.setattr(QDesktopServices, "openUrl", take)
        return urls

    def test_it_is_saved_first_and_only_once(
        self, monkeypatch: pytest.MonkeyPatch, dialog: PreviewDialog, opened: list[QUrl], tmp_path: Path
    ) -> None:
        target = tmp_path / "申请表.pdf"
        asked: list[str] = []

        def ask(parent: QWidget, title: str, place: str, kinds: str) -> tuple[str, str]:
            asked.append(place)
            return str(target), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        dialog.open_action.trigger()
        dialog.open_action.trigger()
        assert [Path(url.toLocalFile()) for url in opened] == [target, target]
        assert len(asked) == 1 and asked[0].endswith(dialog._papers[0].file_name)

    def test_without_a_reader_that_is_said_and_the_file_kept(
        self,
        monkeypatch: pytest.MonkeyPatch,
        dialog: PreviewDialog,
        told: list[str],
        tmp_path: Path,
    ) -> None:
        choose_file(monkeypatch, tmp_path / "申请表.pdf")
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
        dialog.open_action.trigger()
        assert "没有能打开 PDF 的阅读器" in told[0] and str(tmp_path / "申请表.pdf") in told[0]
        assert (tmp_path / "申请表.pdf").exists()

    def test_a_change_of_mind_opens_nothing(
        self, monkeypatch: pytest.MonkeyPatch, dialog: PreviewDialog, opened: list[QUrl]
    ) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
        dialog.open_action.trigger()
        assert not opened and dialog.note.text() == "没有保存。"


class TestSaving:
    def test_the_shown_paper_is_saved_whole_with_the_ending_of_pdf_files(
        self, monkeypatch: pytest.MonkeyPatch, dialog: PreviewDialog, made: list[Paper], tmp_path: Path
    ) -> None:
        choose_file(monkeypatch, tmp_path / "申请表")

        dialog.save_action.trigger()

        assert (tmp_path / "申请表.pdf").read_bytes() == made[0].pdf
        assert "已保存到" in dialog.note.text()

    def test_all_papers_are_saved_numbered(
        self, monkeypatch: pytest.MonkeyPatch, dialog: PreviewDialog, made: list[Paper], tmp_path: Path
    ) -> None:
        folder = tmp_path / "材料"
        folder.mkdir()
        choose_folder(monkeypatch, folder)

        dialog.save_all_action.trigger()

        saved = sorted(path.name for path in folder.iterdir())
        assert saved == [f"01-{made[0].file_name}", f"02-{made[1].file_name}"]

    def test_a_place_that_takes_nothing_is_named_and_nothing_is_left_there(
        self,
        monkeypatch: pytest.MonkeyPatch,
        dialog: PreviewDialog,
        told: list[str],
        tmp_path: Path,
    ) -> None:
        choose_file(monkeypatch, tmp_path / "没有这个文件夹" / "申请表.pdf")

        dialog.save_action.trigger()

        assert len(told) == 1
        assert "文件夹不存在" in told[0]
        assert dialog.isVisible()

    def test_a_folder_of_the_same_name_is_left_alone(
        self, session: Session, made: list[Paper], tmp_path: Path
    ) -> None:
        taken = tmp_path / "申请表.pdf"
        taken.mkdir()

        with pytest.raises(KnownError, match="没有保存"):
            save_paper(PaperLog(session), made[0], taken)

        assert [path.name for path in tmp_path.iterdir() if path.suffix in (".pdf", ".tmp")] == ["申请表.pdf"]

    def test_when_one_of_several_cannot_be_saved_none_is(
        self, session: Session, made: list[Paper], tmp_path: Path
    ) -> None:
        (tmp_path / f"02-{made[1].file_name}").mkdir()

        with pytest.raises(KnownError, match=r"等 \d+ 个文件没有保存.*都已收回"):
            save_all(PaperLog(session), made, tmp_path)

        assert [path.name for path in tmp_path.glob("*.pdf")] == [f"02-{made[1].file_name}"]


class TestPrinting:
    @pytest.mark.parametrize(("answer", "saved"), [(0, True), (1, False)])
    def test_without_a_printer_that_is_said_and_saving_offered(
        self,
        monkeypatch: pytest.MonkeyPatch,
        dialog: PreviewDialog,
        tmp_path: Path,
        answer: int,
        saved: bool,
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: [])

        def choose(parent: QWidget, text: str, detail: str, choices: Sequence[str]) -> int:
            asked.append(text)
            return answer

        monkeypatch.setattr(messages, "choose", choose)
        choose_file(monkeypatch, tmp_path / "申请表.pdf")

        dialog.print_action.trigger()

        assert len(asked) == 1 and "没有可用的打印机" in asked[0]
        assert (tmp_path / "申请表.pdf").exists() == saved

    def test_papers_are_printed_page_by_page_in_their_own_direction(
        self, qapp: QApplication, made: list[Paper], tmp_path: Path
    ) -> None:
        target = to_file(tmp_path / "印出.pdf")

        steps = list(print_pages(target, made))

        printed = PdfReader(tmp_path / "印出.pdf").pages
        source = [page for paper in made for page in PdfReader(BytesIO(paper.pdf)).pages]
        assert len(printed) == len(source) == len(steps)
        for there, here in zip(printed, source, strict=True):
            assert is_landscape(there) == is_landscape(here)
            assert abs(float(there.mediabox.width) - float(here.mediabox.width)) < 2

    def test_only_the_chosen_pages_are_printed_across_papers(
        self, qapp: QApplication, made: list[Paper], tmp_path: Path
    ) -> None:
        target = to_file(tmp_path / "印出.pdf")
        target.setPrintRange(QPrinter.PrintRange.PageRange)
        target.setFromTo(made[0].pages, made[0].pages + 1)

        list(print_pages(target, made))

        printed = PdfReader(tmp_path / "印出.pdf").pages
        assert [is_landscape(page) for page in printed] == [False, True]

    def test_the_print_button_sends_the_paper_and_says_so(
        self, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, dialog: PreviewDialog, tmp_path: Path
    ) -> None:
        target = to_file(tmp_path / "印出.pdf")
        monkeypatch.setattr(printer, "choose_printer", lambda *_: target)

        dialog.list.setCurrentRow(1)
        dialog.print_action.trigger()

        qtbot.waitUntil(lambda: dialog.note.text() == "已送到打印机。")
        assert len(PdfReader(tmp_path / "印出.pdf").pages) == 1

    @pytest.mark.parametrize("sides", list(WORDS))
    def test_the_choice_of_sides_by_keyboard_reaches_printer_and_paper(
        self,
        monkeypatch: pytest.MonkeyPatch,
        qtbot: QtBot,
        dialog: PreviewDialog,
        tmp_path: Path,
        sides: Sides,
    ) -> None:
        asked_for: list[QPrinter.DuplexMode] = []

        def accept(asked: QPrintDialog) -> int:
            target = asked.printer()
            target.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            target.setOutputFileName(str(tmp_path / "印出.pdf"))
            return QDialog.DialogCode.Accepted

        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["办公室"])
        monkeypatch.setattr(QPrintDialog, "exec", accept)
        # What a printer cannot do it forgets at once, so it is asked for what it was told.
        monkeypatch.setattr(QPrinter, "setDuplex", lambda _, mode: asked_for.append(mode))
        assert dialog.sides.focusPolicy() & Qt.FocusPolicy.TabFocus
        dialog.list.setCurrentRow(0)
        for _ in range(list(WORDS).index(sides)):
            qtbot.keyClick(dialog.sides, Qt.Key.Key_Down)
        paper = on_sides(dialog._paper, sides)
        dialog.print_action.trigger()
        qtbot.waitUntil(lambda: dialog.note.text() == "已送到打印机。")
        told = printer._DUPLEX[sides]
        assert asked_for == ([told] if sides == "single" else [told, told]), "once more to the printer chosen"
        sent = PdfReader(tmp_path / "印出.pdf").pages
        expected = PdfReader(BytesIO(paper.pdf)).pages
        assert [is_landscape(page) for page in sent] == [is_landscape(page) for page in expected]
        assert [letters(page) for page in sent] == [letters(page) for page in expected]

    @pytest.mark.parametrize("answer", [0, 1])
    def test_a_printer_that_cannot_turn_sheets_is_told_of_before_paper_is_spent(
        self,
        monkeypatch: pytest.MonkeyPatch,
        qtbot: QtBot,
        dialog: PreviewDialog,
        tmp_path: Path,
        answer: int,
    ) -> None:
        asked: list[str] = []
        target = to_file(tmp_path / "印出.pdf")
        monkeypatch.setattr(printer, "choose_printer", lambda *_: target)
        monkeypatch.setattr(QPrinter, "outputFormat", lambda _: QPrinter.OutputFormat.NativeFormat)
        monkeypatch.setattr(QPrinter, "duplex", lambda _: QPrinter.DuplexMode.DuplexNone)

        def choose(parent: QWidget, text: str, detail: str, choices: Sequence[str]) -> int:
            asked.append(text)
            return answer

        monkeypatch.setattr(messages, "choose", choose)
        dialog.sides.setCurrentIndex(list(WORDS).index("duplex"))
        dialog.print_action.trigger()
        told = "没有打印。" if answer else "已送到打印机。"
        qtbot.waitUntil(lambda: dialog.note.text() == told)
        assert len(asked) == 1 and "不能自动双面" in asked[0]

    def test_every_choice_of_sides_is_seen_when_the_list_is_open(
        self, qtbot: QtBot, dialog: PreviewDialog
    ) -> None:
        dialog.sides.showPopup()
        entries = dialog.sides.view()
        with qtbot.waitExposed(entries.window()):
            pass
        height = sum(entries.sizeHintForRow(row) for row in range(dialog.sides.count()))
        assert entries.viewport().height() >= height
        dialog.sides.hidePopup()

    def test_only_papers_that_went_out_are_told_of(
        self, qapp: QApplication, made: list[Paper], tmp_path: Path
    ) -> None:
        sent: list[Paper] = []
        run = print_pages(to_file(tmp_path / "印出.pdf"), made, sent.append)
        assert not sent
        for _ in range(made[0].pages):
            next(run)
        assert sent == [made[0]]
        next(run)
        assert sent == made
        run.close()

    def test_a_dead_printer_is_not_logged(
        self, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, made: list[Paper], tmp_path: Path
    ) -> None:
        sent: list[Paper] = []
        monkeypatch.setattr(QPainter, "begin", lambda *_: False)
        with pytest.raises(KnownError, match="打印机没有响应"):
            list(print_pages(to_file(tmp_path / "印出.pdf"), made, sent.append))
        assert not sent


def to_file(path: Path) -> QPrinter:
    """A printer whose paper is a PDF file."""
    target = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    target.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target.setOutputFileName(str(path))
    return target


def letters(page: PageObject) -> str:
    return "".join(page.extract_text().split())


def is_landscape(page: object) -> bool:
    box = page.mediabox  # type: ignore[attr-defined]
    return bool(box.width > box.height)


class TestPack:
    @pytest.fixture
    def owner(self, qtbot: QtBot) -> QWidget:
        widget = QWidget()
        qtbot.addWidget(widget)
        return widget

    @pytest.fixture
    def actions(self, owner: QWidget, session: Session) -> PackButtons:
        hub = Hub()
        hub.replace(session)
        return PackButtons(hub, owner, lambda _: None)

    @pytest.fixture(autouse=True)
    def ready(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The pack lacks nothing."""
        monkeypatch.setattr(pack, "missing", lambda _: ())

    def test_the_pack_is_made_paper_by_paper_and_shown(
        self, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, actions: PackButtons, session: Session
    ) -> None:
        shown: list[list[Paper]] = []
        monkeypatch.setattr(pack, "show_papers", lambda _, made, log: shown.append(made))

        actions.preview.click()
        assert not actions.preview.isEnabled()

        qtbot.waitUntil(lambda: bool(shown), timeout=60_000)
        assert [paper.form for paper in shown[0]] == list(submission.PACK)
        assert actions.preview.isEnabled()

    def test_the_pack_is_shown_as_one_file(
        self, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, actions: PackButtons
    ) -> None:
        shown: list[list[Paper]] = []
        monkeypatch.setattr(pack, "show_papers", lambda _, made, log: shown.append(made))
        monkeypatch.setattr(messages, "choose", lambda *_: 0)

        actions.export.click()

        qtbot.waitUntil(lambda: bool(shown), timeout=60_000)
        assert [paper.parts for paper in shown[0]] == [submission.PACK]
        assert actions.export.isEnabled()

    def test_the_pack_is_written_to_a_folder(
        self,
        monkeypatch: pytest.MonkeyPatch,
        qtbot: QtBot,
        actions: PackButtons,
        told: list[str],
        tmp_path: Path,
    ) -> None:
        folder = tmp_path / "材料"
        folder.mkdir()
        choose_folder(monkeypatch, folder)
        monkeypatch.setattr(messages, "choose", lambda *_: 1)

        actions.export.click()

        qtbot.waitUntil(lambda: bool(told), timeout=60_000)
        assert f"已保存 {len(submission.PACK)} 份材料" in told[0]
        assert len(list(folder.glob("*.pdf"))) == len(submission.PACK)

    def test_stopping_half_way_shows_nothing_and_leaves_the_buttons_usable(
        self, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, actions: PackButtons, owner: QWidget
    ) -> None:
        shown: list[list[Paper]] = []
        monkeypatch.setattr(pack, "show_papers", lambda _, made, log: shown.append(made))

        actions.preview.click()
        (run,) = owner.findChildren(StepRun)
        (stop,) = run.dialog.findChildren(QPushButton)
        with qtbot.waitSignal(run.stopped):
            stop.click()

        assert actions.preview.isEnabled()
        assert not shown

    def test_a_paper_that_cannot_be_made_is_told_and_ends_the_run(
        self,
        monkeypatch: pytest.MonkeyPatch,
        qtbot: QtBot,
        actions: PackButtons,
        told: list[str],
    ) -> None:
        def refuse(*_: object, **__: object) -> Paper:
            raise KnownError("有一个字打不出来")

        monkeypatch.setattr(papers, "print_form", refuse)

        actions.preview.click()

        qtbot.waitUntil(lambda: bool(told))
        assert told == ["有一个字打不出来。"]
        assert actions.preview.isEnabled()


class TestUnready:
    """A pack that cannot be handed in yet says what it lacks before it is shown."""

    @pytest.fixture
    def hub(self, session: Session) -> Hub:
        hub = Hub()
        hub.replace(session)
        return hub

    def test_it_lists_what_is_missing_and_leads_there(
        self, qtbot: QtBot, hub: Hub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        owner = QWidget()
        qtbot.addWidget(owner)
        places: list[str] = []
        shown: list[list[Paper]] = []
        monkeypatch.setattr(pack, "show_papers", lambda _, made, log: shown.append(made))
        buttons = PackButtons(hub, owner, places.append)

        with (
            at_dialog(lambda dialog: choose_line(dialog, "没有登记六室一站")),
            qtbot.waitSignal(hub.go_to) as to,
        ):
            buttons.preview.click()
        assert to.args is not None and to.args[0].kind.key == "premises"

        with at_dialog(lambda dialog: choose_line(dialog, "还有 56 格没有打分")):
            buttons.preview.click()
        assert places == ["A1"]
        assert shown == []

    def test_it_is_printed_on_purpose_all_the_same(
        self, qtbot: QtBot, hub: Hub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        owner = QWidget()
        qtbot.addWidget(owner)
        shown: list[list[Paper]] = []
        monkeypatch.setattr(pack, "show_papers", lambda _, made, log: shown.append(made))
        buttons = PackButtons(hub, owner, lambda _: None)
        with at_dialog(lambda dialog: dialog.back.click()):
            buttons.preview.click()
        assert buttons.preview.isEnabled()
        with at_dialog(lambda dialog: dialog.go_on.click()):
            buttons.preview.click()
        qtbot.waitUntil(lambda: bool(shown), timeout=60_000)
        assert len(shown[0]) == len(submission.PACK)


@contextmanager
def at_dialog(act: Callable[[UnreadyDialog], None]) -> Iterator[None]:
    """Does something with the list of what is missing as soon as it is open."""
    timer = QTimer()
    timer.setInterval(10)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, UnreadyDialog):
            timer.stop()
            act(dialog)

    timer.timeout.connect(look)
    timer.start()
    yield
    assert not timer.isActive(), "the list never opened"


def choose_line(dialog: UnreadyDialog, text: str) -> None:
    """Go down to a line and press Enter."""
    for _ in range(dialog.list.count()):
        if dialog.list.currentItem().text().startswith(text):
            break
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
