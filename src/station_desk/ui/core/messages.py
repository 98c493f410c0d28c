"""The one place that shows errors and asks for confirmation. User text is plain text here, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.ui.look import style

Icon = QMessageBox.Icon
Role = QMessageBox.ButtonRole

_MOST_LINES = 6
"""More lines than these are shown as a list: a box grows beyond the screen with them."""


def show_known(parent: QWidget | None, error: KnownError) -> None:
    """Tell the user what the world did wrong, what was kept and what to do."""
    first, *rest = error.sentences
    if _show_long(parent, "没有完成", first, "\n".join(rest)):
        return
    box = _box(parent, Icon.Warning, "没有完成", first, "\n".join(rest))
    box.addButton("知道了", Role.AcceptRole)
    box.exec()


def show_bug(parent: QWidget | None, log_file: Path) -> None:
    """Tell the user that the program itself failed and where the trace of it is."""
    box = _box(
        parent,
        Icon.Critical,
        "程序出错",
        "程序内部出错，刚才这一步没有完成。",
        "此前已经保存的内容都在文件里。可以继续使用；如果再次出现，请关闭程序后重新打开，"
        f"并把下面这个日志文件交给技术人员（其中不含个人信息）：\n{log_file}",
    )
    box.addButton("知道了", Role.AcceptRole)
    box.exec()


def inform(parent: QWidget | None, title: str, text: str, detail: str = "") -> None:
    """Tell the user something good or neutral."""
    if _show_long(parent, title, text, detail):
        return
    box = _box(parent, Icon.Information, title, text, detail)
    box.addButton("知道了", Role.AcceptRole)
    box.exec()


def confirm(
    parent: QWidget | None, question: str, detail: str, *, yes: str, no: str, dangerous: bool = False
) -> bool:
    """Ask before something is done; the buttons say what happens, and the safe one is the default."""
    box = _box(parent, Icon.Warning if dangerous else Icon.Question, "请确认", question, detail)
    accept = box.addButton(yes, Role.AcceptRole)
    keep = box.addButton(no, Role.RejectRole)
    if isinstance(accept, QPushButton):
        style.set_role(accept, "danger" if dangerous else "primary")
    box.setDefaultButton(keep if dangerous else accept)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is accept


def choose(parent: QWidget | None, question: str, detail: str, choices: Sequence[str]) -> int:
    """Ask which of several things to do; the number of the choice. The first is the default, Esc takes the last."""
    box = _box(parent, Icon.Question, "请选择", question, detail)
    buttons = [box.addButton(text, Role.AcceptRole) for text in choices[:-1]]
    buttons.append(box.addButton(choices[-1], Role.RejectRole))
    style.set_role(buttons[0], "primary")
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(buttons[-1])
    box.exec()
    clicked = box.clickedButton()
    return next((at for at, button in enumerate(buttons) if button is clicked), len(buttons) - 1)


def plain_label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows text exactly as it is, whatever a person typed into it."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        style.set_role(label, role)
    return label


def confirm_removal(parent: QWidget | None, question: str, more: str = "") -> bool:
    """Ask before something is deleted that undo can bring back."""
    detail = f"{more}删错了可以找回：在“编辑”菜单里点“撤销”，或者按 Ctrl+Z。"
    return confirm(parent, question, detail, yes="删除", no="保留", dangerous=True)


def plain_tooltip(text: str) -> str:
    """A tooltip that shows text as it is: Qt takes a tooltip that looks like markup for markup."""
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<p style='white-space: pre-wrap'>{escaped}</p>"


def _show_long(parent: QWidget | None, title: str, text: str, foot: str) -> bool:
    """Show a text of many lines as a list under its first one; whether it was one."""
    head, *lines = text.split("\n")
    if len(lines) <= _MOST_LINES:
        return False
    from station_desk.ui.core.long_message import LongMessage

    labels = (plain_label(head, wrap=True), plain_label(foot, "muted", wrap=True))
    dialog = LongMessage(parent, title, labels, "\n".join(lines))
    dialog.exec()
    dialog.deleteLater()
    return True


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, text: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    for label in box.findChildren(QLabel):
        label.setWordWrap(True)
    if detail:
        box.setInformativeText(detail)
        _make_plain(box)
    return box


def _make_plain(box: QDialog) -> None:
    """Qt guesses the format of the detail text; a name with < in it must not be taken for markup."""
    label = box.findChild(QLabel, "qt_msgbox_informativelabel")
    if isinstance(label, QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
