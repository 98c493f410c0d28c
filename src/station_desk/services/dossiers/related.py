"""Papers of a case that are printed of records beside it, each by itself: every leave of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from station_desk.domain.keeping.prints import PrintEntry
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.dossiers.pack import DossierPaper
from station_desk.services.forms.desk import Desk, referring
from station_desk.services.forms.files import usable
from station_desk.services.forms.fit import fitting
from station_desk.services.session.session import Session
from station_desk.store.opening import print_log


def records_of(session: Session, desk: Desk, case: Record, paper: DossierPaper) -> tuple[Record, ...] | None:
    """The records that a paper is printed of, by the day that places them; None where that is the case itself."""
    form = usable(session, paper.form) if paper.form else None
    if form is None or form.record == case.KIND.key:
        return None
    kind, fits = KINDS[form.record], fitting(form, desk.today)
    key = referring(kind, case.KIND)
    mine = both(Where(key or "", "==", case.id), fits.where)
    order = (kind.happened, False) if kind.happened else kind.register_order
    found = session.reader.iterate(Query(kind, mine, order=order))
    return tuple(one for one in found if fits.holds(desk, one))


def newest_print(
    session: Session, about_case: Sequence[PrintEntry], paper: DossierPaper, about: Iterable[Record]
) -> PrintEntry | None:
    """The newest print of a paper; of one that is printed of several records only once all of them are printed."""
    own = [one for one in about_case if prints(one, paper.form)]
    if own:
        return own[-1]
    each = [
        [one for one in print_log.papers_about(session.file, record.id) if prints(one, paper.form)]
        for record in about
    ]
    return max((found[-1] for found in each), key=lambda one: one.at) if each and all(each) else None


def prints(entry: PrintEntry, form: str) -> bool:
    """Whether a paper of the print log is, or holds, one by a form."""
    return bool(form) and (entry.form == form or form in entry.terms.parts)
