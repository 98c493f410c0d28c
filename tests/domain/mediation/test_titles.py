"""What a dispute is called."""

from __future__ import annotations

import pytest

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.terms import DISPUTE_TYPE
from station_desk.domain.mediation.titles import title_of


@pytest.mark.parametrize(
    ("applicant", "respondent", "dispute_type", "title"),
    [
        ("张某甲", "李某乙", "neighbour", "张某甲与李某乙邻里纠纷"),
        ("张某甲、张某乙，张某丙", "某某公司", "labour", "张某甲等3人与某某公司劳动争议"),
        ("张某甲", "", "other", "张某甲纠纷"),
        ("张某甲", "李某乙", "", "张某甲与李某乙纠纷"),
        ("", "", "neighbour", ""),
        ("张" * 60, "李" * 60, "neighbour", ""),
    ],
)
def test_a_dispute_is_called_by_its_parties_and_its_type(
    applicant: str, respondent: str, dispute_type: str, title: str
) -> None:
    case = Mediation(applicant=applicant, respondent=respondent, dispute_type=dispute_type)
    assert title_of(case, DISPUTE_TYPE) == title
    proposal = Mediation.KIND.by_key["title"].proposal
    assert proposal is not None
    assert proposal(case) == title
