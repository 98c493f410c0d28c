"""The buttons of the submission pack; what prints is loaded when one is first pressed, for it takes a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from station_desk.ui.core.hub import Hub

if TYPE_CHECKING:
    from station_desk.ui.scoring.pack import PackActions


class PackButtons:
    """See, save or print the papers of the self-assessment; ``show_place`` as in ``PackActions``."""

    def __init__(self, hub: Hub, owner: QWidget, show_place: Callable[[str], None]) -> None:
        self._hub = hub
        self._owner = owner
        self._show_place = show_place
        self.preview = QPushButton("预览材料(&M)")
        self.export = QPushButton("导出(&X)…")
        self.print = QPushButton("打印(&P)…")
        self.preview.setToolTip("生成申请表、六室一站检查表、花名册和三本登记簿，先看后印")
        self.export.setToolTip("把全部评定材料存成 PDF：合成一个文件，或者每份一个")
        self.print.setToolTip("打印全部评定材料")
        self.preview.setAccessibleName("预览评定材料")
        self.export.setAccessibleName("导出评定材料")
        self.print.setAccessibleName("打印评定材料")
        self.buttons = (self.preview, self.export, self.print)
        self.preview.clicked.connect(lambda: self._actions().preview())
        self.export.clicked.connect(lambda: self._actions().export())
        self.print.clicked.connect(lambda: self._actions().print())

    def _actions(self) -> PackActions:
        from station_desk.ui.scoring.pack import PackActions

        return PackActions(self._hub, self._owner, self._enable, self._show_place)

    def _enable(self, enabled: bool) -> None:
        for button in self.buttons:
            button.setEnabled(enabled)
