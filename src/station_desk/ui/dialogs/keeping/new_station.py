"""Making a new station file: the few facts it cannot do without, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import KnownError, RefusedError
from station_desk.domain.station.kinds import Station
from station_desk.services.keeping import files
from station_desk.services.session.session import Session
from station_desk.ui.core import messages, settings
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.inputs.basic import FieldInput, LineInput
from station_desk.ui.inputs.ticking import ChoiceInput
from station_desk.ui.look import style

_FIELDS = ("name", "county", "plate_name", "bureau_name", "station_kind", "station_class")
_PROPOSED = ("plate_name", "bureau_name")


class NewStationDialog(Dialog):
    """Asks for name, county, type and class; ``session`` is the opened new file after it was accepted."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._place_chosen = False
        self.session: Session | None = None
        self.setWindowTitle("新建本所文件")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * 38)
        self.inputs = {key: _input(key) for key in _FIELDS}
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(8)
        box.addWidget(plain_label("新建本所文件", "title"))
        text = "本所的全部资料都放在这一个文件里，可以拷到U盘带走。其余情况以后再填。"
        box.addWidget(plain_label(text, "muted", wrap=True))
        for key in ("name", "county", *_PROPOSED):
            box.addLayout(self._labelled(key))
        pair = QHBoxLayout()
        pair.setSpacing(16)
        for key in ("station_kind", "station_class"):
            pair.addLayout(self._labelled(key), 1)
        box.addLayout(pair)
        self._add_place(box)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.setObjectName("problem")
        self.problem.hide()
        box.addWidget(self.problem)
        box.addSpacing(8)
        box.addLayout(self._buttons())
        self.inputs["name"].edited.connect(self._suggest_place)
        self._own_names: set[str] = set()
        for key, editor in self.inputs.items():
            editor.edited.connect(lambda key=key: self._propose(key))
        self.inputs["name"].setFocus()

    def make(self) -> None:
        """Make the file; what is wrong is shown here and everything typed stays."""
        place = self.place.text().strip()
        if not place:
            self._refuse("请选择文件保存的位置")
            return
        # A bare name is a file among the user's documents, not in whatever folder the program was started from.
        path = files.with_suffix(settings.documents() / Path(place).expanduser())
        try:
            files.refuse_impossible(path)
        except KnownError as error:
            self._refuse(error.message)
            return
        if path.exists():
            self._refuse(f"“{path.name}”已经存在。为了不覆盖原有资料，请换一个文件名或位置")
            return
        typed = {key: editor.typed() for key, editor in self.inputs.items()}
        try:
            self.session = files.create_station(path, clock=self._clock, user=settings.account(), **typed)
        except RefusedError as error:
            labels = Station.KIND.labels
            self._refuse("\n".join(f"{labels.get(p.field, '')}：{p.message}" for p in error.problems))
        except KnownError as error:
            messages.show_known(self, error)
        else:
            self.accept()

    @called_by_qt(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the wrapped texts need."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), self.minimumWidth())
            self.resize(width, max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()))

    def _labelled(self, key: str) -> QVBoxLayout:
        field = Station.KIND.by_key[key]
        editor = self.inputs[key]
        label = plain_label(field.label + ("（必填）" if field.required else ""))
        label.setBuddy(editor.editor)
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addSpacing(4)
        box.addWidget(label)
        box.addWidget(editor)
        return box

    def _add_place(self, box: QVBoxLayout) -> None:
        self.place = QLineEdit()
        self.place.setObjectName("place")
        self.place.setAccessibleName("文件保存位置")
        self.place.textEdited.connect(lambda _: self._own_place())
        label = plain_label("文件保存位置")
        label.setBuddy(self.place)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(_button("更改…", self._browse))
        box.addSpacing(4)
        box.addWidget(label)
        box.addLayout(row)
        self._suggest_place()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(_button("取消", self.reject))
        make = _button("新建并打开(&N)", self.make)
        make.setObjectName("create")
        make.setDefault(True)
        style.set_role(make, "primary")
        row.addWidget(make)
        return row

    def _suggest_place(self) -> None:
        if not self._place_chosen:
            name = "".join(c for c in self.inputs["name"].typed().strip()[:40] if c not in '\\/:*?"<>|')
            path = settings.documents() / f"{name or '本所'}.station"
            self.place.setText(QDir.toNativeSeparators(str(path)))

    def _propose(self, edited: str) -> None:
        """Let the whole names follow name and county until somebody types one."""
        self._own_names.add(edited)
        typed = {key: self.inputs[key].typed() for key in ("name", "county", *self._own_names & {*_PROPOSED})}
        station, _ = Station.KIND.read(typed)
        for key in reversed(_PROPOSED):
            propose = Station.KIND.by_key[key].proposal
            if propose and key not in self._own_names:
                # The bureau's comes first: the plate names it.
                station = station.changed(**{key: propose(station)})
                self.inputs[key].show_value(getattr(station, key))

    def _own_place(self) -> None:
        self._place_chosen = True

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "文件保存位置", self.place.text(), "司法所文件 (*.station)"
        )
        if chosen:
            self._own_place()
            self.place.setText(QDir.toNativeSeparators(chosen))

    def _refuse(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
        self._fit()


def _input(key: str) -> FieldInput:
    field = Station.KIND.by_key[key]
    if field.vocabulary:
        return ChoiceInput(field)
    line = LineInput(field)
    line.line.setPlaceholderText(field.help)
    return line


def _button(text: str, action: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(action)
    return button
