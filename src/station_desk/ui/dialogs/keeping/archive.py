"""Making a year archive: which year, where to, and whether its finished business leaves the file; the register."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.basics.errors import KnownError
from station_desk.services.keeping import archiving, files
from station_desk.services.session.session import Session
from station_desk.ui.core.background import Background, Job
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.keeping.backup_table import fit_dialog
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.look import style

_LINES = 32
_EXPLAINED = (
    "把已经结束的一年做成年度档案：整个文件另存一份，读回来核对无误，以后只能查看和打印。"
    "未成年人的矫正记录和已封存的内容不进档案，留在工作文件里。"
)
_NOTHING = "还没有已经结束的年度可以归档。"


class ArchiveDialog(Dialog):
    """Asks for the ``year``, the ``target`` and whether its business ``moves`` out, and shows what that would do.

    ``open_again`` opens the file a second time, so that another thread can count while the window stays alive.
    """

    def __init__(
        self, session: Session, open_again: Callable[[], Session], background: Background, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._open_again = open_again
        self._background = background
        self._folder = session.path.parent
        self._closed = False
        self.setWindowTitle("年度归档")
        self.years = StillComboBox()
        self.years.setAccessibleName("归档年度")
        for year in archiving.years(session):
            self.years.addItem(f"{year} 年", year)
        self.place = QLineEdit()
        self.place.setObjectName("place")
        self.place.setAccessibleName("档案存为")
        self.move_out = QCheckBox("核对无误以后，把这一年及以前办结的业务从文件里转出，让文件变小(&M)")
        self.move_out.setObjectName("moveOut")
        self.why_not = plain_label("", "muted", wrap=True)
        self.preview = plain_label("", "muted", wrap=True)
        self.preview.setObjectName("preview")
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.setObjectName("problem")
        self.problem.hide()
        self._arrange()
        self.years.currentIndexChanged.connect(self._on_year)
        self.move_out.toggled.connect(self._look)
        self._on_year()
        self.years.setFocus()

    @property
    def year(self) -> int:
        """The year chosen."""
        return int(self.years.currentData() or 0)

    @property
    def target(self) -> Path:
        """The file chosen."""
        return files.with_suffix(Path(self.place.text().strip()))

    @property
    def moves(self) -> bool:
        """Whether the business of the year leaves the file."""
        return self.move_out.isEnabled() and self.move_out.isChecked()

    @called_by_qt(None)
    def done(self, result: int) -> None:
        """Close; what is still being counted is no longer wanted."""
        self._closed = True
        super().done(result)

    @called_by_qt(None)
    def accept(self) -> None:
        """Go on when the choice is a good one."""
        try:
            archiving.refuse(self._session, self.year, move=self.moves)
            self._refuse_place()
        except KnownError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        super().accept()

    def _refuse_place(self) -> None:
        if not self.place.text().strip() or not self.target.parent.is_dir():
            raise KnownError("找不到放档案的文件夹", "没有归档", "请按“选择”选一个位置")
        if self.target.exists():
            raise KnownError(f"“{self.target.name}”已经存在", "为了不覆盖它，没有归档", "请换一个文件名")

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(8)
        box.addWidget(plain_label("年度归档", "title"))
        box.addWidget(plain_label(_EXPLAINED, "muted", wrap=True))
        box.addLayout(self._choices())
        box.addWidget(self.move_out)
        box.addWidget(self.why_not)
        box.addWidget(plain_label("会转出和留下的记录", "subtitle"))
        box.addWidget(_panel(self.preview), 2)
        made = [archiving.register_line(entry) for entry in archiving.register(self._session)]
        if made:
            box.addWidget(plain_label("已有的年度档案", "subtitle"))
            self.register = plain_label("\n".join(made), wrap=True)
            self.register.setObjectName("register")
            box.addWidget(_panel(self.register), 1)
        box.addWidget(self.problem)
        box.addSpacing(4)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", "cancel", self.reject))
        self.start = button("归档(&G)", "start", self.accept, "primary")
        self.start.setEnabled(self.years.count() > 0)
        row.addWidget(self.start)
        box.addLayout(row)
        fit_dialog(self, _LINES)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, field in (("归档年度(&Y)", self.years), ("档案存为(&F)", self.place)):
            column = QVBoxLayout()
            column.setSpacing(4)
            label = plain_label(text)
            label.setBuddy(field)
            column.addWidget(label)
            line = QHBoxLayout()
            line.addWidget(field, 1)
            if field is self.place:
                line.addWidget(button("选择(&B)…", "browse", self._browse))
            column.addLayout(line)
            row.addLayout(column, 1 if field is self.place else 0)
        return row

    def _browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            "年度档案存为",
            self.place.text(),
            "司法所文件 (*.station)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self._folder = Path(name).parent
            self.place.setText(QDir.toNativeSeparators(name))

    def _on_year(self) -> None:
        if not self.years.count():
            self.move_out.setEnabled(False)
            self.preview.setText(_NOTHING)
            self.why_not.hide()
            return
        reason = archiving.why_not_moved(self._session, self.year)
        self.move_out.setEnabled(not reason)
        self.why_not.setText(f"{reason}。" if reason else "转出以前先备份；转出以后，以前的操作不能再撤销。")
        target = archiving.suggestion(self._session.path, self.year, self._folder)
        self.place.setText(QDir.toNativeSeparators(str(target)))
        self.place.setCursorPosition(len(self.place.text()))
        self._look()

    def _look(self) -> None:
        if not self.moves:
            self.preview.setText("只做档案，不转出。文件里的记录都留着。")
            return
        self.preview.setText("正在清点……")
        year = self.year

        def work() -> list[str]:
            session = self._open_again()
            try:
                return [one.message for one in archiving.plan(session, year)]
            finally:
                session.close()

        self._background.start(work, lambda job: self._show(year, job))

    def _show(self, year: int, job: Job) -> None:
        if self._closed or not self.moves or year != self.year:
            return
        try:
            self.preview.setText("\n".join(job.outcome()) or "没有可以转出的业务。")
        except KnownError as error:
            self.preview.setText(str(error))


def _panel(content: QWidget) -> QWidget:
    """A frame that scrolls when its text is long."""
    page = QFrame()
    style.set_role(page, "panel")
    inner = QVBoxLayout(page)
    inner.setContentsMargins(12, 8, 12, 8)
    inner.addWidget(content)
    inner.addStretch(1)
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area
