"""Who is known, offered below the name of one side of a case: whoever is taken is linked when it is saved."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.mediation.summary import names_in
from station_desk.domain.records.record import Record
from station_desk.services.people import persons
from station_desk.services.people.persons import Offer
from station_desk.services.records.entering import Parts, judge_part
from station_desk.services.session.session import Session
from station_desk.ui.inputs.basic import LineInput
from station_desk.ui.inputs.known import is_no_name, suggestion
from station_desk.ui.inputs.suggesting import Suggesting, Suggestion


class KnownParty(QObject):
    """Offers who is known below the name of a side, and keeps whom somebody took while that name stands.

    Nobody is offered for several names: they are parties by name alone.
    """

    def __init__(self, named: LineInput, side: str, session: Session) -> None:
        super().__init__(named)
        self._named, self._side, self._session = named, side, session
        self._taken: Offer | None = None
        self.offering = Suggesting(named.line, self._found, is_no_name)
        self.offering.taken.connect(self._take)
        named.line.textEdited.connect(self._drop)

    def party(self, case: Record) -> Record | None:
        """The party of this side as whoever was taken; None where nobody was, or who is called otherwise by now."""
        name, phone = getattr(case, self._side), getattr(case, f"{self._side}_phone")
        party = self._known(Party(side=self._side, name=name, phone=phone))
        return party if party is not None and getattr(party, "name", "") == name else None

    def forget(self) -> None:
        """Another line begins: nobody is meant by what stands here, and nobody is offered for it."""
        self._drop()
        self.offering.hide()

    def _drop(self) -> None:
        self._taken = None

    def _found(self, text: str) -> list[Suggestion]:
        if names_in(text) != (text,):
            return []
        return [suggestion(each) for each in persons.offers(self._session, text, Party.KIND)]

    def _take(self, offer: Offer) -> None:
        self._taken = offer
        party = self._known(Party(side=self._side))
        if party is not None:
            self._named.line.setText(getattr(party, "name", ""))
            self._named.edited.emit()

    def _known(self, party: Record) -> Record | None:
        """The party as whoever was taken; None where nobody was, and where he was removed since."""
        try:
            return persons.take(self._session, party, self._taken) if self._taken else None
        except KnownError:
            return None


def chosen_parts(session: Session, case: Record, sides: Iterable[KnownParty]) -> Parts | None:
    """The parties of a line who were taken among those known; who cannot be a party as he is known stays a name."""
    parties = [party for side in sides if (party := side.party(case))]
    judged = [judge_part(session, case, party.changed(id=-at)) for at, party in enumerate(parties, 1)]
    kept = tuple(each for each in judged if not each.blocked)
    return Parts(kept) if kept else None
