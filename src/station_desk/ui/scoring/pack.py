"""The submission pack: preparing it paper by paper, then showing, saving or printing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.services.forms.list import FormInfo, forms
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.papers.submission import PACK, Missing, missing, one_file_steps
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers.preview import show_papers
from station_desk.ui.papers.making import Then, as_stages, make_papers
from station_desk.ui.papers.printer import ensure_printer, start_printing
from station_desk.ui.papers.saving import save_all
from station_desk.ui.papers.steps import Steps
from station_desk.ui.scoring.unready import UnreadyDialog


def _plan(session: Session) -> list[FormInfo]:
    """The forms of the pack in their order."""
    known = {form.id: form for form in forms(session)}
    return [known[form_id] for form_id in PACK]


class PackActions:
    """The three things done with a submission pack; ``enable`` is told whether the next one may begin.

    ``show_place`` brings a cell or a veto of the sheet into view, by its id.
    """

    def __init__(
        self,
        hub: Hub,
        owner: QWidget,
        enable: Callable[[bool], None],
        show_place: Callable[[str], None],
    ) -> None:
        self._hub = hub
        self._owner = owner
        self._enable = enable
        self._show_place = show_place

    def preview(self) -> None:
        """Show the papers."""
        if self._wanted("仍然预览(&C)"):
            self._prepare(lambda made: show_papers(self._owner, made, self._log))

    def _wanted(self, go_on: str) -> bool:
        """Whether to go on: asked where the pack lacks something; who wants to mend that is led to it."""
        lacking = self._hub.ask(lambda: missing(self._hub.session), self._owner)
        if not lacking:
            return lacking is not None
        dialog = UnreadyDialog(lacking, go_on, self._owner)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        wanted = dialog.wanted
        dialog.deleteLater()
        if wanted is not None:
            self._lead_to(wanted)
        return accepted

    def _lead_to(self, wanted: Missing) -> None:
        if wanted.kind_key:
            self._hub.go_to.emit(Query(KINDS[wanted.kind_key]))
        else:
            self._show_place(wanted.places[0] if wanted.places else "")

    def _prepare(self, then: Then) -> None:
        """Make every paper of the pack, one per turn of the event loop, then go on with all of them."""
        plan = self._hub.ask(lambda: _plan(self._hub.session), self._owner)
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

    def export(self) -> None:
        """Save every paper as a PDF file, or show all of them as one, to be saved or printed from there."""
        if not self._wanted("仍然导出(&C)"):
            return
        detail = "合成一个文件时，前面加封面和目录，每页右上角有总页码，先预览再保存或打印。"
        ways = ("合成一个文件(&O)…", "每份一个文件(&E)…", "不导出(&C)")
        way = messages.choose(self._owner, "评定材料导出成什么样？", detail, ways)
        if way == 0:
            self._prepare_one()
        elif way == 1:
            self._export_each()

    def _prepare_one(self) -> None:
        def making(chosen: Mapping[str, str], made: list[Paper]) -> Steps:
            made.append((yield from as_stages(one_file_steps(self._hub.session, chosen), "份")))

        self._enable(False)
        make_papers(
            self._owner,
            "准备评定材料",
            making,
            lambda made: show_papers(self._owner, made, self._log),
            ended=lambda: self._enable(True),
        )

    def _export_each(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._owner, "选择存放评定材料的文件夹")
        if folder:
            self._prepare(lambda made: self._try(lambda: self._save(made, Path(folder))))

    def _save(self, made: list[Paper], folder: Path) -> None:
        written, told = save_all(self._log, made, folder)
        names = "\n".join([*(path.name for path in written), told])
        messages.inform(self._owner, "导出完成", f"已保存 {len(written)} 份材料到 {folder}", names.strip())

    def print(self) -> None:
        """Print every paper."""
        self._try(self._print_pack)

    def _print_pack(self) -> None:
        ensure_printer()
        if self._wanted("仍然打印(&C)"):
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
