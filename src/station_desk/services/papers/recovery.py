"""The recovery key as a page to print and lock away."""

from __future__ import annotations

from collections.abc import Sequence

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import DateType
from station_desk.printing.drawing.data import DocumentMeta, FormData
from station_desk.printing.forms.definition import load_forms
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts
from station_desk.services.papers.papers import Paper
from station_desk.services.privacy import sealing
from station_desk.services.session.session import Session
from station_desk.store.ground import password

_PURPOSE = "忘记密码时，在打开文件的窗口里输入下面的恢复密钥，一行不漏，就能打开这个司法所文件和它的备份。"
_SEAL_PURPOSE = "忘记封存密码时，在输入封存密码的地方输入下面的恢复密钥，一行不漏，就能打开已封存的记录。"
_WARNING = (
    "拿到这张单子的人就能打开资料，请装入信封封好，锁在保险柜里，不要拍照，不要和文件放在一起。"
    "文件的密码改过或者取消以后，这张单子就作废，要重新打印，旧单销毁。"
)


def recovery_sheet(session: Session) -> Paper:
    """The recovery key of the opened file as a page to print; KnownError when it has no password."""
    key = session.file.key
    if key is None:
        raise KnownError("这个文件没有密码，不需要恢复密钥", "", "请先设置密码")
    return sheet(session, password.recovery_of(key), _PURPOSE)


def sheet(session: Session, lines: Sequence[str], purpose: str) -> Paper:
    """A page with a secret in numbered lines."""
    form = load_forms(paths.resources("sheets"))["recovery"]
    values = {
        "station": session.station.name,
        "printed_on": DateType().show(session.clock.today()),
        "purpose": purpose,
        "warning": _WARNING,
    }
    rows = [{"no": str(number), "digits": line} for number, line in enumerate(lines, start=1)]
    meta = DocumentMeta(form.title, session.station.name, made_on=session.clock.today())
    made = render(form, FormData(values, {"lines": rows}), Fonts(paths.resources("fonts")), meta=meta)
    return Paper(form.id, form.title, f"{form.title}.pdf", made.pdf, made.pages, sides=made.sides)


def seal_sheet(session: Session, typed: str) -> Paper:
    """The recovery key of the second password as a page to print."""
    return sheet(session, sealing.recovery_lines(session, typed), _SEAL_PURPOSE)
