"""What follows from the parts of a person's record: its row says what they say."""

from __future__ import annotations

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.services.records.following import Follows, summed

FOLLOWS: Follows = {**summed(Correction.KIND)}
