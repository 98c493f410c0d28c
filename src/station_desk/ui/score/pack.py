"""The submission pack from any place: preparing it paper by paper, then showing, saving or printing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from station_desk.domain.errors import KnownError
from station_desk.services import papers
from station_desk.services.form_list import FormInfo, forms
from station_desk.services.paper_log import PaperLog
from station_desk.services.papers import Paper
from station_desk.services.submission import PACK
from station_desk.ui import messages
from station_desk.ui.dialogs.preview import show_papers
from station_desk.ui.hub import Hub
from station_desk.ui.papers.making import Then, make_papers
from station_desk.ui.papers.printer import ensure_printer, start_printing
from station_desk.ui.papers.saving import save_all
from station_desk.ui.papers.steps import Steps


def _plan() -> list[FormInfo]:
    """The forms of the pack in their order."""
    known = {form.id: form for form in forms()}
    return [known[form_id] for form_id in PACK]


class PackActions:
    """The three things done with a submission pack, each behind a button."""

    def __init__(self, hub: Hub, owner: QWidget) -> None:
        self._hub = hub
        self._owner = owner
        self.preview = QPushButton("预览材料(&M)")
        self.export = QPushButton("导出(&X)…")
        self.print = QPushButton("打印(&P)…")
        self.preview.setToolTip("生成申请表、六室一站检查表、花名册和三本登记簿，先看后印")
        self.export.setToolTip("把全部评定材料存成 PDF 文件")
        self.print.setToolTip("打印全部评定材料")
        self.preview.setAccessibleName("预览评定材料")
        self.export.setAccessibleName("导出评定材料")
        self.print.setAccessibleName("打印评定材料")
        self.buttons = (self.preview, self.export, self.print)
        self.preview.clicked.connect(lambda: self._prepare(lambda made: show_papers(owner, made, self._log)))
        self.export.clicked.connect(self._export)
        self.print.clicked.connect(self._print)

    def _prepare(self, then: Then) -> None:
        """Make every paper of the pack, one per turn of the event loop, then go on with all of them."""
        plan = self._hub.ask(_plan, self._owner)
        if plan is None:
            return
        self._enable(False)
        make_papers(
            self._owner,
            "准备评定材料",
            partial(self._steps, plan),
            then,
            count=len(plan),
            ended=lambda: self._enable(True),
        )

    def _steps(self, plan: list[FormInfo], chosen: Mapping[str, str], made: list[Paper]) -> Steps:
        for number, form in enumerate(plan, start=1):
            yield f"正在生成：{form.title}（{number}／{len(plan)}）"
            made.append(papers.print_form(self._hub.session, form.id, substitutes=chosen))

    def _export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._owner, "选择存放评定材料的文件夹")
        if folder:
            self._prepare(lambda made: self._try(lambda: self._save(made, Path(folder))))

    def _save(self, made: list[Paper], folder: Path) -> None:
        written, told = save_all(self._log, made, folder)
        names = "\n".join([*(path.name for path in written), told])
        messages.inform(self._owner, "导出完成", f"已保存 {len(written)} 份材料到 {folder}", names.strip())

    def _print(self) -> None:
        self._try(self._print_pack)

    def _print_pack(self) -> None:
        ensure_printer()
        self._prepare(lambda made: self._try(lambda: self._print_made(made)))

    def _print_made(self, made: list[Paper]) -> None:
        start_printing(self._owner, made, self._log.print)

    @property
    def _log(self) -> PaperLog:
        return PaperLog(self._hub.session)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KnownError as error:
            messages.show_known(self._owner, error)

    def _enable(self, enabled: bool) -> None:
        for button in self.buttons:
            button.setEnabled(enabled)
