"""What the file of one case has of its papers: which are missing, made, printed, attached or signed.

Nothing here is stored: what the print log, the attachments, the record and its parts say is put together when somebody
asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final, Literal

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import DateType
from station_desk.domain.keeping.files import is_picture
from station_desk.domain.keeping.kinds.attachment import OTHER, Attachment
from station_desk.domain.keeping.prints import PrintEntry
from station_desk.domain.records.record import Record
from station_desk.printing.forms.conditions import Condition
from station_desk.services.dossiers.doubts import changed_since, out_of_order, told_by, verified_days
from station_desk.services.dossiers.pack import DossierPack, DossierPaper, Need, dossier_of
from station_desk.services.dossiers.related import newest_print, prints, records_of
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.files import usable
from station_desk.services.forms.fit import holds, misfit
from station_desk.services.records import attachments, judge
from station_desk.services.session.session import Session
from station_desk.store.opening import print_log

State = Literal["missing", "made", "printed", "attached", "signed"]

STATES: Final[Mapping[State, str]] = {
    "missing": "没有",
    "made": "登记说明已有",
    "printed": "已打印",
    "attached": "已附扫描件",
    "signed": "签名齐全",
}
"""How far a paper is, from the least to the most."""
NEEDS: Final[Mapping[Need, str]] = {"required": "必备", "as needed": "按需"}


@dataclass(frozen=True)
class Entry:
    """One paper of a case: whether it must be there, how far it is, what shows it.

    ``printed`` is its newest print, also as part of a volume. ``doubt`` says why what was signed may no longer be what
    the record says, "" for no reason. ``either`` names the papers one of which is enough, this one among them.
    ``unsigned`` names who has not signed it, by a record that keeps who signs when. ``about`` are the records it is
    printed of, each by itself, where these are not the case.
    """

    paper: DossierPaper
    need: Need
    state: State
    attached: tuple[Attachment, ...] = ()
    printed: PrintEntry | None = None
    doubt: str = ""
    either: tuple[str, ...] = ()
    unsigned: str = ""
    about: tuple[Record, ...] = ()

    @property
    def there(self) -> bool:
        """Whether there is anything of it."""
        return self.state != "missing"

    @property
    def lacks_signatures(self) -> bool:
        """Whether somebody has still to sign what lies before them."""
        return bool(self.paper.signers) and (self.state in ("printed", "attached") or bool(self.unsigned))


@dataclass(frozen=True)
class Dossier:
    """The papers of a case in their order; ``others`` are attachments that are none of them.

    ``monthly``: it is bound with others of its month. ``contradictions`` are days that cannot follow one another so;
    of those that are ``verified`` somebody said that they did, and nothing is left to do about them.
    """

    pack: DossierPack
    entries: tuple[Entry, ...]
    others: tuple[Attachment, ...]
    monthly: bool
    contradictions: tuple[Problem, ...] = ()
    verified: tuple[Problem, ...] = ()

    @property
    def missing(self) -> tuple[Entry, ...]:
        """What must be there and is not; of papers one of which is enough the first stands for all."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.need == "required" and not entry.there:
                found.setdefault(entry.paper.either or entry.paper.id, entry)
        return tuple(found.values())

    @property
    def unsigned(self) -> tuple[Entry, ...]:
        """What is there and has not all its signatures."""
        return tuple(entry for entry in self.entries if entry.lacks_signatures)

    @property
    def doubtful(self) -> tuple[Entry, ...]:
        """What was signed and may no longer be what the record says."""
        return tuple(entry for entry in self.entries if entry.doubt)

    @property
    def sound(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.missing or self.unsigned or self.doubtful or self.contradictions)


def told_days(problems: Iterable[Problem], labels: Mapping[str, str]) -> tuple[str, ...]:
    """What is told of days, each with the label of its field where it has one."""
    return tuple("：".join(filter(None, (labels.get(one.field), one.message))) for one in problems)


def name_of_missing(entry: Entry) -> str:
    """How a missing paper is called, with those that would do as well."""
    return "或者".join(entry.either) or entry.paper.title


def dossier(session: Session, record: Record) -> Dossier:
    """The file of a saved case as it is now."""
    found = papers_of(session, record)
    about_days = tuple(
        problem
        for rule in judge.rules()
        if not rule.told_with_days
        for problem in rule.find(session, record)
        if problem.field and isinstance(record.KIND.by_key[problem.field].type, DateType)
    )
    verified = tuple(verified_days(session, record))
    told = {problem.field for problem in about_days}
    settled = {frozenset(problem.about) for problem in verified}
    between = (
        one
        for one in out_of_order(session, found.pack, record)
        if one.field not in told and frozenset(one.about) not in settled
    )
    return replace(found, contradictions=(*about_days, *between), verified=verified)


def papers_of(session: Session, record: Record) -> Dossier:
    """Like `dossier`, without a look at the days."""
    pack = dossier_of(record.KIND.key)
    look = _Look(session, pack, record)
    entries = [entry for paper in pack.papers if (entry := look.entry(paper)) is not None]
    said = remarks(entries, look.others)
    kept = (one for one in entries if one.there or not one.paper.remarks or said)
    return Dossier(pack, tuple(_with_choice(list(kept))), look.others, look.monthly)


def names_there(session: Session, record: Record) -> tuple[str, ...]:
    """The papers there are of a case, in binding order, then what else is attached, by its own name.

    Whether a paper that nobody recorded lies in the file is for the pen.
    """
    found = papers_of(session, record) if record.id else None
    if found is None:
        return ()
    return (
        *(entry.paper.title for entry in found.entries if entry.there),
        *(PurePath(one.name).stem for one in found.others),
    )


def remarks(entries: Iterable[Entry], others: Iterable[Attachment]) -> tuple[str, ...]:
    """What is to be said about a file, as Chinese sentences: what was changed after signing, what is added by hand."""
    found = []
    for entry in entries:
        if entry.doubt:
            found.append(f"{entry.paper.title}：{entry.doubt}。")
        found += (_by_hand(entry.paper.title, one) for one in entry.attached if not is_picture(one.media))
    found += (_by_hand("其他材料", one) for one in others if not is_picture(one.media))
    return tuple(found)


def _by_hand(title: str, attachment: Attachment) -> str:
    return f"{title}的附件“{attachment.name}”是PDF，另行打印后附入。"


class _Look:
    """One look at a case: what was printed and attached is read once for all its papers."""

    def __init__(self, session: Session, pack: DossierPack, record: Record) -> None:
        self._session, self._pack, self._record = session, pack, record
        self._desk = Desk(session)
        self._prints = print_log.papers_about(session.file, record.id)
        self._filed: dict[str, list[Attachment]] = {}
        others = []
        for one in attachments.listed(session, record):
            paper = paper_shown(pack, one)
            if paper is None:
                others.append(one)
            else:
                self._filed.setdefault(paper.id, []).append(one)
        self.others = tuple(others)
        self.monthly = bool(pack.monthly) and self._hold(pack.monthly)

    def entry(self, paper: DossierPaper) -> Entry | None:
        """How far a paper is; None where it neither belongs to the case nor is there."""
        attached = tuple(self._filed.get(paper.id, ()))
        about = records_of(self._session, self._desk, self._record, paper)
        printed = newest_print(self._session, self._prints, paper, about or ())
        made = bool(paper.made) and self._hold(paper.made)
        signed = [one for one in attached if one.signed]
        state: State = (
            "signed"
            if signed
            else "attached"
            if attached
            else "printed"
            if printed
            else "made"
            if made
            else "missing"
        )
        belongs = self._belongs(paper, about)
        if state == "missing" and not belongs:
            return None
        need: Need = "required" if belongs and self._required(paper) else "as needed"
        doubt = self._doubt(paper, signed, about) if signed else ""
        unsigned = self._unsigned(paper) if paper.unsigned and belongs and state != "signed" else ""
        return Entry(paper, need, state, attached, printed, doubt, unsigned=unsigned, about=about or ())

    def _unsigned(self, paper: DossierPaper) -> str:
        return self._desk.values(self._record, (paper.unsigned,)).get(paper.unsigned, "")

    def _belongs(self, paper: DossierPaper, about: tuple[Record, ...] | None) -> bool:
        if not self._hold(paper.when):
            return False
        if about is not None:
            return bool(about) or paper.once
        form = usable(self._session, paper.form) if paper.form and not paper.once else None
        return form is None or not misfit(form, self._record, self._desk, lambda names: {})

    def _required(self, paper: DossierPaper) -> bool:
        if self.monthly and not paper.monthly:
            return False
        return paper.need == "required" or (bool(paper.required_when) and self._hold(paper.required_when))

    def _hold(self, conditions: tuple[Condition, ...]) -> bool:
        return all(holds(condition, self._desk, self._record) for condition in conditions)

    def _doubt(self, paper: DossierPaper, signed: list[Attachment], about: tuple[Record, ...] | None) -> str:
        """Why a signed paper may no longer be what the record says."""
        history = self._session.file.history
        marks = [
            (changes.get("signed") or changes.get("")) for one in signed if (changes := history.last(one.id))
        ]
        when = max((mark for mark in marks if mark), default=None)
        if when is None or not paper.form:
            return ""
        if any(prints(one, paper.form) and one.at > when[1] for one in self._prints):
            return "签名以后又打印过，请核对卷里是哪一份"
        if about is not None:
            changed = any(seq > when[0] for one in about for seq, _ in history.last(one.id).values())
            return "签名以后登记又有增加或者改动，签名的内容可能不一致" if changed else ""
        form = usable(self._session, paper.form)
        named = told_by(form, self._record.KIND) if form else frozenset()
        later = changed_since(self._session, self._record, named, when[0])
        return f"签名以后登记的{'、'.join(later)}又改过，签名的内容可能不一致" if later else ""


def paper_shown(pack: DossierPack, attachment: Attachment) -> DossierPaper | None:
    """The paper that an attachment is a copy of: as somebody said, else by its name, where the longest words count."""
    if attachment.paper == OTHER:
        return None
    if said := pack.paper(attachment.paper):
        return said
    stem = PurePath(attachment.name).stem
    found = [(len(word), paper) for paper in pack.papers for word in paper.words if word in stem]
    return max(found, key=lambda one: one[0])[1] if found else None


def _with_choice(entries: list[Entry]) -> Iterator[Entry]:
    """The papers, of which some are enough in place of others: once one is there, the others need not be."""
    for entry in entries:
        group = [one for one in entries if one.paper.either and one.paper.either == entry.paper.either]
        if entry.need != "required" or not group:
            yield entry
        elif not entry.there and any(one.there for one in group):
            yield replace(entry, need="as needed")
        else:
            required = tuple(one.paper.title for one in group if one.need == "required")
            yield replace(entry, either=required if len(required) > 1 else ())
