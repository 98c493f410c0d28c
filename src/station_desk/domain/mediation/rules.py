"""Rules of mediation that one record alone tells: cases, their parts, committees, subsidies, files looked over."""

from __future__ import annotations

from station_desk.domain.mediation.case_rules import RULES as CASE_RULES
from station_desk.domain.mediation.claims.rules_of_claims import claim_steps, mending_late, review_steps
from station_desk.domain.mediation.committee_rules import RULES as COMMITTEE_RULES
from station_desk.domain.mediation.kinds.checks import FileReview, Subsidy
from station_desk.domain.records.rules import Rules

RULES: Rules = {
    **COMMITTEE_RULES,
    **CASE_RULES,
    Subsidy: (claim_steps,),
    FileReview: (review_steps, mending_late),
}
