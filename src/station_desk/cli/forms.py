"""The command about forms: those of the program and of the county, listed, checked, imported, exported, removed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from station_desk.cli.opened import file_of, opened
from station_desk.cli.output import DONE, FINDINGS, UNUSABLE, print_json, print_lines, tell, tell_known
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.packs.keys import FaultyError
from station_desk.domain.register.kinds import KINDS
from station_desk.services.forms import county, files
from station_desk.services.forms import list as form_list
from station_desk.services.forms import names as form_names
from station_desk.services.forms.county import OwnForm
from station_desk.services.forms.list import FormInfo


class Words(argparse.Action):
    """What is to be done with forms and the words after it: a name of a file alone lists the forms of that file."""

    _AFTER: ClassVar[dict[str, tuple[str, ...]]] = {
        "validate": ("definition", "file"),
        "import": ("file", "definition"),
        "export": ("file", "form"),
        "remove": ("file", "form"),
    }

    def __call__(
        self, parser: argparse.ArgumentParser, options: argparse.Namespace, words: Any, option: Any = None
    ) -> None:
        """Put each word where it belongs."""
        action, *rest = words if words and words[0] in self._AFTER else ("", *words)
        names = self._AFTER.get(action, ("file",))
        if len(rest) > len(names):
            parser.error(f"不认识 {' '.join(rest[len(names) :])}")
        for name, word in zip(names, rest, strict=False):
            try:
                setattr(options, name, word if name == "form" else file_of(word))
            except argparse.ArgumentTypeError as error:
                parser.error(str(error))
        options.action = action


def forms(options: argparse.Namespace) -> int:
    """Do with forms what the words ask for; without any, list those of the program."""
    if options.action not in _TASKS:
        return _list(options)
    run, needed, lacking = _TASKS[options.action]
    if any(getattr(options, name) is None for name in needed):
        tell(f"请写明{lacking}")
        return UNUSABLE
    return run(options)


def _list(options: argparse.Namespace) -> int:
    if options.file is None:
        return _listed(options, form_list.program_forms(), (), files.loaded()[1])
    with opened(options) as session:
        own = county.listed(session)
        faults = files.form_faults(session)
        return _listed(options, form_list.forms(session), own, faults)


def _listed(
    options: argparse.Namespace,
    found: Sequence[FormInfo],
    own: Sequence[OwnForm],
    faults: Iterable[KnownError],
) -> int:
    """Put out the forms that print menus offer, then what else lies in the file of the county's."""
    offered = {one.document.name: one for one in own if one.document.in_use}
    others = [one for one in own if not one.document.in_use or one.document.name not in _own_ids(found)]
    if options.json:
        print_json([_head(form, offered) for form in found] + [_left(one) for one in others])
    else:
        print_lines(
            f"{form.id}\t{form.label}\t{KINDS[form.kind].label if form.kind else ''}" for form in found
        )
        print_lines(f"{one.document.name}\t{one.document.title}\t{one.state}" for one in others)
    told = False
    for fault in faults:
        tell_known(fault)
        told = True
    return FINDINGS if told else DONE


def _own_ids(found: Iterable[FormInfo]) -> frozenset[str]:
    return frozenset(form.id for form in found if form.own)


def _head(form: FormInfo, own: dict[str, OwnForm]) -> dict[str, Any]:
    head: dict[str, Any] = {"id": form.id, "title": form.title, "record_kind": form.kind or None}
    return {**head, "county": _county(own[form.id]) if form.own else None}


def _left(one: OwnForm) -> dict[str, Any]:
    document = one.document
    head = {"id": document.name, "title": document.title, "record_kind": document.about or None}
    return {**head, "county": _county(one)}


def _county(one: OwnForm) -> dict[str, Any]:
    """What there is to know of a county's form."""
    faults: list[dict[str, Any]] = []
    if isinstance(one.fault, FaultyError):
        faults = [{"line": at.line, "key": at.key, "message": at.message} for at in one.fault.faults]
    elif one.fault is not None:
        faults = [{"line": 0, "key": "", "message": one.fault.message}]
    return {
        "edition": one.document.edition,
        "source": one.document.source,
        "added_on": one.document.added_on.isoformat() if one.document.added_on else None,
        "in_use": one.document.in_use,
        "replaces": one.replaces or None,
        "faults": faults,
    }


def _validate(options: argparse.Namespace) -> int:
    """Check a definition; against a station file too: as strictly as an import does."""
    if options.file is not None:
        with opened(options):
            form, _ = county.examine(options.definition)
        tell(f"“{form.title}”没有问题，可以导入")
        return DONE
    title, problems = form_names.validate(options.definition)
    for problem in problems:
        tell(problem)
    if problems:
        return FINDINGS
    tell(f"“{title}”没有问题")
    return DONE


def _import(options: argparse.Namespace) -> int:
    with opened(options) as session:
        done = county.import_form(session, options.definition)
    tell(done.message)
    if options.json:
        told = {"id": done.form.id, "edition": done.form.edition, "before": done.before}
        print_json({**told, "replaces": done.replaces or None, "changed": bool(done.changes.ids)})
    else:
        print_lines([done.form.id])
    return DONE


def _export(options: argparse.Namespace) -> int:
    with opened(options) as session:
        county.export(session, options.form, options.output, options.edition)
    if options.json:
        print_json({"id": options.form, "file": str(options.output)})
    else:
        print_lines([str(options.output)])
    return DONE


def _remove(options: argparse.Namespace) -> int:
    with opened(options) as session:
        changes = county.remove(session, options.form)
    tell(f"已移除本县表格“{options.form}”。{county.after_removal(options.form)}")
    if options.json:
        print_json({"id": options.form, "editions": len(changes.ids)})
    else:
        print_lines([options.form])
    return DONE


_TASKS: dict[str, tuple[Callable[[argparse.Namespace], int], tuple[str, ...], str]] = {
    "validate": (_validate, ("definition",), "要检查的表格定义文件"),
    "import": (_import, ("file", "definition"), "司法所文件和要导入的表格定义文件"),
    "export": (_export, ("file", "form", "output"), "司法所文件和表格编号，并用 -o 写明导出到哪里"),
    "remove": (_remove, ("file", "form"), "司法所文件和要移除的表格编号"),
}
"""What can be done with forms, which words it needs, and what is told where one is lacking."""
