"""Making one paper or a batch and showing it; what prints and what shows PDF is loaded only here, when wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs import lazy

if TYPE_CHECKING:
    from station_desk.domain.keeping.prints import Shape
    from station_desk.domain.measures.spans import Span
    from station_desk.services.forms.list import FormInfo
    from station_desk.services.papers.papers import Paper, PaperSteps
    from station_desk.services.session.session import Session
    from station_desk.ui.papers.reshaping import Reshaping
    from station_desk.ui.papers.steps import Steps

    Make = Callable[[Mapping[str, str], Shape], PaperSteps]


def print_form(
    hub: Hub,
    form: FormInfo,
    parent: QWidget,
    *,
    blank: bool,
    masked: bool,
    record_id: int | None = None,
    day: date | None = None,
    by: str = "",
    kept: Callable[[], object] = lambda: None,
) -> None:
    """Make one paper, as of today or of another day, and show it; it is saved and printed from the preview.

    ``by`` is whose part of a register it is, "" for all of it; ``kept`` is called when it was printed or saved.
    """
    from station_desk.services.papers import papers

    session = hub.session.on(day) if day else hub.session
    make = partial(papers.form_steps, session, form.id, record_id=record_id, blank=blank, masked=masked)
    _show_when_made(
        *(hub, parent, form, session, lambda chosen, shape: make(substitutes=chosen, shape=shape), "行"),
        by=by,
        kept=kept,
    )


def print_volume(
    hub: Hub,
    kind_key: str,
    record_id: int,
    parent: QWidget,
    kept: Callable[[], object] = lambda: None,
    *,
    core: bool = False,
) -> None:
    """Make the whole file of a case, or only its core, and show it; ``kept`` is called when it was printed or saved."""
    from station_desk.domain.keeping.prints import WHOLE
    from station_desk.services.papers.log import PaperLog
    from station_desk.services.papers.volume import volume_steps

    log = PaperLog(hub.session, kept)

    def make(chosen: Mapping[str, str], _: Shape) -> PaperSteps:
        return volume_steps(hub.session, kind_key, record_id, chosen, core=core)

    _make(
        *(parent, "整卷", make, "份"),
        *(WHOLE, {}, lambda made: lazy.show_papers(parent, [made], log)),
    )


def print_month(hub: Hub, kind_key: str, month: Span, part: int | None, parent: QWidget) -> None:
    """Make the volume of the cases of a month that are bound together, of one committee or of all, and show it."""
    from station_desk.domain.keeping.prints import WHOLE
    from station_desk.services.papers.log import PaperLog
    from station_desk.services.papers.volume import month_steps

    log = PaperLog(hub.session)
    _make(
        *(parent, "合订卷", lambda chosen, _: month_steps(hub.session, kind_key, month, part, chosen), "份"),
        *(WHOLE, {}, lambda made: lazy.show_papers(parent, [made], log)),
    )


def offer_file(kind_key: str, core: QAction, bound: QMenu) -> None:
    """Offer the core of a file and volumes of a month where the kind has such."""
    from station_desk.services.papers import volume

    title = volume.core_title(kind_key)
    core.setText(f"{title}（封面、目录、封底）…")
    core.setVisible(bool(title))
    bound.menuAction().setVisible(volume.binds_months(kind_key))


def fill_months(menu: QMenu, hub: Hub, kind_key: str, window: Callable[[], QWidget]) -> None:
    """The months of which the simple cases can be bound together, each of all committees or of one."""
    from station_desk.services.papers import volume

    clear_menu(menu)
    months, parts = hub.ask(lambda: volume.months(hub.session, kind_key), window()) or ([], [])
    for month in months:
        inside = menu.addMenu(month.text)
        for part, name in ((None, "全部"), *parts):
            action = inside.addAction(f"{name}…".replace("&", "&&"))
            action.triggered.connect(
                lambda _=False, m=month, p=part: print_month(hub, kind_key, m, p, window())
            )
    menu.menuAction().setEnabled(bool(months))


def clear_menu(menu: QMenu) -> None:
    """Empty a menu of forms, with the menus in it."""
    for action in menu.actions():
        inside = action.menu()
        menu.removeAction(action)
        (inside if isinstance(inside, QMenu) else action).deleteLater()


def print_batch(
    hub: Hub, form: FormInfo, parent: QWidget, month: tuple[int, int] | None, *, masked: bool
) -> None:
    """Make a form about every record of its kind, or those of a month, as one file, and show it."""
    from station_desk.services.papers import papers

    make = partial(papers.batch_steps, hub.session, form.id, month=month, masked=masked)
    _show_when_made(
        hub, parent, form, hub.session, lambda chosen, shape: make(substitutes=chosen, shape=shape), "份"
    )


def _show_when_made(
    hub: Hub,
    parent: QWidget,
    form: FormInfo,
    session: Session,
    make: Make,
    unit: str,
    *,
    by: str = "",
    kept: Callable[[], object] = lambda: None,
) -> None:
    """Make a paper on the sheet that is usual here, and show it."""
    from station_desk.domain.keeping.prints import WHOLE
    from station_desk.services.forms import files, shape
    from station_desk.services.papers.log import PaperLog

    found = files.usable(session, form.id)
    first = WHOLE if found is None else replace(shape.usual(found), by=by)
    reshaping = _reshaping(session, form.id, make, unit)
    log = PaperLog(hub.session, kept)
    _make(
        parent,
        form.title,
        make,
        unit,
        first,
        {},
        lambda made: lazy.show_papers(parent, [made], log, reshaping),
    )


def _reshaping(session: Session, form_id: str, make: Make, unit: str) -> Reshaping | None:
    """What may be chosen of a form in its preview; None for nothing."""
    from station_desk.services.forms import files, shape
    from station_desk.ui.papers.reshaping import Reshaping

    form = files.usable(session, form_id)
    if form is None or not (shape.choices(form) or form.by):
        return None

    def again(
        owner: QWidget, wanted: Shape, chosen: Mapping[str, str], then: Callable[[Paper], object]
    ) -> None:
        shape.keep_usual(form, wanted)
        _make(owner, form.title, make, unit, wanted, chosen, then)

    return Reshaping(shape.choices(form), shape.whose(form), lambda: shape.shares(session, form.by), again)


def _make(
    owner: QWidget,
    title: str,
    make: Make,
    unit: str,
    shape: Shape,
    chosen: Mapping[str, str],
    then: Callable[[Paper], object],
) -> None:
    """Make a paper in a shape, with progress, and go on with it."""
    from station_desk.ui.papers.making import as_stages, make_papers

    def making(substitutes: Mapping[str, str], made: list[Paper]) -> Steps:
        made.append((yield from as_stages(make(substitutes, shape), unit)))

    make_papers(owner, title, making, lambda made: then(made[0]), chosen=chosen)
