"""What papers may name about subsidies per case, and about files that were looked over."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, Subsidy
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.station.kinds import Station
from station_desk.services.forms.declared import Line, Texts, line, rows, value, values
from station_desk.services.forms.desk import Desk
from station_desk.services.mediation.paper import claim_rows


@values(("claims", "claimed_sum", "approved_sum"), Mediator, number=True)
def _claims(desk: Desk, mediator: Mediator) -> Texts:
    """The subsidies of a mediator for the cases of the quarter."""
    return claim_rows.sums(_mine(desk, mediator))


@value("claimed_under", Mediator)
def _claimed_under(desk: Desk, mediator: Mediator) -> str:
    return claim_rows.sums(_mine(desk, mediator)).get("claimed_under", "")


def _mine(desk: Desk, mediator: Mediator) -> list[Subsidy]:
    found = desk.once(claim_rows.claims_in_quarter)
    return [claim for claim, _ in found if claim.mediator == mediator.id]


@rows("subsidy_claims", Mediator, of=(Mediation, Subsidy))
def _subsidy_claims(desk: Desk, mediator: Mediator) -> Iterator[Line]:
    found = desk.once(claim_rows.claims_in_quarter)
    return (line(case, claim) for claim, case in found if claim.mediator == mediator.id)


@rows("subsidy_payments", Station, of=Mediator, more=("cases", "money"))
def _subsidy_payments(desk: Desk, station: Station) -> Iterator[Line]:
    return claim_rows.payments(desk.session)


@values(("sheet_title", "full_points"), FileReview)
def _sheet(desk: Desk, review: FileReview) -> Texts:
    return claim_rows.about_sheet(review)


@value("looked_on", FileReview)
def _looked_on(desk: Desk, review: FileReview) -> str:
    """The day of the review; the name of its field stands on papers for a day that is written by hand."""
    return field_text(review, "reviewed_on")


@value("found_told", FileReview)
def _found_told(desk: Desk, review: FileReview) -> str:
    """Whether the review found anything, once there was one."""
    return claim_rows.found_told(desk.session, review)


@rows("review_items", FileReview, more=("aspect", "item", "most", "lost", "reason"))
def _review_items(desk: Desk, review: FileReview) -> Iterator[Line]:
    return claim_rows.review_items(desk.session, review)
