"""Days on a record that cannot be right: asked about, or refused where they stand the wrong way round."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.kinds.correction import Correction
from station_desk.domain.kinds.mediation import Mediation
from station_desk.domain.validation import validate

TODAY = date(2026, 11, 22)
TERM: dict[str, Any] = {
    **{"name": "丙样例", "correction_type": "parole"},
    **{"start_on": date(2026, 3, 1), "end_on": date(2027, 2, 28)},
}
TOMORROW = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("values", "field", "blocks"),
    [
        ({"judged_on": date(2026, 3, 1), "decided_on": date(2026, 3, 1)}, "", False),
        ({"judged_on": date(2026, 3, 2), "decided_on": date(2026, 3, 1)}, "decided_on", True),
        ({"judged_on": TOMORROW}, "judged_on", False),
        ({"decided_on": TOMORROW}, "decided_on", False),
    ],
)
def test_the_judgment_comes_before_what_is_decided_on_it(
    values: dict[str, Any], field: str, blocks: bool
) -> None:
    found = [(problem.field, problem.blocks) for problem in validate(Correction(**TERM, **values), TODAY)]
    assert found == ([(field, blocks)] if field else [])


def test_rights_told_tomorrow_are_asked_about() -> None:
    case = Mediation(title="邻里纠纷", accepted_on=TODAY, dispute_type="neighbour", applicant="甲样例")
    (problem,) = validate(case.changed(rights_told_on=TOMORROW), TODAY)
    assert (problem.field, problem.blocks) == ("rights_told_on", False)
