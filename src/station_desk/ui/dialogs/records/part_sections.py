"""The sections of a record's parts among those of its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import clip
from station_desk.domain.records.record import Kind
from station_desk.services.records.judge import Judged
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.held_parts import HeldParts
from station_desk.ui.dialogs.records.part_section import PartSection
from station_desk.ui.inputs.form import RecordForm


class PartSections:
    """One section for each kind of parts, beside the fields it is declared to stand beside."""

    def __init__(
        self, hub: Hub, parts: HeldParts, owner: Kind, form: RecordForm, on_change: Callable[[], object]
    ):
        self._hub, self._parts, self._owner, self._form = hub, parts, owner, form
        self.by_kind: dict[str, PartSection] = {}
        usual = not form.is_folding
        places = {each.fold.title: each.fold for each in form.sections}
        last = form.sections[-1].fold
        for kind in parts.kinds:
            is_open = hub.folds.is_open(owner.key, kind.label, usual)
            section = PartSection(hub, parts, kind, is_open=is_open)
            section.folded.connect(lambda on, name=kind.label: hub.folds.remember(owner.key, name, on))
            section.changed.connect(self._show_others)
            section.changed.connect(on_change)
            section.person_wanted.connect(form.person_wanted.emit)
            beside = places.get(kind.beside, last)
            form.page.insertWidget(form.page.indexOf(beside) + 1, section)
            # The next one of the same place stands below this one.
            last = places[kind.beside] = section
            self.by_kind[kind.key] = section
        self.tell_sources()

    def refresh(self) -> None:
        """Show the parts as they are now held."""
        for section in self.by_kind.values():
            section.refresh()
        self.tell_sources()

    def tell_sources(self) -> None:
        """Say under the fields that parts determine where their value comes from."""
        self._form.show_told(
            {
                field.key: f"由“{self.by_kind[field.summary].kind.label}”得出，请在那里修改"
                for field in self._owner.fields
                if field.summary in self.by_kind and self._parts.of(field.summary)
            }
        )

    def is_told(self, key: str) -> bool:
        """Whether parts determine a field."""
        field = self._owner.by_key.get(key)
        return field is not None and bool(self._parts.of(field.summary))

    def lines(self, judged: Iterable[Judged], wanted: Callable[[Problem], bool]) -> list[str]:
        """What is said of parts, each line with the part it concerns."""
        return [
            f"{self._named(each)}：{self._labelled(each, problem)}"
            for each in judged
            for problem in each.problems
            if wanted(problem)
        ]

    def go_to(self, judged: Judged) -> None:
        """Open the form of a part with what is wrong in it."""
        section = self.by_kind[judged.record.KIND.key]
        section.choose(judged.record.id)
        dialog = section.edit()
        if dialog is not None:
            dialog.show_problems(judged.problems)

    def _show_others(self) -> None:
        """Parts may be named in others: what one is called shows there too."""
        self.refresh()

    def _named(self, judged: Judged) -> str:
        record = judged.record
        return f"{record.KIND.label}“{clip(self._hub.session.reader.name_of(record), 20)}”"

    def _labelled(self, judged: Judged, problem: Problem) -> str:
        label = judged.record.KIND.labels.get(problem.field, "")
        return f"{label}：{problem.message}" if label else problem.message
