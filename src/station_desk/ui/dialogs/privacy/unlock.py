"""The dialog before a locked screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.services.privacy import passwords
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.privacy.password import SecretForm


class LockDialog(SecretForm):
    """Stands before the curtains until the password is right."""

    def __init__(self, hub: Hub, parent: QWidget) -> None:
        text = "输入密码继续。没有保存的内容还在原处。"
        super().__init__("已锁定", text, "解锁", parent)
        self._hub = hub
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.cancel.setText("退出程序")
        self.password = self.add_secret("密码或者恢复密钥", "password")

    def perform(self) -> None:
        """Compare the password."""
        if not passwords.matches(self._hub.session, self.password.text()):
            raise KnownError("密码不对", "", "请注意大小写和输入法再试")

    @called_by_qt(None)
    def reject(self) -> None:
        """There is no way round: without the password only the whole program can be closed."""
        question = "不知道密码，只能退出程序。要退出吗？"
        detail = "正在填写、还没有保存的内容会丢失；已经保存的都在文件里。"
        if messages.confirm(self, question, detail, yes="退出程序", no="返回", dangerous=True):
            self._hub.replace(None)
            QApplication.quit()
