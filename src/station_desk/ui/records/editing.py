"""The editor of a record, with what its kind adds to it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from station_desk.domain.records.record import Record
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.records.person_file import has_person, open_person, open_person_of
from station_desk.ui.records.steps import StepsHead, providers


def editor_of(hub: Hub, record: Record, parent: QWidget) -> RecordEditor:
    """The editor of a record over a page, not yet open; that of a saved case with its steps and papers."""
    editor = RecordEditor(hub, record, parent)
    if provider := providers().get(record.KIND.key):
        editor.add_head(StepsHead(hub, editor, provider, editor_of))
    if record.id and has_dossier(record.KIND.key):
        # What prints is loaded with the first case that is opened.
        from station_desk.ui.records.dossier import DossierPanel

        panel = DossierPanel(hub, record, editor)
        editor.add_panel(panel, "卷宗", "卷宗(&J)")
    if record.id and has_person(record.KIND):
        editor.add_way(
            "一人一档(&F)", "personFile", lambda: open_person_of(hub, editor.record, editor, editor_of)
        )
    # Asked for in the dialog of a part, he stands above that.
    editor.form.person_wanted.connect(
        lambda person: open_person(hub, person, QApplication.activeModalWidget() or editor, editor_of)
    )
    return editor
