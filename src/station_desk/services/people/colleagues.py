"""The names of those who work here or mediate today: who registers, records, visits and keeps is one of them."""

from __future__ import annotations

from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.populations import serving_mediator
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.populations import in_post
from station_desk.services.session.session import Session
from station_desk.store.ground.name_order import pinyin

_MOST = 8
_KINDS = frozenset({"staff", "mediator", "committee"})


def names_in_post(session: Session, text: str) -> tuple[str, ...]:
    """Names that a part, the pinyin or its initials stand for, those of the station first; none while names are hidden.

    What is taken stands in the field in full, so a name half hidden would be no use.
    """
    typed = text.casefold()
    if session.names_hidden or not typed:
        return ()
    known = session.remembered("names in post", lambda: _in_post(session), _KINDS)
    return tuple(name for name, ways in known if any(typed in way for way in ways))[:_MOST]


def _in_post(session: Session) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Everybody who is in post today, once, and what each is found by."""
    today = session.clock.today()
    staff = session.reader.all(Staff, in_post(today))
    mediators = session.reader.all(Mediator, serving_mediator(today))
    names = dict.fromkeys(
        name for name in (*(each.name for each in staff), *(each.name for each in mediators)) if name
    )
    return tuple((name, _ways(name)) for name in names)


def _ways(name: str) -> tuple[str, ...]:
    syllables = pinyin(name)
    return (name, "".join(syllable[0] for syllable in syllables), "".join(syllables))
