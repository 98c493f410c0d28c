"""The attachments of a record in its editor: small pictures, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.keeping.files import MEDIA, media_of, size_text, tells_place
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.services.records import attachments
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style

if TYPE_CHECKING:
    from station_desk.ui.dialogs.records.filing import FilingRow

_ICON = QSize(96, 96)
_FILTER = "图片和PDF (*.jpg *.jpeg *.png *.bmp *.gif *.webp *.pdf);;所有文件 (*)"


class AttachmentsPanel(QWidget):
    """Shows what is attached to a saved record; each adding and removing is an intention of its own."""

    def __init__(self, hub: Hub, owner: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._owner = owner
        self._found: tuple[Attachment, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("附件")
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setIconSize(_ICON)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        line = self.fontMetrics().lineSpacing()
        self.list.setGridSize(QSize(_ICON.width() + 40, _ICON.height() + 2 * line + 16))
        self.list.setFixedHeight(_ICON.height() + 3 * line + 24)
        self.list.itemActivated.connect(lambda _: self.view())
        self.list.itemSelectionChanged.connect(self._update_buttons)
        self._build()
        hub.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show what is attached now."""
        session = self._hub.session
        chosen = self._chosen()
        self._found = attachments.listed(session, self._owner)
        self.list.clear()
        for one in self._found:
            item = QListWidgetItem(self._icon(one), one.name)
            item.setToolTip(
                f"{MEDIA[one.media][1]}　{size_text(one.size or 0)}" if one.media in MEDIA else ""
            )
            self.list.addItem(item)
            if chosen is not None and chosen.id == one.id:
                self.list.setCurrentItem(item)
        self.list.setVisible(bool(self._found))
        self.title.setText(f"附件（{len(self._found)}）" if self._found else "附件")
        self._update_buttons()

    def add(self, paper: str = "") -> None:
        """Let the user choose pictures and PDFs to attach, as copies of a paper of the case where one is named."""
        names, _ = QFileDialog.getOpenFileNames(self, "添加附件", "", _FILTER)
        for name in names:
            self.add_file(Path(name), paper)

    def add_file(self, path: Path, paper: str = "") -> None:
        """Attach one file; a very large picture is made smaller when the user likes."""
        # The imaging library is loaded by the first who attaches something.
        from station_desk.ui.look import pictures

        data = self._hub.ask(lambda: attachments.read(path), self)
        if data is None:
            return
        media = media_of(data)
        if pictures.is_large(data, media) or tells_place(data):
            data = self._smaller(data) or data
            media = media_of(data)
        thumb = pictures.thumbnail(data, media)
        changes = self._hub.ask(
            lambda: attachments.add(self._hub.session, self._owner, path.name, data, thumb, paper), self
        )
        self._report(changes)

    def view(self) -> None:
        """Show the chosen attachment inside the program."""
        chosen = self._chosen()
        if chosen is None:
            return
        data = self._hub.ask(lambda: attachments.view(self._hub.session, chosen), self)
        if data is not None:
            # So is what shows PDFs.
            from station_desk.ui.dialogs.records.attachment_view import AttachmentView

            dialog = AttachmentView(attachments.name_outside(chosen, data), media_of(data), data, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def save_copy(self) -> None:
        """Save the chosen attachment outside the file."""
        chosen = self._chosen()
        if chosen is None:
            return
        data = self._hub.ask(lambda: attachments.content(self._hub.session, chosen), self)
        if data is None:
            return
        proposed = attachments.name_outside(chosen, data)
        name, _ = QFileDialog.getSaveFileName(self, "附件另存为", proposed)
        if name:
            saved = self._hub.ask(lambda: attachments.save_copy(self._hub.session, chosen, Path(name)), self)
            if saved is not None:
                self._hub.said.emit(f"附件已另存到 {saved}，那里的副本不再受本程序保护")

    def remove(self) -> None:
        """Take the chosen attachment off; undo brings it back."""
        chosen = self._chosen()
        if chosen is not None:
            self._report(self._hub.ask(lambda: attachments.remove(self._hub.session, [chosen.id]), self))

    def _smaller(self, data: bytes) -> bytes:
        from station_desk.ui.look import pictures

        made = pictures.scaled_down(data)
        if not made:
            return b""
        sizes = f"原图 {size_text(len(data))}，处理后约 {size_text(len(made))}，打印A4仍然清楚。"
        if tells_place(data):
            question = "这张照片里记着拍摄地点，要去掉后再添加吗？"
            detail = f"去掉后，照片里不再有拍摄的地点、时间和手机型号。{sizes}需要作为证据的，请按原图添加。"
            wanted = messages.confirm(self, question, detail, yes="去掉后添加", no="按原图添加")
        elif len(made) < len(data):
            question = "这张图片比较大，要缩小后再添加吗？"
            wanted = messages.confirm(self, question, sizes, yes="缩小后添加", no="按原图添加")
        else:
            wanted = False
        return made if wanted else b""

    def _report(self, changes: Changes | None) -> None:
        if changes is not None:
            self._hub.report(changes)

    def _on_changed(self, changes: Changes) -> None:
        if "attachment" in changes.kinds and self._hub.is_open:
            self.refresh()

    def _chosen(self) -> Attachment | None:
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) and self.list.selectedItems() else None

    def _icon(self, one: Attachment) -> QIcon:
        # Loaded with the first picture.
        from station_desk.ui.look import pictures

        small = pictures.small_pixmap(attachments.thumb(self._hub.session, one))
        if small.isNull():
            return self.style().standardIcon(QStyle.StandardPixmap.SP_FileIcon)
        # A white page on white paper needs an edge.
        painter = QPainter(small)
        painter.setPen(style.colour("line"))
        painter.drawRect(small.rect().adjusted(0, 0, -1, -1))
        painter.end()
        return QIcon(small)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.title = plain_label("附件", "subtitle")
        row.addWidget(self.title)
        row.addStretch(1)
        self._add = self._button("添加附件(&T)…", lambda: self.add(), "attach")
        self._view = self._button("查看", self.view, "viewAttachment")
        self._save = self._button("另存为…", self.save_copy, "saveAttachment")
        self._remove = self._button("移除", self.remove, "removeAttachment")
        for button in (self._add, self._view, self._save, self._remove):
            row.addWidget(button)
        box.addLayout(row)
        box.addWidget(self.list)
        self._filing: FilingRow | None = None
        if has_dossier(self._owner.KIND.key):
            # Only where there are papers of a case to be filed under.
            from station_desk.ui.dialogs.records.filing import FilingRow

            self._filing = FilingRow(self._hub, self._owner.KIND.key)
            box.addWidget(self._filing)

    def _button(self, text: str, act: Callable[[], None], name: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _update_buttons(self) -> None:
        writable = not self._hub.session.read_only
        chosen = self._chosen() is not None
        if self._filing is not None:
            self._filing.show_attachment(self._chosen())
        self._add.setEnabled(writable)
        self._view.setEnabled(chosen)
        self._save.setEnabled(chosen)
        self._remove.setEnabled(chosen and writable)
        for button in (self._view, self._save, self._remove):
            button.setVisible(bool(self._found))
