"""Which paper of the case the chosen attachment is a copy of, and whether it bears all signatures."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.services.dossiers import filing
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.still import StillComboBox


class FilingRow(QWidget):
    """A choice and a tick about one attachment; each change is an intention of its own."""

    def __init__(self, hub: Hub, kind_key: str) -> None:
        super().__init__()
        self._hub = hub
        self._attachment: Attachment | None = None
        self.paper = StillComboBox()
        self.paper.setObjectName("filedAs")
        for key, title in (self._hub.ask(lambda: filing.places(kind_key), self) or {}).items():
            self.paper.addItem(title, key)
        self.signed = QCheckBox("签名齐全(&Q)")
        self.signed.setObjectName("signed")
        self.signed.setToolTip("这份材料上该签名、盖章的都签了、盖了")
        label = plain_label("是哪份材料(&M)：")
        label.setBuddy(self.paper)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (label, self.paper, self.signed):
            row.addWidget(part)
        row.addStretch(1)
        self.paper.activated.connect(lambda _: self._file())
        self.signed.clicked.connect(self._sign)

    def show_attachment(self, attachment: Attachment | None) -> None:
        """Show what is said about an attachment; hidden while none is chosen."""
        self._attachment = attachment
        self.setVisible(attachment is not None)
        if attachment is None:
            return
        place = self._hub.ask(lambda: filing.place_of(attachment), self)
        self.paper.setCurrentIndex(self.paper.findData(place))
        self.signed.setChecked(attachment.signed)
        for part in (self.paper, self.signed):
            part.setEnabled(not self._hub.session.read_only)

    def _file(self) -> None:
        one, place = self._attachment, str(self.paper.currentData())
        if one is not None:
            self._hub.run(lambda: filing.file_under(self._hub.session, one.id, place), self)

    def _sign(self, signed: bool) -> None:
        one = self._attachment
        if one is not None:
            self._hub.run(lambda: filing.sign(self._hub.session, one.id, signed), self)
