"""How a committee writes the numbers of its cases is its own choice among the usual ways."""

from __future__ import annotations

import pytest
from tests.services.minors import put

from station_desk.domain.mediation.kinds.cases import AGREEMENTS, CASES, VOLUMES, Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.mediation.numbers import NUMBER_STYLE, NUMBER_STYLES
from station_desk.services.records import numbering, records
from station_desk.services.session.session import Session

FIRST = {
    "": ("（2026）甲样村人调字第1号", "（2026）甲样村人调口字第1号"),
    "year_first": ("（2026）甲样村人调字第1号", "（2026）甲样村人调口字第1号"),
    "place_first": ("甲样村人调字（2026）第1号", "甲样村人调口字（2026）第1号"),
    "short": ("甲样村人调字（2026）1号", "甲样村人调口字（2026）1号"),
}


def enter(session: Session, committee: int) -> Mediation:
    case = Mediation(
        title="x",
        applicant="张某甲",
        accepted_on=session.clock.today(),
        dispute_type="neighbour",
        committee=committee,
    )
    number = records.save(session, numbering.numbered(session, case)).only_id
    found = records.one(session, Mediation, number)
    return numbering.numbered(session, found.changed(agreement="oral"), found)


@pytest.mark.parametrize("style", FIRST)
def test_numbers_run_in_the_style_of_their_committee_and_none_is_given_twice(
    session: Session, style: str
) -> None:
    chosen = NUMBER_STYLE.show(style)
    name = "甲样村人民调解委员会"
    committee = put(session, Committee, name=name, committee_type="村", number_style=chosen)
    case = enter(session, committee)
    assert (case.case_number, case.agreement_number) == FIRST[style]
    second = enter(session, committee)
    assert second.case_number == case.case_number.replace("1号", "2号")
    records.remove(session, Mediation.KIND, [second.id])
    assert enter(session, committee).case_number == case.case_number.replace("1号", "3号")


def test_every_run_is_written_in_every_style_and_read_again() -> None:
    assert set(NUMBER_STYLES) == set(NUMBER_STYLE.by_code) - {"year_first"}
    for run in (CASES, AGREEMENTS, VOLUMES):
        for pattern in run.patterns.values():
            for style in NUMBER_STYLE.by_code:
                own = run.styled(pattern, style)
                head = run.head(own, 2026, "甲样村", 40)
                assert run.read(run.written(own, head, 7)) == (head, 7)
