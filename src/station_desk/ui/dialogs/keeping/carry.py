"""Carrying the file on a USB stick and back: where the stick is, what is being done, and when it may be pulled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.basics.errors import KnownError, LockedFileError
from station_desk.domain.basics.progress import StoppedError, Tell
from station_desk.services.keeping import carrying
from station_desk.services.keeping.carrying import Carried, Kinship
from station_desk.ui.core.answers import Direction
from station_desk.ui.core.background import Background, Job, WorkProgress
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.look import style

_LETTERS = 38
"""Width in Chinese letters."""

Work = Callable[[Path, Tell], Carried]
"""Carries to or from a folder, telling in Chinese what is being done and ending when it is stopped; another thread."""


_TITLES = {Direction.OUT: "带走（写到U盘）", Direction.IN: "带回（从U盘取回）"}
_STARTS = {Direction.OUT: "写到U盘(&W)", Direction.IN: "从U盘取回(&G)"}
_EXPLAINED = {
    Direction.OUT: (
        "把“{name}”做一份核对过的副本写到U盘。本机的文件不变，可以接着用。\n"
        "① 插好U盘。\n② 选U盘上的文件夹。\n③ 按“写到U盘”，看到“现在可以拔出U盘”以后再拔。"
    ),
    Direction.IN: (
        "把U盘上改过的“{name}”取回本机。取回以前先把本机现在的文件备份一份。\n"
        "① 插好U盘。\n② 选U盘上的文件夹。\n③ 按“从U盘取回”，取回以后接着用本机的文件。"
    ),
}


class CarryDialog(Dialog):
    """Asks for the stick, carries, and tells the outcome.

    ``starting`` and ``ended`` (with the outcome, None when it failed) frame the work; ``turned``: the user wants the
    other direction instead; ``wants_key``: the user has the password of a file on the stick (its path).
    """

    starting = Signal()
    ended = Signal(object)
    turned = Signal()
    wants_key = Signal(object)

    def __init__(
        self,
        direction: Direction,
        local: Path,
        stick: Path | None,
        work: Work,
        background: Background,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._direction = direction
        self._work = work
        self._background = background
        self._busy = False
        self._underway = WorkProgress(self)
        self._locked: Path | None = None
        self.setWindowTitle(_TITLES[direction])
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * _LETTERS)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(10)
        box.addWidget(plain_label(_TITLES[direction], "title"))
        box.addWidget(plain_label(_EXPLAINED[direction].format(name=local.name), "", wrap=True))
        box.addLayout(self._place_row(stick))
        box.addWidget(self._progress())
        box.addWidget(self._result())
        box.addStretch(1)
        box.addLayout(self._buttons())
        (self.start if stick else self.browse).setFocus()

    @called_by_qt(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the wrapped texts need."""
        super().showEvent(event)
        self._fit()

    @called_by_qt(None)
    def reject(self) -> None:
        """Close, but never in the middle of the work; until then it can be stopped."""
        if not self._busy:
            super().reject()

    def carry(self) -> None:
        """Begin."""
        typed = self.place.text().strip()
        if not typed:
            self._show("还没有选U盘上的文件夹", "请插好U盘，再按“选择…”选一个文件夹。", "warning")
            return
        folder, underway = Path(typed), WorkProgress(self)
        underway.told.connect(self.stage.setText, Qt.ConnectionType.QueuedConnection)
        self._underway = underway
        self.starting.emit()
        self._set_busy(True)
        self._background.start(lambda: self._work(folder, underway.tell), self._on_ended)

    def _stop(self) -> None:
        self._underway.stop()
        self.stop.setEnabled(False)
        self.stop.setText("正在停下来")

    def _on_ended(self, job: Job) -> None:
        self._set_busy(False)
        try:
            outcome: Carried = job.outcome()
        except StoppedError as error:
            self._show(error.message, f"{error.kept}。现在可以拔出U盘。", "warning")
            self.ended.emit(None)
            return
        except KnownError as error:
            headline, *rest = error.sentences
            advice = "在解决以前请不要拔出U盘。" if self._direction is Direction.OUT else ""
            locked = error.path if isinstance(error, LockedFileError) else ""
            self._locked = Path(locked) if locked else None
            if self._locked is not None:
                advice = "在弄清以前两边都不会改动。"
            self._show(headline, "".join(rest) + advice, "problem")
            self.unlock.setVisible(self._locked is not None)
            if self._locked is not None:
                self.unlock.setFocus()
            self.ended.emit(None)
            return
        self._tell(outcome)
        self.ended.emit(outcome)

    def _tell(self, outcome: Carried) -> None:
        out = self._direction is Direction.OUT
        text = (carrying.check_out_message if out else carrying.check_in_message)(outcome)
        if carrying.refused(outcome):
            self._show(_REFUSED[outcome.kinship], text, "warning")
            self._offer_what_is_safe(outcome.kinship is (Kinship.NEWER if out else Kinship.OLDER))
            return
        self._show("现在可以拔出U盘" if out else _fetched(outcome), text, "good")
        self.start.hide()
        style.set_role(self.close_button, "primary")
        self.close_button.setDefault(True)
        self.close_button.setFocus()

    def _offer_what_is_safe(self, other_way: bool) -> None:
        """The other direction where that loses nothing; else another folder may be tried."""
        self.turn.setVisible(other_way)
        self.start.setHidden(other_way)
        style.set_role(self.start, "")
        (self.turn if other_way else self.close_button).setFocus()

    def _place_row(self, stick: Path | None) -> QVBoxLayout:
        self.place = QLineEdit(QDir.toNativeSeparators(str(stick)) if stick else "")
        self.place.setObjectName("stick")
        self.place.setAccessibleName("U盘上的文件夹")
        label = plain_label("U盘上的文件夹")
        label.setBuddy(self.place)
        self.browse = button("选择(&B)…", "browse", self._browse)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(label)
        box.addLayout(row)
        return box

    def _progress(self) -> QWidget:
        self._working = QWidget()
        box = QVBoxLayout(self._working)
        box.setContentsMargins(0, 4, 0, 0)
        box.addWidget(plain_label("请不要拔出U盘", "warning"))
        self.stage = plain_label("正在准备", wrap=True)
        self.stage.setObjectName("stage")
        box.addWidget(self.stage)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName("进度")
        self.stop = button("停止(&S)", "stop", self._stop)
        row = QHBoxLayout()
        row.addWidget(bar, 1)
        row.addWidget(self.stop)
        box.addLayout(row)
        self._working.hide()
        return self._working

    def _result(self) -> QWidget:
        self._told = QFrame()
        style.set_role(self._told, "panel")
        box = QVBoxLayout(self._told)
        box.setContentsMargins(16, 12, 16, 12)
        self.headline = plain_label("", wrap=True)
        self.headline.setObjectName("headline")
        self.detail: QLabel = plain_label("", wrap=True)
        self.detail.setObjectName("detail")
        box.addWidget(self.headline)
        box.addWidget(self.detail)
        self._told.hide()
        return self._told

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.close_button = button("关闭", "close", self.reject)
        other = Direction.IN if self._direction is Direction.OUT else Direction.OUT
        self.turn = button(f"改为{_STARTS[other]}", "turn", self._turn, "primary")
        self.turn.hide()
        self.start = button(_STARTS[self._direction], "start", self.carry, "primary")
        self.unlock = button("输入U盘上的密码(&P)…", "unlock", self._ask_for_key, "primary")
        self.unlock.hide()
        for one in (self.close_button, self.unlock, self.turn, self.start):
            row.addWidget(one)
        return row

    def _ask_for_key(self) -> None:
        if self._locked is not None:
            self.wants_key.emit(self._locked)

    def _turn(self) -> None:
        self.reject()
        self.turned.emit()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择U盘上的文件夹", self.place.text())
        if chosen:
            self.place.setText(QDir.toNativeSeparators(chosen))
            self.start.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for each in (self.place, self.browse, self.start, self.close_button):
            each.setEnabled(not busy)
        self.stop.setEnabled(busy)
        self.stop.setText("停止(&S)")
        self.stage.setText("正在准备")
        self.turn.hide()
        self.unlock.hide()
        self._told.hide()
        self._working.setVisible(busy)
        self._fit()

    def _show(self, headline: str, detail: str, role: str) -> None:
        style.set_role(self.headline, f"{role}_head")
        self.headline.setText(headline)
        self.detail.setText(detail)
        self._told.show()
        self._fit()

    def _fit(self) -> None:
        """Be as high as the wrapped texts need."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), self.minimumWidth())
            needed = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
            self.resize(width, max(self.height(), needed))


_REFUSED: dict[Kinship | None, str] = {
    Kinship.NEWER: "U盘上的比本机新",
    Kinship.OLDER: "U盘上的比本机旧",
    Kinship.FORKED: "两边都改过",
    Kinship.UNRELATED: "U盘上的不是这个所的文件",
}


def _fetched(outcome: Carried) -> str:
    return "已经取回" if outcome.written is not None else "两边相同，不用取回"
