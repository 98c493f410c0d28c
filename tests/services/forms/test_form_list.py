"""The list of forms agrees with the forms themselves, and comes without what draws them."""

from __future__ import annotations

import os
import subprocess
import sys

from station_desk import paths
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.station.kinds import Village
from station_desk.printing.forms.definition import load_forms
from station_desk.services.forms.list import goes_by_day, program_forms


def test_the_list_names_every_form_as_its_definition_does() -> None:
    defined = [(form.id, form.title, form.record) for form in load_forms(paths.forms()).values()]
    assert [(form.id, form.title, form.kind) for form in program_forms()] == defined


def test_only_what_has_a_day_is_printed_by_the_month() -> None:
    assert goes_by_day(Mediation.KIND) and goes_by_day(Correction.KIND)
    assert not goes_by_day(Village.KIND)


def test_listing_loads_nothing_that_draws() -> None:
    script = (
        "import sys; from station_desk.services.forms.list import program_forms; program_forms(); "
        "print([name for name in sys.modules if name.split('.')[0] in ('reportlab', 'PIL')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
