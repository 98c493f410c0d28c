"""Sealing the record of a minor, and opening one again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QPushButton, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell
from station_desk.domain.basics.secrets import SHORTEST
from station_desk.domain.fields.types import DateType, ParseError
from station_desk.domain.privacy.privacy import Ground
from station_desk.domain.privacy.sealing import Stated, lacking
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.privacy import passwords, sealing
from station_desk.services.records import naming
from station_desk.services.session.session import Session
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.privacy.password import SecretForm, line

_BASIS = "刑事诉讼法第二百八十六条"
Sealing = Callable[[Session, Path | None, Tell], sealing.Sealed]
"""Seals a record in the file and lists its backups, also those in the chosen folder; tells how far it is."""

_SEAL_PASSWORD = "封存密码（只由所长掌握）"


class SealPasswordDialog(SecretForm):
    """Sets or changes the second password of the head."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        changing = passwords.has_seal(session)
        text = (
            "封存密码只由所长一个人掌握，封存和启封未成年人记录时使用，和打开文件的密码不是一回事。"
            "忘记了又没有恢复密钥单，已封存的记录就再也打不开。"
        )
        super().__init__("修改封存密码" if changing else "设置封存密码", text, "确定", parent)
        self._session = session
        self.old = self.add_secret("现在的封存密码或者恢复密钥", "old") if changing else None
        self.new = self.add_secret(f"新的封存密码（至少 {SHORTEST} 个字符）", "new")
        self.again = self.add_secret("再输入一次", "again")

    def perform(self) -> None:
        """Set the password."""
        if fault := passwords.fault_of(self._session, self.new.text(), self.again.text()):
            raise KnownError(fault)
        sealing.set_password(self._session, self.new.text(), self.old.text() if self.old else "")


class SealDialog(SecretForm):
    """Asks for what sealing one record takes; ``work`` seals it when the dialog was accepted."""

    work: Sealing

    def __init__(self, session: Session, record: Record, parent: QWidget | None) -> None:
        kind = record.KIND
        name = naming.title_of(session, kind.key, record.id)
        text = (
            f"{kind.label}“{name}”和所属的外出、报告、奖惩等记录将一起封存：从列表、查找、打印、"
            "导出、修改记录中全部消失，只留下编号和份数。封存不能用“撤销”恢复，只能由所长依法启封。"
            "请先确认要打印的材料都已经打印。"
        )
        super().__init__("封存未成年人记录", text, "封存", parent)
        self._session = session
        self._record = record
        open_facts = lacking(record)
        self.offence = line("犯罪日期", "offence") if open_facts.offence_day else None
        if self.offence is not None:
            self.offence.setPlaceholderText("如 2021-05-15")
            self.add_field("犯罪日期（记录里没有，请按判决书填写，用来核对犯罪时的年龄）", self.offence)
        self.light = QCheckBox("已对照判决书：判处五年有期徒刑以下刑罚，或者免予刑事处罚")
        self.light.setObjectName("light")
        if open_facts.sentence:
            self.add_widget(self.light)
        self.renew = QCheckBox("重新备份一份，并删除封存以前的备份（里面还有封存的内容）")
        self.renew.setObjectName("renew")
        self.renew.setChecked(True)
        self.add_widget(self.renew)
        self.password = self.add_secret(_SEAL_PASSWORD, "password")

    def perform(self) -> None:
        """Check that it may be sealed so."""
        kind, number, typed, stated = (
            self._record.KIND,
            self._record.id,
            self.password.text(),
            self._stated(),
        )
        sealing.permit(self._session, kind, number, typed, stated)
        renew = self.renew.isChecked()
        self.work = lambda session, folder, tell: sealing.seal(
            session, kind, number, typed, folder, stated, tell, renew=renew
        )

    def _stated(self) -> Stated:
        try:
            today = self._session.clock.today()
            day = DateType().parse(self.offence.text(), today) if self.offence is not None else None
        except ParseError as error:
            raise KnownError(f"犯罪日期：{error}", "没有封存") from error
        return Stated(day, self.light.isChecked())


class SealRegisterDialog(SecretForm):
    """The register of sealed records: numbers only, until somebody gives reason, basis, document and password."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        text = (
            "这里只有编号。查找和启封都要写明理由、依据和公函文号，并由所长输入封存密码，全部记入查阅记录。"
        )
        super().__init__("封存登记和启封", text, "启封所选", parent)
        self._session = session
        self.changes: Changes | None = None
        self.cancel.setText("关闭")
        self.register = QListWidget()
        self.register.setObjectName("register")
        self.register.setAccessibleName("封存登记")
        self.register.setMaximumHeight(self.fontMetrics().height() * 6)
        self.add_field("封存登记", self.register)
        self.reason = line("启封或者查询的理由", "reason")
        self.basis = line("法律依据", "basis", _BASIS)
        self.document = line("公函或者介绍信文号", "document")
        self.name = line("按姓名或者身份证号查找", "name")
        self.add_field("启封或者查询的理由", self.reason)
        self.add_row(("法律依据", self.basis), ("公函或者介绍信文号", self.document))
        self.password = self.add_secret(_SEAL_PASSWORD, "password")
        find = QPushButton("在封存登记里查找(&F)")
        find.setObjectName("find")
        find.setAutoDefault(False)
        find.clicked.connect(self._find)
        self.add_row(("按姓名或者身份证号查找（可以不填）", self.name), ("", find))
        self.found = plain_label("", "muted", wrap=True)
        self.found.setObjectName("found")
        self.found.hide()
        self.add_widget(self.found)
        self._list(sealing.sealed(session))

    def perform(self) -> None:
        """Unseal the chosen record."""
        item = self.register.currentItem()
        if item is None:
            raise KnownError("请先在登记里选一份")
        sealed_id = item.data(Qt.ItemDataRole.UserRole)
        self.changes = sealing.unseal(self._session, sealed_id, self.password.text(), self._ground())

    def _ground(self) -> Ground:
        return Ground(self.reason.text(), self.basis.text(), self.document.text())

    def _find(self) -> None:
        self.problem.hide()
        try:
            found = sealing.search(self._session, self.password.text(), self.name.text(), self._ground())
        except KnownError as error:
            self.refuse(str(error))
            return
        ids = {one.id for one in found}
        for row in range(self.register.count()):
            item = self.register.item(row)
            if item.data(Qt.ItemDataRole.UserRole) in ids:
                self.register.setCurrentItem(item)
        numbers = "、".join(one.number for one in found)
        self.found.show()
        self.found.setText(f"找到：{numbers}" if found else "没有这个人的封存记录")

    def _list(self, lines: list[sealing.SealedLine]) -> None:
        for one in lines:
            item = QListWidgetItem(f"{one.number}　{KINDS[one.kind].label}　{one.sealed_on} 封存")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.register.addItem(item)
