"""本县表格: a county's own forms in the station file: imported, listed, exported, removed.

They are records like any other, so that they are undone, checked, backed up, carried, locked and salvaged with the
rest, and no update of the program touches them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from station_desk.domain.basics.errors import KnownError, why_unread
from station_desk.domain.fields.types import clip
from station_desk.domain.keeping.kinds.county_document import FORM, CountyDocument
from station_desk.domain.packs.keys import Fault
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where, both
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.definition import Form
from station_desk.services.forms import files
from station_desk.services.forms.list import program_forms
from station_desk.services.ground.saving import save_bytes
from station_desk.services.records.entering import remove_all, replacing, save_all
from station_desk.services.session.session import Session

MOST_BYTES = 256 * 1024
"""Of the file of a form; those of the program take six thousand."""
MOST_PLACE = 1_000_000
SUFFIX = ".toml"
_NOT_IMPORTED = "没有导入，本所文件没有改动"


@dataclass(frozen=True)
class OwnForm:
    """One edition of a county's form as it lies in the file.

    ``fault`` is what keeps it from being used, None for nothing; ``replaces`` the title of the program's form in whose
    place it stands, "" for none.
    """

    document: CountyDocument
    fault: KnownError | None
    replaces: str

    @property
    def state(self) -> str:
        """In one word of Chinese."""
        if not self.document.in_use:
            return "旧版"
        return "不能使用" if self.fault else "现用"

    @property
    def message(self) -> str:
        """What its state means, in Chinese."""
        if not self.document.in_use:
            return "旧版，只在重印以前的材料时用"
        if self.fault:
            return str(self.fault)
        return f"代替程序自带的“{self.replaces}”" if self.replaces else "和程序自带的表格一起出现在打印菜单里"

    @property
    def about(self) -> str:
        """The records it is about."""
        kind = KINDS.get(self.document.about)
        return kind.label if kind else self.document.about or "整个司法所"

    @property
    def file_name(self) -> str:
        """What its file may be called."""
        return f"{self.document.name}{SUFFIX}"


@dataclass(frozen=True)
class Imported:
    """A form that was imported; ``before`` is the edition in use until then, None when there was none."""

    changes: Changes
    form: Form
    before: str | None
    replaces: str

    @property
    def message(self) -> str:
        """The outcome in Chinese."""
        told = f"“{self.form.title}”（{self.form.edition} 版）"
        if not self.changes.ids:
            return f"本所文件里已经有一模一样的{told}，没有改动。"
        if self.before is None:
            done = f"已导入{told}，打印菜单里现在有它。"
        elif self.before == self.form.edition:
            done = f"已换成新的{told}。版次没有变，新旧两份材料上分不出来：内容有改动的，请改版次。"
        else:
            done = f"已换成{told}。原来的 {self.before} 版留着，重印以前的材料时用。"
        return done + (f"它代替程序自带的“{self.replaces}”，移除以后恢复。" if self.replaces else "")


def listed(session: Session) -> tuple[OwnForm, ...]:
    """Every county form of the file, each followed by its former editions, the newest first."""
    faults = {document.id: fault for document, fault in files.own_faults(session)}
    found = session.reader.all(CountyDocument, Where("sort", "==", FORM))
    ordered = sorted(found, key=lambda one: (one.name, not one.in_use, -one.id))
    return tuple(OwnForm(one, faults.get(one.id), _replaced(one.name)) for one in ordered)


def own_form(session: Session, form_id: str, edition: str = "") -> OwnForm:
    """A county form of the file by its id, that in use or that of an edition; KnownError when there is none."""
    everything = listed(session)
    found = [one for one in everything if one.document.name == form_id]
    wanted = [one for one in found if not edition or one.document.edition == edition]
    if wanted:
        return wanted[0]
    kept = "本所文件没有改动"
    if found:
        editions = "、".join(one.document.edition for one in found)
        raise KnownError(f"本县表格“{form_id}”没有“{clip(edition)}”版", kept, f"有的版次：{editions}")
    known = "、".join(dict.fromkeys(one.document.name for one in everything))
    advice = f"本县表格有：{known}" if known else "本所文件里还没有导入过本县表格"
    raise KnownError(f"本所文件里没有编号为“{clip(form_id)}”的本县表格", kept, advice)


def examine(path: Path) -> tuple[Form, str]:
    """A county's form from its file, and the text of it.

    FaultyError tells everything that keeps it from being imported, KnownError why it cannot be read.
    """
    content = _content(path)
    try:
        form = files.read_own(path.name, content, _edition)
    except KnownError as error:
        error.kept, error.advice = _NOT_IMPORTED, "请改正以后再导入"
        raise
    return form, content.decode("utf-8")


def import_form(session: Session, path: Path) -> Imported:
    """Import a form, or a newer edition of one, as one intention; nothing of it where anything is wrong with it.

    The edition in use until then is kept; one of the same name gives way, since no paper tells the two apart.
    """
    form, text = examine(path)
    editions = session.reader.all(
        CountyDocument, both(Where("sort", "==", FORM), Where("name", "==", form.id))
    )
    same = next((one for one in editions if one.edition == form.edition), None)
    before = next((one.edition for one in editions if one.in_use), None)
    if same is not None and same.in_use and same.content == text:
        return Imported(Changes("没有改动"), form, before, _replaced(form.id))
    document = CountyDocument(
        sort=FORM,
        name=form.id,
        title=form.title,
        edition=form.edition,
        source=form.source,
        about=form.record,
        place=max(0, min(form.order, MOST_PLACE)),
        in_use=True,
        content=text,
        added_on=session.clock.today(),
        added_by=session.user,
    )
    retired = [one.changed(in_use=False) for one in editions if one.in_use and one is not same]
    label = f"导入本县表格“{clip(form.title)}”"
    changes = save_all(session, label, [*retired, replacing(same, document)])
    return Imported(changes, form, before, _replaced(form.id))


def export(session: Session, form_id: str, path: Path, edition: str = "") -> Path:
    """Save a form as the file it was imported from, byte for byte; where it stands now."""
    document = own_form(session, form_id, edition).document
    if "content" in document.unreadable:
        raise KnownError(f"本县表格“{document.title}”的内容无法读取，不能导出", "没有建立文件")
    if path.suffix.lower() != SUFFIX and path.exists():
        raise KnownError(
            f"“{path.name}”没有保存：这个位置上已经有别的文件",
            "原来的文件没有改动",
            f"请换一个以 {SUFFIX} 结尾的文件名",
        )
    save_bytes(path, document.content.encode("utf-8"))
    return path


def remove(session: Session, form_id: str) -> Changes:
    """Remove a form with its former editions as one intention; the program's of its id, if there is one, comes back."""
    title = own_form(session, form_id).document.title
    gone = [one.document for one in listed(session) if one.document.name == form_id]
    return remove_all(session, f"移除本县表格“{clip(title)}”", gone)


def after_removal(form_id: str) -> str:
    """What removing a form leads to, in Chinese."""
    replaced = _replaced(form_id)
    back = f"程序自带的“{replaced}”恢复使用。" if replaced else ""
    return back + "已经印出的材料不受影响，但不能再照原样重印。"


def faults(session: Session) -> list[str]:
    """What is wrong with the county's forms in use, in Chinese."""
    return [str(fault) for _, fault in files.own_faults(session)]


def _edition(form: Form) -> Iterator[Fault]:
    """The print log tells the county's form from the program's in whose place it stands by the edition alone."""
    program = files.loaded()[0].get(form.id)
    if program is not None and program.edition == form.edition:
        yield Fault(("edition",), f"程序自带的“{program.title}”也是 {form.edition} 版，请写别的版次，好分清")


def _replaced(form_id: str) -> str:
    """The title of the program's form of an id, "" when there is none."""
    return next((info.title for info in program_forms() if info.id == form_id), "")


def _content(path: Path) -> bytes:
    """The bytes of a file that can be a form; no more are read than that."""
    name = clip(path.name, 200)
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise KnownError(
            f"读不了表格定义“{name}”：{why_unread(error)}", _NOT_IMPORTED, "请确认选对了文件"
        ) from error
    if len(content) > MOST_BYTES:
        raise KnownError(
            f"“{name}”超过 {MOST_BYTES // 1024} KB，不会是表格定义", _NOT_IMPORTED, "请确认选对了文件"
        )
    return content
