"""本县表格: the county's own forms in the opened file: imported, looked at blank, exported, removed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from station_desk.services.forms import county
from station_desk.services.forms.county import OwnForm
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers.preview import show_papers
from station_desk.ui.frame.buttons import button, fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.papers.making import as_stages, make_papers
from station_desk.ui.papers.saving import usual_folder
from station_desk.ui.papers.steps import Steps
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line

_ABOUT = (
    "县里自己定的表格，导入以后存在本所文件里，随文件备份、带走，更新程序不会丢。"
    "编号和程序自带的相同的，代替程序自带的那张。"
)
_WHERE = (
    "向县司法局要表格文件（.toml），拷到U盘，从这里导入。要自己写的，写法见程序文件夹里 forms 的说明；"
    "也可以照着程序自带的改。导入以前会逐行检查，有错一处不漏地列出来。"
)
_FILES = "表格定义 (*.toml);;所有文件 (*)"
_COLUMNS = (
    *(Column("名称", 10, rest=True), Column("版次", 5), Column("来源", 8), Column("针对的记录", 6)),
    *(Column("编号", 6), Column("导入日期", 7), Column("状态", 4)),
)
_LINES = 5


class CountyFormsDialog(Dialog):
    """Lists the forms, each with its former editions; what is wrong with the chosen one stands below, to be copied."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._forms: tuple[OwnForm, ...] = ()
        self.setWindowTitle("本县表格")
        fit_to_screen(self, 76, 28)
        self.table = ValueTable("本县表格", _COLUMNS, "看空白表…")
        self.empty = EmptyNote("还没有本县表格", _WHERE, "从文件导入…", self._choose)
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName("这张表格的状态")
        self.told.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.add = button("从文件导入(&I)…", "import", self._choose, "primary")
        self.look = button("看空白表(&B)…", "look", self._look)
        self.save = button("导出(&E)…", "export", self._export)
        self.remove = button("移除(&R)…", "remove", self._remove)
        self.table.chosen.connect(self._update)
        self.table.opened.connect(self._look)
        self.table.removing.connect(self._remove)
        self.report = ReportLayout(self, "本县表格", _ABOUT)
        self.report.rows(self.table, self.empty)
        self.report.addWidget(self.told)
        self.report.foot(self.reject, self.look, self.save, self.remove, self.add)
        self.refresh()
        (self.table if self._forms else self.empty.button).setFocus()

    def refresh(self) -> None:
        """Look again at what the file holds."""
        self._forms = county.listed(self._hub.session)
        self.table.show_lines([_line(row, one) for row, one in enumerate(self._forms)])
        if self._forms and self._chosen() is None:
            self.table.choose(0)
        self.report.show_rows(bool(self._forms))
        self.told.setVisible(bool(self._forms))
        self._update()

    def add_file(self, path: Path) -> None:
        """Import the form in a file and say what became of it; all that is wrong with it is told."""
        done = self._hub.ask(lambda: county.import_form(self._hub.session, path), self)
        if done is None:
            return
        if done.changes.ids:
            self._hub.report(done.changes)
        self.refresh()
        self._choose_id(done.form.id)
        messages.inform(self, "本县表格", done.message, "可以先看空白表，核对样子。导错了可以撤销。")

    def export_to(self, path: Path) -> None:
        """Export the chosen form to a file."""
        one = self._chosen()
        if one is not None:
            name, edition = one.document.name, one.document.edition
            saved = self._hub.ask(lambda: county.export(self._hub.session, name, path, edition), self)
            if saved is not None:
                messages.inform(self, "本县表格", f"已导出到 {saved}", "内容和导入时的文件完全一样。")

    def _chosen(self) -> OwnForm | None:
        row = self.table.current_id
        return None if row is None else self._forms[row]

    def _choose_id(self, form_id: str) -> None:
        for row, one in enumerate(self._forms):
            if one.document.name == form_id and one.document.in_use:
                self.table.choose(row)

    def _update(self) -> None:
        one, writable = self._chosen(), not self._hub.session.read_only
        self.told.setPlainText(one.message if one else "")
        self.look.setEnabled(one is not None and one.document.in_use and one.fault is None)
        self.save.setEnabled(one is not None)
        self.remove.setEnabled(one is not None and writable)
        self.add.setEnabled(writable)
        self.empty.button.setEnabled(writable)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入本县表格", "", _FILES)
        if name:
            self.add_file(Path(name))

    def _export(self) -> None:
        one = self._chosen()
        if one is None:
            return
        place = str(usual_folder() / one.file_name)
        name, _ = QFileDialog.getSaveFileName(self, "导出本县表格", place, _FILES)
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_name(path.name + county.SUFFIX))

    def _remove(self) -> None:
        one = self._chosen()
        if one is None or not self.remove.isEnabled():
            return
        title, name = one.document.title, one.document.name
        editions = sum(each.document.name == name for each in self._forms)
        more = f"连同旧版共 {editions} 版。" if editions > 1 else ""
        question = f"要从本所文件里移除“{title}”吗？"
        if not messages.confirm_removal(self, question, more + county.after_removal(name)):
            return
        if self._hub.run(lambda: county.remove(self._hub.session, name), self) is not None:
            self.refresh()

    def _look(self) -> None:
        """Show the chosen form as it looks blank."""
        one = self._chosen()
        if one is None or not self.look.isEnabled():
            return
        session, name = self._hub.session, one.document.name

        def making(chosen: Mapping[str, str], made: list[Paper]) -> Steps:
            steps = papers.form_steps(session, name, blank=True, substitutes=chosen)
            made.append((yield from as_stages(steps, "行")))

        make_papers(self, one.document.title, making, lambda made: show_papers(self, made, PaperLog(session)))


def _line(row: int, one: OwnForm) -> Line:
    document = one.document
    colour = {"不能使用": "danger", "旧版": "muted"}.get(one.state, "")
    return line(
        row,
        document.title,
        document.edition,
        document.source,
        one.about,
        document.name,
        document.added_on.isoformat() if document.added_on else "",
        Cell(one.state, colour, one.message),
    )
