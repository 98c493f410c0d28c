"""What follows from the parts of a person's record: its row says what they say."""

from __future__ import annotations

from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.records.following import Follows, summed

FOLLOWS: Follows = {**summed(Resettlement.KIND)}
