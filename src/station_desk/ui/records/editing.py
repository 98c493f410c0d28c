"""The editor of a record, with what its kind adds to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.relations import parts_of
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.services.records import records
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
        _offer_new(hub, editor)
        editor.add_way(
            "一人一档(&F)", "personFile", lambda: open_person_of(hub, editor.record, editor, editor_of)
        )
    # Asked for in the dialog of a part, he stands above that.
    editor.form.person_wanted.connect(
        lambda person: open_person(hub, person, QApplication.activeModalWidget() or editor, editor_of)
    )
    return editor


def _offer_new(hub: Hub, editor: RecordEditor) -> None:
    """Let somebody enter from a person's page what stands in a list of its own: reports, leaves, visits."""
    found = [each for each in parts_of(editor.record.KIND) if not each.kind.part and each.kind.page]
    if hub.session.read_only or not found:
        return
    menu = QMenu(editor)
    for number, (kind, key, _) in enumerate(found, start=1):
        action = menu.addAction(f"{kind.label}(&{number})…")
        action.triggered.connect(partial(_begin, hub, editor, kind, key))
    editor.add_menu("登记(&R)", "newOfHis", menu)


def _begin(hub: Hub, editor: RecordEditor, kind: Kind, key: str) -> None:
    made = hub.ask(lambda: records.draft(hub.session, kind, **{key: editor.record.id}), editor)
    if made is not None:
        editor_of(hub, made, editor).open()
