"""What the submission still lacks, shown before it is printed all the same, with a way to each missing thing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from station_desk.services.papers.submission import Missing
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.look import style


class UnreadyDialog(Dialog):
    """Lists what is missing. Accepted: go on all the same; rejected: do not, ``wanted`` is what to mend, if any."""

    def __init__(self, lacking: Sequence[Missing], go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lacking = tuple(lacking)
        self.wanted: Missing | None = None
        self.setWindowTitle("材料还不能申报")
        fit_to_screen(self, 44, 18)
        self.list = QListWidget()
        self.list.setAccessibleName("还缺的内容")
        self.list.setWordWrap(True)
        style.set_role(self.list, "entries")
        self.list.addItems([one.text for one in self._lacking])
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._mend)
        self.mend = _button("去补上(&G)", self._mend)
        self.go_on = _button(go_on, self.accept)
        self.back = _button("返回", self.reject)
        style.set_role(self.mend, "primary")
        row = QHBoxLayout()
        row.addWidget(self.mend)
        row.addStretch()
        row.addWidget(self.go_on)
        row.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        text = "下面这些还没有做到。材料可以先印出来看，空着的留给手写；做到以前不能申报。"
        layout.addWidget(plain_label(text, wrap=True))
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.list.setFocus()

    def _mend(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._lacking):
            self.wanted = self._lacking[row]
            self.reject()


def _button(text: str, act: object) -> QPushButton:
    button = QPushButton(text)
    # Enter in the list leads to what is missing; no button takes it from there.
    button.setAutoDefault(False)
    button.clicked.connect(act)
    return button
