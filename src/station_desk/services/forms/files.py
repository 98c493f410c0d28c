"""The definitions of the forms, read once: those that can be used, and what is wrong with the others."""

from __future__ import annotations

from functools import cache

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.printing.forms.definition import Form, load_sound
from station_desk.services.forms.names import unusable


def form_of(form_id: str) -> Form:
    """A form by its id; KnownError when there is none, or none that can be used."""
    form = loaded()[0].get(form_id)
    if form is None and form_faults():
        raise form_faults()[0]
    if form is None:
        raise KnownError(f"没有编号为“{form_id}”的表格", "", f"可用的有：{'、'.join(loaded()[0])}")
    return form


def form_faults() -> list[KnownError]:
    """What is wrong with the form definitions that cannot be used; the others can."""
    return loaded()[1]


@cache
def loaded() -> tuple[dict[str, Form], list[KnownError]]:
    """The forms that can be used, by id in their order, and the faults of the others."""
    return load_sound(paths.forms(), unusable)
