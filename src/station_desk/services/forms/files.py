"""The definitions of the forms: those that can be used, and what is wrong with the others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from io import BytesIO, TextIOWrapper

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.kinds.county_document import DOCUMENTS, FORM, CountyDocument
from station_desk.domain.packs.keys import Fault
from station_desk.domain.packs.reading import open_toml
from station_desk.domain.records.query import Where, both
from station_desk.printing.forms.definition import Form, Judge, load_sound, parse_form
from station_desk.services.forms.list import own_forms, why_not_in_place
from station_desk.services.forms.names import unusable, wrong
from station_desk.services.session.session import Session

_ID = re.compile(r"[\w-]+")
_REMEMBERED = 128
"""Texts of a county's forms that are not read again."""


def form_of(session: Session, form_id: str, edition: str = "") -> Form:
    """A form by its id; KnownError when there is none, or none that can be used.

    With an ``edition`` it is the one of that edition where the file or the program still has it, else that in use. The
    county's form stands in for the program's of its id, also when it cannot be used: who signs what another laid down
    must not get other words unawares.
    """
    if edition and (former := _former(session, form_id, edition)) is not None:
        return former
    own = own_forms(session).get(form_id)
    if own is not None:
        return _of_document(session, own)
    forms, faults = loaded()
    form = forms.get(form_id)
    if form is None and faults:
        raise faults[0]
    if form is None:
        known = "、".join({**forms, **own_forms(session)})
        raise KnownError(f"没有编号为“{form_id}”的表格", "", f"可用的有：{known}")
    return form


def usable(session: Session, form_id: str, edition: str = "") -> Form | None:
    """A form as `form_of` gives it; None when there is none that can be used."""
    try:
        return form_of(session, form_id, edition)
    except KnownError:
        return None


def form_faults(session: Session) -> list[KnownError]:
    """What is wrong with the definitions that cannot be used, the program's and the county's; the others can."""
    return [*loaded()[1], *(fault for _, fault in own_faults(session))]


def own_faults(session: Session) -> list[tuple[CountyDocument, KnownError]]:
    """The documents in use of the county's forms that cannot be used, and what is wrong with each."""
    return session.remembered("faults of forms", lambda: list(_own_faults(session)), DOCUMENTS)


@cache
def loaded() -> tuple[dict[str, Form], list[KnownError]]:
    """The program's forms that can be used, by id in their order, and the faults of the others."""
    return load_sound(paths.forms(), unusable)


def read_own(name: str, content: bytes, also: Judge = lambda _form: ()) -> Form:
    """A county's form from a file that is called ``name``.

    FaultyError tells everything that keeps it from being used, names that do not exist among it: what the file holds
    must not print as an empty line for ever. ``also`` tells what else does. KnownError when it cannot be read at all.
    """

    def judge(form: Form) -> Iterator[Fault]:
        yield from _judge(form)
        yield from also(form)

    opened = partial(TextIOWrapper, BytesIO(content), encoding="utf-8-sig")
    return parse_form(open_toml(name, opened, tomllib.loads, "表格定义"), judge)


def read_document(document: CountyDocument) -> Form:
    """The form of a document of the file; KnownError, naming all its faults, when it cannot be used."""
    try:
        form = _read_once(document.title or document.name, document.content)
    except KnownError as error:
        error.message = f"本县的{error.message}"
        raise _kept(error, document) from None
    if (form.id, form.edition, form.record) != (document.name, document.edition, document.about):
        told = f"本县表格“{document.title}”的内容和登记的编号、版次或者针对的记录不一样"
        raise _kept(KnownError(told), document)
    return form


@lru_cache(maxsize=_REMEMBERED)
def _read_once(name: str, content: str) -> Form:
    """A text of a file says the same as long as the program runs, whatever file is opened."""
    return read_own(name, content.encode("utf-8", "replace"))


def _kept(error: KnownError, document: CountyDocument) -> KnownError:
    back = "；移除它，就恢复程序自带的那张" if document.name in loaded()[0] else ""
    error.kept = "它留在本所文件里，其他表格不受影响"
    error.advice = f"请在“文件 › 本县表格”里导出，改正以后再导入{back}"
    return error


def _judge(form: Form) -> Iterator[Fault]:
    """Why a county's form cannot be used."""
    found = list(unusable(form))
    yield from found
    if any(fault.path == ("record",) for fault in found):
        return
    yield from wrong(form)
    yield from _head(form)
    if told := why_not_in_place(form.id, form.record):
        yield Fault(("id",), told)


def _head(form: Form) -> Iterator[Fault]:
    """What the register of documents and the print log could not hold."""
    if not _ID.fullmatch(form.id):
        yield Fault(("id",), "只能用字母、数字、汉字、下划线和连字符")
    if not form.edition.strip():
        yield Fault(("edition",), "要写版次：打印记录和重印靠它分清新旧")
    columns = CountyDocument.KIND.by_key
    for key, column in (("id", "name"), ("title", "title"), ("edition", "edition"), ("source", "source")):
        if (length := len(getattr(form, key))) > columns[column].longest:
            yield Fault((key,), f"最多 {columns[column].longest} 个字，现在有 {length} 个")


def _of_document(session: Session, document_id: int) -> Form:
    document = session.reader.get(CountyDocument, document_id)
    if document is None:
        raise KnownError("这张本县表格已经移除", "", "请重新打开打印菜单")
    return read_document(document)


def _former(session: Session, form_id: str, edition: str) -> Form | None:
    """A form of an edition: the county's last one of it, else the program's."""
    where = both(*(Where(key, "==", value) for key, value in (("name", form_id), ("edition", edition))))
    found = sorted(
        (one.in_use, one.id, one) for one in session.reader.all(CountyDocument, where) if one.sort == FORM
    )
    for _, _, document in reversed(found):
        try:
            return read_document(document)
        except KnownError:
            continue
    form = loaded()[0].get(form_id)
    return form if form is not None and form.edition == edition else None


def _own_faults(session: Session) -> Iterator[tuple[CountyDocument, KnownError]]:
    where = both(Where("sort", "==", FORM), Where("in_use", "==", True))
    for document in session.reader.all(CountyDocument, where):
        try:
            read_document(document)
        except KnownError as error:
            yield document, error
