"""What is written along with the records of mediation."""

from __future__ import annotations

from station_desk.services.mediation import committee_following
from station_desk.services.records.following import Follows

FOLLOWS: Follows = {**committee_following.FOLLOWS}
