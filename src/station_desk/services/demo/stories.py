"""Cases of the sample with all that is on paper of them: from the application to the visit after the agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from station_desk.domain.mediation.kinds.agreement import (
    Clause,
    Confirmation,
    EscalationWarning,
    FollowUp,
    Performance,
)
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, ReviewFinding, Subsidy
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.kinds.parts import (
    CaseMediator,
    EvidenceItem,
    Investigation,
    MediationSession,
    Party,
    Representative,
)
from station_desk.domain.mediation.terms import DIFFICULTY
from station_desk.domain.records.record import Record
from station_desk.services.demo.boards import SampleCommittee
from station_desk.services.demo.maker import Maker
from station_desk.services.demo.parties import Cast, parties
from station_desk.services.demo.people import person_of

_COURT = "示例县人民法院"
_CLAUSE = re.compile(r"[一二三四五]、([^；。]+)")
NO_COURT = ("marriage", "homestead", "land")
"""Status and titles are nothing that a court confirms (民事诉讼法解释 art. 355)."""
_CLAIMED_AFTER, _REVIEWED_AFTER = 40, 90
"""Days from closing until somebody asks for what the county gives for a case, and until its file may be drawn."""
_GIVEN = {"ordinary": ("30", "50"), "hard": ("80", "200")}
"""By difficulty: what a village's committee gets by the table that comes with the program, and what the town's."""


@dataclass(frozen=True)
class Story:
    """One case as its parts are made: who hears it, and its parties."""

    maker: Maker
    case: Mediation
    board: SampleCommittee
    mediators: tuple[Mediator, ...]
    sides: tuple[Party, ...]

    @property
    def received(self) -> date:
        """The day of acceptance."""
        return self.case.accepted_on or self.maker.today

    @property
    def closed(self) -> date:
        """The day the mediation ended; today while it goes on."""
        return self.case.closed_on or self.maker.today

    @property
    def agreed(self) -> bool:
        """Whether there is a written agreement."""
        return self.case.agreement == "written"

    def within(self, days: int) -> date:
        """So many days after acceptance, not after the end."""
        return min(self.received + timedelta(days=days), self.closed)

    def new(self) -> dict[str, Any]:
        """What every part begins with."""
        return {"id": self.maker.new_id(), "mediation": self.case.id}


def story(
    maker: Maker, case: Mediation, hearing: tuple[SampleCommittee, Mediator], cast: Cast
) -> Iterator[Record]:
    """A case with its parts, as they stand today."""
    board, first = hearing
    second = next(each for each in board.mediators if each is not first)
    simple = case.agreement == "oral"
    mediators = (first,) if simple else (first, second)
    case = _on_paper(maker, case, mediators)
    sides = tuple(parties(maker, case, cast))
    if case.agreement == "written":
        sides = tuple(party.changed(signed_on=case.closed_on) for party in sides)
    told = Story(maker, case, board, mediators, sides)
    yield case
    yield from (person_of(party) for party in sides if party.person and party.person not in cast.known)
    yield from sides
    yield from _acting(told, cast)
    yield from _mediating(told)
    if not simple:
        yield from _heard(told)
    if told.agreed:
        yield from _agreed(told)
    yield from _prevented(told)
    yield from _visited(told)
    yield from _looked_over(told)


def _on_paper(maker: Maker, case: Mediation, mediators: Sequence[Mediator]) -> Mediation:
    """The case with what its papers say of its course."""
    applied = case.source == "application"
    case = case.changed(
        mediators="、".join(mediator.name for mediator in mediators),
        applied_on=case.accepted_on if applied else None,
        applied_by="" if not applied else "oral" if case.agreement == "oral" else "written",
        registrar=mediators[-1].name,
        place=maker.phrase("mediation_places"),
    )
    if case.agreement == "written":
        case = case.changed(mediators_signed_on=case.closed_on, sealed_on=case.closed_on)
    if case.visited_on and case.visited_on < maker.today:
        case = case.changed(
            archived_on=case.archived_on or case.visited_on + timedelta(days=1),
            filed_by=mediators[-1].name,
            volume=case.case_number,
            years_kept="long",
        )
    return case


def _acting(told: Story, cast: Cast) -> Iterator[Representative]:
    for side, someone in cast.acting:
        party = [each for each in told.sides if each.side == side][-1]
        authorised = told.received if someone["capacity"] == "agent" else None
        yield Representative(**told.new(), party=party.id, authorised_on=authorised, **someone)


def _mediating(told: Story) -> Iterator[CaseMediator]:
    for mediator, duty in zip(told.mediators, ("presides", "records"), strict=False):
        yield CaseMediator(
            **told.new(), mediator=mediator.id, name=mediator.name, duty=duty, chosen_by="committee"
        )


def _heard(told: Story) -> Iterator[Record]:
    """What was asked, shown and said."""
    maker, recorder = told.maker, told.mediators[-1].name
    yield Investigation(
        **told.new(),
        held_on=told.within(1),
        place=told.case.place,
        asked=maker.person(),
        present=maker.phrase("witnesses"),
        asked_by=told.mediators[0].name,
        recorder=recorder,
        content=maker.phrase("investigations"),
    )
    yield EvidenceItem(
        **told.new(),
        name=maker.phrase("evidence"),
        form="document",
        provider=told.sides[0].name,
        original="copy",
        copies=1,
        pages=1 + maker.below(3),
        received_on=told.within(1),
    )
    outcome = {"settled": "agreed", "failed": "failed"}.get(told.case.result, "goes_on")
    words = {"agreed": "sessions", "failed": "failed_sessions"}.get(outcome, "open_sessions")
    yield MediationSession(
        **told.new(),
        held_on=told.closed if told.case.result else told.within(3),
        place=told.case.place,
        recorder=recorder,
        content=maker.phrase(words),
        outcome=outcome,
    )


def _agreed(told: Story) -> Iterator[Record]:
    """The clauses of the agreement, its performance and its confirmation."""
    case, found = told.case, _CLAUSE.findall(told.case.agreement_text)
    debtor, creditor = told.sides[-1], told.sides[0]
    clauses = [Clause(**told.new(), content=f"{text}。", due_on=case.perform_by) for text in found]
    clauses[0] = clauses[0].changed(
        obliged=debtor.id, amount=case.amount, manner="transfer" if case.amount else "act"
    )
    yield from clauses
    if case.performance == "done":
        yield Performance(
            **told.new(),
            # The whole agreement, not one of several clauses.
            clause=clauses[0].id if len(clauses) == 1 else None,
            done_on=case.perform_by,
            amount=case.amount,
            payer=debtor.name,
            payee=creditor.name,
            manner=clauses[0].manner,
            proof="收条" if case.amount else "",
            complete=True,
        )
    asked = told.closed + timedelta(days=2)
    hard = case.difficulty == "hard" and case.dispute_type not in NO_COURT
    if case.confirmed_on or (hard and asked <= told.maker.today):
        yield Confirmation(
            **told.new(),
            court=_COURT,
            applied_on=asked,
            accepted_on=told.maker.past(asked + timedelta(days=2)),
            decided_on=case.confirmed_on,
            result="valid" if case.confirmed_on else "",
        )


def _prevented(told: Story) -> Iterator[EscalationWarning]:
    case, maker = told.case, told.maker
    if case.prevented:
        yield EscalationWarning(
            **told.new(),
            found_on=told.received,
            form=case.prevented,
            people=case.prevented_people,
            signs=maker.phrase("warnings"),
            measures=maker.phrase("measures"),
            reported_on=told.received,
            reported_to="青禾镇人民政府",
            end="prevented",
            ended_on=told.closed,
        )


def _visited(told: Story) -> Iterator[FollowUp]:
    if told.case.visited_on:
        yield FollowUp(
            **told.new(),
            held_on=told.case.visited_on,
            way=told.maker.pick(("home", "phone")),
            visited=told.sides[0].name,
            visitor=told.mediators[0].name,
            situation=told.maker.phrase("follow_ups"),
            satisfied="yes",
        )


def _looked_over(told: Story) -> Iterator[Record]:
    """What is asked of the county for a case whose agreement was performed and visited, and its file looked over."""
    maker, case = told.maker, told.case
    if not (told.agreed and case.performance == "done" and case.volume and case.visited_on):
        return
    done = case.visited_on + timedelta(days=1)
    claimed = max(told.closed + timedelta(days=_CLAIMED_AFTER), done)
    if claimed <= maker.today:
        yield from _subsidies(told, claimed)
    drawn = max(told.closed + timedelta(days=_REVIEWED_AFTER), done)
    if drawn <= maker.today:
        review = FileReview(
            id=maker.new_id(),
            mediation=case.id,
            sheet="file-review",
            drawn_on=drawn,
            reviewed_on=drawn,
            reviewer="李某乙",
            points=Decimal(98),
            verdict="优秀",
            returned_on=drawn,
        )
        yield review
        yield ReviewFinding(
            id=maker.new_id(),
            file_review=review.id,
            item="调解记录写明各方陈述、调解经过和结果",
            lost=Decimal(2),
            reason="调解记录没有写明双方各自的意见。",
        )


def _subsidies(told: Story, claimed: date) -> Iterator[Subsidy]:
    """The amount in equal parts, of which the first mediator gets what does not divide."""
    maker, case = told.maker, told.case
    given = Decimal(_GIVEN[case.difficulty][told.board.committee.committee_type == "township"])
    share = (given / len(told.mediators)).quantize(Decimal("0.01"))
    decided = maker.past(claimed + timedelta(days=10))
    for mediator in told.mediators:
        yield Subsidy(
            id=maker.new_id(),
            mediation=case.id,
            mediator=mediator.id,
            rules="subsidy-classes",
            grade=DIFFICULTY.show(case.difficulty),
            amount=share,
            claimed_on=claimed,
            state="approved",
            approved=share,
            approved_by="张某甲",
            approved_on=decided,
        )
