"""Mediation cases for tests of their papers."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.services.records import records
from station_desk.services.session.session import Session

TODAY = date(2026, 11, 22)


def case(session: Session, **values: Any) -> Mediation:
    """A saved case, settled in writing unless something else is said."""
    usual: dict[str, Any] = {
        "case_number": "（2026）样例村人调字第1号",
        "title": "甲样例与乙样例邻里纠纷",
        "accepted_on": TODAY - timedelta(days=9),
        "dispute_type": "neighbour",
        "applicant": "甲样例",
        "respondent": "乙样例",
        "closed_on": TODAY,
        "result": "settled",
        "agreement": "written",
    }
    made = records.save(session, Mediation(**{**usual, **values})).only_id
    return records.one(session, Mediation, made)


def picture(colour: str = "white") -> bytes:
    """A small sound picture."""
    written = BytesIO()
    Image.new("RGB", (120, 160), colour).save(written, "PNG")
    return written.getvalue()


def pdf(text: str = "1") -> bytes:
    """What passes for a PDF."""
    return b"%PDF-1.4 " + text.encode()
