"""The access log as pages to print, for the file of the station head or for an inspection."""

from __future__ import annotations

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import DateType
from station_desk.domain.privacy.privacy import LogFilter
from station_desk.printing.drawing.data import DocumentMeta, FormData
from station_desk.printing.forms.definition import load_forms
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts
from station_desk.printing.type.system_fonts import find_system_fonts
from station_desk.services.papers.papers import Paper
from station_desk.services.privacy import privacy
from station_desk.services.session.session import Session

MOST = 5000
"""Lines on one print: a hundred and fifty pages; more are printed span by span."""


def access_paper(session: Session, wanted: LogFilter) -> Paper:
    """The wanted lines, the newest first, with whether the chain is whole and its digest."""
    count = privacy.log_count(session, wanted)
    if count > MOST:
        raise KnownError(f"一共 {count:,} 条，一次最多打印 {MOST:,} 条", "", "请选一段时间再打印")
    lines = privacy.log(session, MOST, wanted=wanted)
    form = load_forms(paths.resources("sheets"))["access_log"]
    show = DateType().show
    values = {
        "station": session.station.name,
        "printed_on": show(session.clock.today()),
        "span": "　".join(part for part in (_span(wanted), _narrowed(wanted), f"共 {count:,} 条") if part),
        "state": privacy.log_state(session),
    }
    rows = [
        {
            "seq": str(line.seq),
            "at": line.at,
            "who": line.who,
            "action": line.action,
            "about": line.about,
            "detail": line.detail,
        }
        for line in lines
    ]
    meta = DocumentMeta(form.title, session.station.name, made_on=session.clock.today())
    fonts = Fonts(paths.resources("fonts"), find_system_fonts())
    made = render(form, FormData(values, {"lines": rows}), fonts, meta=meta)
    return Paper(
        form.id, form.title, f"{form.title}.pdf", made.pdf, made.pages, form.edition, sides=made.sides
    )


def _span(wanted: LogFilter) -> str:
    show = DateType().show
    if wanted.first and wanted.last:
        return f"{show(wanted.first)}至{show(wanted.last)}"
    return ""


def _narrowed(wanted: LogFilter) -> str:
    action = wanted.action.label if wanted.action else ""
    named = f"有“{wanted.text.strip()}”的" if wanted.text.strip() else ""
    return f"只列{named}{action}记录" if named or action else ""
