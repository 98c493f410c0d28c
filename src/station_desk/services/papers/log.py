"""Letting papers out of the program, with a line in the print log and in the access log for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from pathlib import Path

from station_desk.domain.keeping.prints import Output, PrintEntry
from station_desk.domain.privacy.privacy import Access, AccessEntry, is_watched
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import may_be_watched
from station_desk.printing.forms.definition import Form
from station_desk.services.forms.declared import declared
from station_desk.services.forms.files import usable
from station_desk.services.forms.uses import needs
from station_desk.services.ground.saving import save_pdfs
from station_desk.services.papers.papers import Paper
from station_desk.services.records.records import get
from station_desk.services.session.session import Session
from station_desk.store.opening import print_log


class PaperLog:
    """Where papers of an opened file are shown, printed and saved; a file open for reading only keeps nothing."""

    def __init__(self, session: Session, kept: Callable[[], object] = lambda: None) -> None:
        """``kept`` is called whenever papers have been logged."""
        self._session = session
        self._kept = kept

    def show(self, paper: Paper) -> None:
        """Log that a paper is about to be looked at, when it tells of watched records in full."""
        if watched := self._watched(paper):
            self._session.note(AccessEntry(Access.VIEW, watched, paper.record, f"预览：{paper.title}"))

    def print(self, paper: Paper) -> None:
        """Log that a paper is about to go to the printer."""
        self._keep([paper], "printed")

    def save(self, paper: Paper, path: Path) -> str:
        """Save a paper outside the file; what cannot be logged does not appear there.

        Returns what to mind about the copy that is out now, in Chinese; "" for nothing.
        """
        return self.save_all({path: paper})

    def save_all(self, papers: Mapping[Path, Paper]) -> str:
        """Save papers that belong together, like `save`: all of them or none."""
        contents = {path: paper.pdf for path, paper in papers.items()}
        save_pdfs(contents, lambda: self._keep(list(papers.values()), "saved"))
        filled = any(paper.manner != "blank" for paper in papers.values())
        exposed = filled and self._session.file.key is not None
        return "本所文件有密码，存出去的这份没有，请妥善保管，用完删除。" if exposed else ""

    def _keep(self, papers: Sequence[Paper], output: Output) -> None:
        """Keep papers in the print log and in the access log, all of them or none."""
        if papers and not self._session.read_only:
            print_log.add_all(self._session.file, [self._entries(paper, output) for paper in papers])
            self._kept()

    def _entries(self, paper: Paper, output: Output) -> tuple[PrintEntry, AccessEntry | None]:
        """What both logs keep of a paper; a blank one tells of nobody."""
        at = self._session.clock.now().astimezone(UTC).isoformat(timespec="milliseconds")
        entry = PrintEntry(
            *(at, self._session.user, paper.form, paper.edition, paper.title, paper.record),
            *(paper.manner, output, paper.copy, paper.pages, paper.digest, paper.terms),
        )
        if paper.manner == "blank":
            return entry, None
        named = [(paper.form, paper.edition), *((key, "") for key in paper.parts if paper.record is not None)]
        kinds = (form.record for one in named if (form := usable(self._session, *one)) is not None)
        return entry, AccessEntry(Access.PRINT, next(kinds, ""), paper.record, paper.title)

    def _watched(self, paper: Paper) -> str:
        """The watched kind of which a paper tells in full, "" when it tells of none."""
        if paper.manner != "filled":
            return ""
        named = [(key, "") for key in paper.parts] or [(paper.form, paper.edition)]
        forms = [form for one in named if (form := usable(self._session, *one)) is not None]
        return next((watched for form in forms if (watched := self._watched_in(paper, form))), "")

    def _watched_in(self, paper: Paper, form: Form) -> str:
        if form.record and paper.record is not None:
            record = get(self._session, KINDS[form.record], paper.record)
            return form.record if record is not None and is_watched(record) else ""
        # Among all disputes of a month some may concern minors.
        sources = {form.record} if form.record else _told_of(form)
        return next(iter(sorted(key for key in sources if key in KINDS and may_be_watched(KINDS[key]))), "")


def _told_of(form: Form) -> set[str]:
    """The kinds of which the tables of a form about the station tell: those listed, and those rooms make rows of."""
    sources = needs(form).sources
    rules = (declared().rows_about("", source) for source in sources)
    return {*sources, *(cls.KIND.key for rule in rules if rule is not None for cls in rule.of)}


def printed(session: Session, limit: int = 200) -> list[PrintEntry]:
    """The newest entries of the print log, newest first."""
    return print_log.newest(session.file, limit)
