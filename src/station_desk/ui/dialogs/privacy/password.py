"""Asking for a password, setting, changing and taking it off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import DamagedFileError, KnownError
from station_desk.domain.basics.progress import Tell
from station_desk.domain.basics.secrets import SHORTEST
from station_desk.services.privacy import passwords
from station_desk.services.privacy.passwords import KeyInHand
from station_desk.services.session.session import Session
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import busy
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.look import style

Rekeying = Callable[[Session, Path | None, Tell], passwords.Rekeyed]
"""Gives a file another password, and its backups in the chosen folder and beside it; tells how far it is."""

_WIDTH = 36
"""Chinese characters."""


class SecretForm(Dialog):
    """Lines for secrets with a reason under them when they are refused; nothing typed is kept after it closes.

    ``submitted``: it was done, and the lines still hold what was typed.
    """

    submitted = Signal()

    def __init__(self, title: str, text: str, accept_text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * _WIDTH)
        self._lines: list[QLineEdit] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(8)
        box.addWidget(plain_label(title, "title"))
        box.addWidget(plain_label(text, "muted", wrap=True))
        self._fields = QVBoxLayout()
        self._fields.setSpacing(4)
        box.addLayout(self._fields)
        self._show = QCheckBox("显示输入的密码")
        self._show.setObjectName("showPassword")
        self._show.toggled.connect(self._reveal)
        box.addWidget(self._show)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.setObjectName("problem")
        self.problem.hide()
        box.addWidget(self.problem)
        box.addSpacing(8)
        box.addLayout(self._buttons(accept_text))

    def add_secret(self, label: str, name: str) -> QLineEdit:
        """Another line."""
        line = QLineEdit()
        line.setObjectName(name)
        line.setAccessibleName(label)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.add_field(label, line)
        self._lines.append(line)
        return line

    def add_field(self, label: str, editor: QWidget) -> None:
        """Something to fill in, with its caption above."""
        self._fields.addSpacing(4)
        self._fields.addLayout(_captioned(label, editor))

    def add_row(self, *fields: tuple[str, QWidget]) -> None:
        """Several things to fill in side by side."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for label, editor in fields:
            row.addLayout(_captioned(label, editor), 1)
        self._fields.addSpacing(4)
        self._fields.addLayout(row)

    def add_widget(self, widget: QWidget) -> None:
        """Something below the lines so far."""
        self._fields.addWidget(widget)

    def submit(self) -> None:
        """Do what the dialog is for; stay, with the reason, when that is refused."""
        try:
            with busy():
                self.perform()
            self.submitted.emit()
        except KnownError as error:
            self.refuse(str(error))
        else:
            self.accept()

    def perform(self) -> None:
        """What happens with the secrets; KnownError when it is refused."""
        raise NotImplementedError

    def refuse(self, reason: str) -> None:
        """Say why, and let the secret be typed anew."""
        self.problem.setText(reason)
        self.problem.show()
        self._fit()
        self._lines[0].setFocus()
        self._lines[0].selectAll()

    @called_by_qt(None)
    def done(self, result: int) -> None:
        """Forget what was typed."""
        super().done(result)
        for line in self._lines:
            line.clear()

    @called_by_qt(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the wrapped texts need."""
        super().showEvent(event)
        self._fit()
        self._lines[0].setFocus()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), self.minimumWidth())
            self.resize(width, max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()))

    def _reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for line in self._lines:
            line.setEchoMode(mode)

    def _buttons(self, accept_text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = QPushButton("取消")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        accept = QPushButton(accept_text)
        accept.setObjectName("accept")
        accept.setDefault(True)
        style.set_role(accept, "primary")
        accept.clicked.connect(self.submit)
        row.addWidget(self.cancel)
        row.addWidget(accept)
        return row


class UnlockDialog(SecretForm):
    """Asks for the password of a file until it opens; ``session`` is the opened file after it was accepted.

    When the password is right and the file is damaged, ``damage`` says so and ``key`` is the key of its backups.
    """

    def __init__(self, path: Path, open_with: Callable[[str], Session], parent: QWidget | None) -> None:
        text = "这个文件设有密码。忘记密码时，可以输入恢复密钥单上的全部六行。"
        super().__init__(f"打开“{path.stem}”", text, "打开", parent)
        self._path = path
        self._open_with = open_with
        self.session: Session | None = None
        self.damage: DamagedFileError | None = None
        self.key: KeyInHand | None = None
        self.password = self.add_secret("密码或者恢复密钥", "password")

    def perform(self) -> None:
        """Open the file."""
        typed = self.password.text()
        try:
            self.session = self._open_with(typed)
        except DamagedFileError as error:
            self.key = passwords.key_in_hand(self._path, typed)
            self.damage = error


class KeyDialog(SecretForm):
    """Asks for the password of a file that is only to be copied, not opened; ``key`` is it after it was accepted."""

    def __init__(self, path: Path, folder: Path | None, parent: QWidget | None) -> None:
        text = f"“{path.name}”设有密码，先要输入它。忘记密码时，可以输入恢复密钥单上的全部六行。"
        super().__init__("输入密码", text, "继续", parent)
        self._path = path
        self._folder = folder
        self.key: KeyInHand | None = None
        self.password = self.add_secret("密码或者恢复密钥", "password")

    def perform(self) -> None:
        """See whether it fits."""
        self.key = passwords.key_in_hand(self._path, self.password.text(), self._folder)


class NewPasswordDialog(SecretForm):
    """Asks for a new password of the opened file; ``work`` sets it when the dialog was accepted."""

    work: Rekeying

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        changing = passwords.has_password(session)
        text = (
            "设了密码，文件和备份都会加密，没有密码谁也打不开，包括本程序的编写者。"
            "请用一句自己记得住、别人猜不到的话，设好以后打印恢复密钥单，锁进保险柜。"
        )
        super().__init__("修改密码" if changing else "设置密码", text, "确定", parent)
        self._session = session
        self.old = self.add_secret("现在的密码或者恢复密钥", "old") if changing else None
        self.new = self.add_secret(f"新密码（至少 {SHORTEST} 个字符）", "new")
        self.again = self.add_secret("再输入一次新密码", "again")

    def perform(self) -> None:
        """Check the old password and the new one."""
        if self.old is not None:
            _demand(self._session, self.old.text())
        if fault := passwords.fault_of(self._session, self.new.text(), self.again.text()):
            raise KnownError(fault)
        new = self.new.text()
        self.work = lambda session, folder, tell: passwords.set_password(session, new, folder, tell)


class RemovePasswordDialog(SecretForm):
    """Asks whether the password should be taken off the opened file, for the price of the password."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        text = "取消密码以后，拿到这个文件或者备份的人都能看到里面的全部内容。"
        super().__init__("取消密码", text, "取消密码", parent)
        self.cancel.setText("保留密码")
        self._session = session
        self.old = self.add_secret("现在的密码或者恢复密钥", "old")

    def perform(self) -> None:
        """Check the password."""
        _demand(self._session, self.old.text())


def _demand(session: Session, typed: str) -> None:
    if not passwords.matches(session, typed):
        raise KnownError("现在的密码不对", "密码没有改", "请注意大小写和输入法再试")


def line(label: str, name: str, text: str = "") -> QLineEdit:
    """A line that is no secret."""
    made = QLineEdit(text)
    made.setObjectName(name)
    made.setAccessibleName(label)
    return made


def _captioned(label: str, editor: QWidget) -> QVBoxLayout:
    caption = plain_label(label)
    caption.setBuddy(editor)
    box = QVBoxLayout()
    box.setSpacing(4)
    box.addWidget(caption)
    box.addWidget(editor)
    return box
