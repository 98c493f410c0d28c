"""What the judge hears about the records of mediation that needs the file."""

from __future__ import annotations

from station_desk.services.mediation.case_judging import CASE
from station_desk.services.mediation.claims.judging import CLAIMS
from station_desk.services.mediation.committee_following import COMPOSITION
from station_desk.services.mediation.part_judging import PARTS
from station_desk.services.records.judge import FileRule

RULES: tuple[FileRule, ...] = (CASE, PARTS, COMPOSITION, *CLAIMS)
