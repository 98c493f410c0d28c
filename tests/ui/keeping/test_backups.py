"""Backups, restoring, rescue and files open elsewhere, through the widgets a person uses."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import Answering, shown
from tests.ui.stations import add_people

from station_desk.domain.basics.errors import KnownError
from station_desk.services.copies import backups, rescue
from station_desk.services.copies.backups import Reason
from station_desk.services.keeping import files
from station_desk.services.keeping.files import Owner
from station_desk.services.session.session import Session
from station_desk.store.file import identity
from station_desk.ui.core import settings
from station_desk.ui.core.background import Background
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.keeping.rescue import RescueDialog
from station_desk.ui.dialogs.keeping.restore import RestoreDialog
from station_desk.ui.shell.window import MainWindow

CLOCK = FixedClock()


def fail(*_: object, **__: object) -> None:
    """What a service does on a failing disk."""
    raise KnownError("没有备份成：磁盘读写出错", "以前的备份都在", "请检查磁盘")


def reasons(path: Path, folder: Path | None = None) -> list[Reason]:
    return [one.reason for one in backups.listed(path, folder)]


def spoil(path: Path) -> None:
    """Break the table of people: what stands before its pages still reads."""
    content = path.read_bytes()
    size = 4096
    for at in range(size, len(content), size):
        page = content[at : at + size]
        if page[0] == 0x0D and "样例1号".encode() in page and b'{"' not in page:
            path.write_bytes(content[:at] + b"\xff" * size + content[at + size :])
            return
    raise AssertionError("no such page")


class TestBackingUp:
    def test_ctrl_b_makes_a_backup_and_says_where(
        self, opened: MainWindow, session: Session, qtbot: QtBot
    ) -> None:
        answering = Answering("知道了")
        QTest.keyClick(opened, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        (made,) = backups.listed(session.path)
        assert made.reason is Reason.MANUAL
        assert str(made.path) in answering.said[0]

    def test_a_failing_disk_is_told_and_the_window_goes_on(
        self, opened: MainWindow, hub: Hub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(backups, "back_up", fail)
        answering = Answering("知道了")
        opened.vault.back_up()
        assert answering.said == ["没有备份成：磁盘读写出错。\n以前的备份都在。\n请检查磁盘。"]
        assert hub.is_open

    def test_a_changed_file_is_backed_up_when_it_is_closed(
        self, opened: MainWindow, hub: Hub, session: Session
    ) -> None:
        add_people(session, 1)
        hub.replace(None)
        assert reasons(session.path) == [Reason.EXIT]

    def test_a_file_only_looked_at_is_not(self, opened: MainWindow, session: Session) -> None:
        opened.close()
        assert reasons(session.path) == []

    def test_an_hour_of_work_is_backed_up_by_itself(
        self, opened: MainWindow, session: Session, qtbot: QtBot
    ) -> None:
        add_people(session, 1)
        assert opened.vault.keeper._timer.isActive()
        opened.vault.keeper.look()
        qtbot.waitUntil(lambda: reasons(session.path) == [Reason.TIMED])
        add_people(session, 1)
        opened.vault.keeper.look()
        opened.vault.background.finish()
        assert reasons(session.path) == [Reason.TIMED]

    def test_a_backup_that_fails_again_and_again_asks_for_attention_once(
        self, opened: MainWindow, hub: Hub, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        monkeypatch.setattr(backups, "back_up_if_due", fail)
        answering = Answering("知道了")
        said: list[str] = []
        hub.said.connect(said.append)
        opened.vault.keeper.look()
        qtbot.waitUntil(lambda: len(answering.said) == 1)
        opened.vault.keeper.look()
        qtbot.waitUntil(lambda: said == ["没有备份成：磁盘读写出错"])
        assert len(answering.said) == 1

    def test_backups_go_to_the_chosen_folder_from_then_on(
        self, opened: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chosen = tmp_path / "另一块硬盘"
        chosen.mkdir()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen))
        answering = Answering("选一个文件夹…")
        opened.vault.choose_place()
        assert "现在的位置" in answering.said[0]
        add_people(session, 1)
        opened.close()
        assert reasons(session.path, chosen) == [Reason.EXIT]
        assert reasons(session.path) == []
        assert settings.backup_folder(opened._store) == chosen

    def test_work_in_the_background_that_has_a_bug_is_a_bug_for_who_waits(self, window: MainWindow) -> None:
        def wrong() -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            Background(window).wait(wrong, "正在试", window)


class TestRestoring:
    @pytest.fixture
    def earlier(self, opened: MainWindow, session: Session) -> Session:
        """A file with one person more than its backup."""
        backups.back_up(session.path, Reason.MANUAL, clock=CLOCK)
        add_people(session, 2)
        return session

    def test_what_differs_is_shown_and_the_keyboard_restores_it(
        self, opened: MainWindow, hub: Hub, earlier: Session, qtbot: QtBot
    ) -> None:
        opened.vault.restore()
        dialog = shown(RestoreDialog)
        assert dialog.table.model().index(0, 1).data() == "手动备份"
        qtbot.waitUntil(dialog.replace.isEnabled)
        assert dialog.preview.text() == "人员档案：去掉 2 条\n工作人员：去掉 2 条"
        answering = Answering("知道了")
        QTest.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: bool(answering.said) and hub.is_open)
        assert "已经恢复" in answering.said[0]
        assert hub.session.path == earlier.path
        assert not hub.session.read_only
        assert Reason.RESTORE in reasons(earlier.path)
        backed_up = next(b for b in backups.listed(earlier.path) if b.reason is Reason.RESTORE)
        told = backups.preview_lines(backups.preview(backed_up.path, earlier.path))
        assert told == ["人员档案：恢复 2 条", "工作人员：恢复 2 条"]

    def test_a_backup_equal_to_the_present_is_not_offered_in_its_place(
        self, opened: MainWindow, session: Session, qtbot: QtBot
    ) -> None:
        backups.back_up(session.path, Reason.MANUAL, clock=CLOCK)
        opened.vault.restore()
        dialog = shown(RestoreDialog)
        qtbot.waitUntil(lambda: "没有变化" in dialog.preview.text())
        assert not dialog.replace.isEnabled()

    def test_a_damaged_backup_is_told_and_not_offered(
        self, opened: MainWindow, earlier: Session, qtbot: QtBot
    ) -> None:
        (backup,) = backups.listed(earlier.path)
        backup.path.write_bytes(backup.path.read_bytes()[:5000])
        opened.vault.restore()
        dialog = shown(RestoreDialog)
        qtbot.waitUntil(lambda: "已损坏" in dialog.preview.text())
        assert not dialog.replace.isEnabled()

    def test_the_backup_of_another_station_of_the_same_name_is_not_put_in_its_place(
        self, opened: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        (tmp_path / "b").mkdir()
        other = files.create_station(
            tmp_path / "b" / session.path.name, name="远山镇司法所", county="示例县", clock=CLOCK
        )
        settings.remember_backup_folder(opened._store, tmp_path / "c")
        made = backups.back_up(other.path, Reason.MANUAL, clock=CLOCK, folder=tmp_path / "c")
        other.close()
        # Named as before the names told whose they are; those named since are not even offered.
        made.path.rename(made.path.with_name(made.path.name.replace(f"-{made.lineage}-", "-")))
        opened.vault.restore()
        dialog = shown(RestoreDialog)
        qtbot.waitUntil(lambda: "另一个司法所文件" in dialog.preview.text())
        assert not dialog.replace.isEnabled()

    def test_a_new_file_is_made_beside_and_opened(
        self,
        opened: MainWindow,
        hub: Hub,
        earlier: Session,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        target = tmp_path / "恢复.station"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
        answering = Answering("知道了")
        opened.vault.restore()
        QTest.mouseClick(shown(RestoreDialog).new_file, Qt.MouseButton.LeftButton)
        assert len(answering.said) == 1
        assert hub.session.path == target
        assert earlier.path.exists()

    def test_an_existing_file_is_never_overwritten_by_a_new_one(
        self, opened: MainWindow, hub: Hub, earlier: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(earlier.path), ""))
        answering = Answering("知道了")
        opened.vault.restore()
        QTest.mouseClick(shown(RestoreDialog).new_file, Qt.MouseButton.LeftButton)
        assert "已经存在" in answering.said[0]
        assert hub.session is earlier

    def test_a_failed_restore_leaves_the_file_open_as_it_was(
        self, opened: MainWindow, hub: Hub, earlier: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened.vault.restore()
        dialog = shown(RestoreDialog)
        qtbot.waitUntil(dialog.replace.isEnabled)
        monkeypatch.setattr(backups, "restore", fail)
        answering = Answering("知道了")
        QTest.mouseClick(dialog.replace, Qt.MouseButton.LeftButton)
        assert len(answering.said) == 1
        assert hub.session.path == earlier.path
        assert not hub.session.read_only


class TestDamage:
    @pytest.fixture
    def spoilt(self, window: MainWindow, session: Session) -> Path:
        """A file with a lost page and a whole backup."""
        add_people(session, 3)
        backups.back_up(session.path, Reason.MANUAL, clock=CLOCK)
        session.close()
        spoil(session.path)
        return session.path

    def test_a_damaged_file_offers_its_backups_and_restores_one(
        self, window: MainWindow, hub: Hub, spoilt: Path, qtbot: QtBot
    ) -> None:
        window.files.open_path(spoilt)
        dialog = shown(RescueDialog)
        assert dialog.table.model().rowCount() == 1
        answering = Answering("知道了")
        qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: hub.is_open)
        assert "damaged" in answering.said[0]
        assert hub.session.path == spoilt

    def test_what_reads_is_saved_and_what_does_not_is_told(
        self, window: MainWindow, hub: Hub, spoilt: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        target = spoilt.with_name("抢救.station")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
        before = spoilt.read_bytes()
        window.files.open_path(spoilt)
        answering = Answering("知道了")
        dialog = shown(RescueDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: hub.is_open)
        assert "工作人员：救出" in answering.said[0]
        assert "可能不全" in answering.said[0]
        assert hub.session.path == target
        assert spoilt.read_bytes() == before

    def test_a_file_that_is_none_is_only_told_about(
        self, window: MainWindow, hub: Hub, tmp_path: Path
    ) -> None:
        picture = tmp_path / "照片.station"
        picture.write_bytes(b"\x89PNG" + bytes(9000))
        answering = Answering("知道了")
        window.files.open_path(picture)
        assert "不是司法所工作台的文件" in answering.said[0]
        assert not hub.is_open

    def test_a_file_that_vanished_is_offered_from_its_backups(
        self, window: MainWindow, session: Session
    ) -> None:
        backups.back_up(session.path, Reason.MANUAL, clock=CLOCK)
        session.close()
        session.path.unlink()
        window.files.open_path(session.path)
        dialog = shown(RescueDialog)
        assert not dialog.salvage.isEnabled()
        assert dialog.table.model().rowCount() == 1

    def test_damage_found_after_opening_a_large_file_leads_to_its_backups(
        self, window: MainWindow, hub: Hub, session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        monkeypatch.setattr(identity, "CHECKED_ON_OPENING", 0)
        monkeypatch.setattr(rescue.LargeFileCheck, "run", lambda _: ["row 3 missing from index"])
        backups.back_up(session.path, Reason.MANUAL, clock=CLOCK)
        answering = Answering("现在处理")
        hub.replace(session)
        qtbot.waitUntil(lambda: not hub.is_open)
        assert "损坏" in answering.said[0]
        assert shown(RescueDialog).table.model().rowCount() == 1

    def test_the_check_of_a_large_file_finds_what_opening_passed_over(
        self, spoilt: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(identity, "CHECKED_ON_OPENING", 0)
        opened = files.open_station(spoilt, clock=CLOCK)
        assert rescue.LargeFileCheck(opened).run()
        opened.close()

    def test_a_whole_large_file_is_told_to_be_whole(
        self, window: MainWindow, hub: Hub, session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        monkeypatch.setattr(identity, "CHECKED_ON_OPENING", 0)
        said: list[str] = []
        hub.said.connect(said.append)
        hub.replace(session)
        qtbot.waitUntil(lambda: said == ["文件结构检查完毕，没有发现损坏"])

    def test_a_check_gives_way_to_a_write(self, session: Session) -> None:
        check = rescue.LargeFileCheck(session)
        session.file.writing = True
        check.stop()
        assert check.run() is None
        session.file.writing = False
        assert rescue.LargeFileCheck(session).run() == []
        session.close()

    def test_closing_a_file_ends_its_check(
        self, window: MainWindow, hub: Hub, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(identity, "CHECKED_ON_OPENING", 0)
        session.file.writing = True
        hub.replace(session)
        hub.replace(None)
        assert window.vault.keeper._check is None


class TestOpenElsewhere:
    def answer(self, *texts: str) -> list[QMessageBox]:
        """Press these buttons of the boxes that will open, one after the other."""
        seen: list[QMessageBox] = []
        timer = QTimer(QApplication.instance())

        def look() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QMessageBox) and box not in seen:
                seen.append(box)
                (button,) = [each for each in box.buttons() if each.text() == texts[len(seen) - 1]]
                if len(seen) == len(texts):
                    timer.stop()
                button.click()

        timer.timeout.connect(look)
        timer.start(5)
        return seen

    def hold(self, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
        owner = Owner("小王", host, "2026-11-22T08:30", "x")
        monkeypatch.setattr(files, "holder_of", lambda _: owner)

    def test_who_where_and_since_when_is_told_and_reading_is_the_default(
        self, window: MainWindow, hub: Hub, session: Session
    ) -> None:
        boxes = self.answer("只读查看")
        window.files.open_path(session.path)
        (box,) = boxes
        assert box.defaultButton().text() == "只读查看"
        assert "接管…" not in [each.text() for each in box.buttons()]
        assert "打开（2026年11月22日" in box.informativeText()
        assert hub.session.read_only
        assert "只能查看" in window._banner_text.text()
        hub.replace(None)
        session.close()

    def test_a_lock_of_another_computer_can_be_taken_over_after_a_second_question(
        self, window: MainWindow, hub: Hub, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.hold(monkeypatch, "SFS-2")
        boxes = self.answer("接管…", "已经确认，接管")
        window.files.open_path(session.path)
        assert "SFS-2" in boxes[0].informativeText()
        assert boxes[1].defaultButton().text() == "不接管"
        assert not hub.session.read_only
        session.close()

    @pytest.mark.parametrize("buttons", [("取消",), ("接管…", "不接管")])
    def test_giving_up_leaves_everything_alone(
        self,
        window: MainWindow,
        hub: Hub,
        session: Session,
        monkeypatch: pytest.MonkeyPatch,
        buttons: tuple[str, ...],
    ) -> None:
        self.hold(monkeypatch, "SFS-2")
        self.answer(*buttons)
        window.files.open_path(session.path)
        assert not hub.is_open
        add_people(session, 1)
        session.close()

    def test_a_file_that_nobody_holds_says_so(self, session: Session) -> None:
        held = files.holder_of(session.path)
        assert held is not None
        assert not held.elsewhere
        session.close()
        assert files.holder_of(session.path) is None
        assert not list(session.path.parent.glob(".*.lock"))
