"""Who is known, offered below a field of a row that sums up the names of its parts: whoever is taken is linked then."""

from __future__ import annotations

from PySide6.QtCore import QObject

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.records.names import last_name, names_in
from station_desk.domain.register.relations import Summed
from station_desk.services.people import persons
from station_desk.services.people.persons import Offer
from station_desk.services.session.session import Session
from station_desk.ui.core.messages import plain_label
from station_desk.ui.inputs.basic import LineInput
from station_desk.ui.inputs.known import is_no_name, suggestion
from station_desk.ui.inputs.suggesting import Suggesting, Suggestion

_LINKED = "保存时关联到人员档案"
_MADE = "保存时建立人员档案，和选中的那一处是同一个人"


class KnownPart(QObject):
    """Offers who is known for the last name of a list, and keeps whom somebody took while that name stands."""

    def __init__(self, named: LineInput, summed: Summed, session: Session) -> None:
        super().__init__(named)
        self._named, self._summed, self._session = named, summed, session
        self._taken: list[tuple[str, Offer]] = []
        self.told = plain_label("", "muted", wrap=True)
        self.told.setObjectName(f"taken.{named.field.key}")
        self.told.hide()
        named.box.addWidget(self.told)
        self.offering = Suggesting(named.line, self._found, lambda text: is_no_name(last_name(text)))
        self.offering.taken.connect(self._take)
        named.line.textEdited.connect(self._keep_standing)

    @property
    def taken(self) -> tuple[tuple[str, Offer], ...]:
        """Whoever was taken, each with the name that stands for him."""
        return tuple(self._taken)

    def forget(self) -> None:
        """Another record begins: nobody is meant by what stands here, and nobody is offered for it."""
        self._taken = []
        self._tell()
        self.offering.hide()

    def _keep_standing(self, text: str) -> None:
        """Keep those whose names stand, each once for each time his does."""
        names = list(names_in(text))
        kept = []
        for name, offer in self._taken:
            if name in names:
                names.remove(name)
                kept.append((name, offer))
        self._taken = kept
        self._tell()

    def _found(self, text: str) -> list[Suggestion]:
        name = last_name(text)
        if not name:
            return []
        return [suggestion(each) for each in persons.offers(self._session, name, self._summed.kind)]

    def _take(self, offer: Offer) -> None:
        try:
            known = persons.take(self._session, self._summed.kind.cls(**self._summed.fixed), offer)
        except KnownError:
            # He was removed since he was offered: what was typed stays.
            return
        text, name = self._named.line.text().rstrip(), getattr(known, "name", "")
        before = text[: len(text) - len(last_name(text))]
        self._keep_standing(before)
        self._named.line.setText(before + name)
        self._taken.append((name, offer))
        self._tell()
        self._named.edited.emit()

    def _tell(self) -> None:
        """Say what comes of the choice; with several names, of whom it is said."""
        several = len(names_in(self._named.line.text())) > 1
        lines = [
            f"{f'{name}：' if several else ''}{_LINKED if offer.person else _MADE}"
            for name, offer in self._taken
        ]
        self.told.setText("\n".join(lines))
        self.told.setVisible(bool(lines))
