"""What papers say about committees and mediators: grades held and asked for, cases, training, subsidies."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.basics.exact import fraction_text, rate
from station_desk.domain.fields.types import number_text
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.mediation.grade_conditions import STATES, State
from station_desk.domain.mediation.grading import Answer, Standing
from station_desk.domain.mediation.kinds.committees import GRADE, Committee, Mediator
from station_desk.domain.mediation.populations import serving_mediator, standing_committee
from station_desk.domain.packs.head import STATUS
from station_desk.domain.records.field import Privacy
from station_desk.domain.station.kinds import Station
from station_desk.services.forms.declared import Line, Texts, line, rows, value, values
from station_desk.services.forms.desk import Desk
from station_desk.services.mediation.grading import Candidacy, candidacies, paid
from station_desk.services.session.session import Session

_OVERALL: dict[State, str] = {"met": "可以申报", "failed": "条件不符合", "unknown": "有条件待核"}


@value("age", Mediator, privacy=Privacy.SENSITIVE, number=True)
def _age(desk: Desk, mediator: Mediator) -> str:
    return desk.age(mediator)


@value("committees", Station)
def _committees(desk: Desk, station: Station) -> str:
    return desk.counted(Committee, desk.facts.count(Committee, standing_committee(desk.today)))


@value("mediators", Station)
def _mediators(desk: Desk, station: Station) -> str:
    return desk.counted(Mediator, desk.facts.count(Mediator, serving_mediator(desk.today)))


def _candidacy(session: Session, mediator: Mediator) -> Candidacy:
    """How a mediator stands to the grade he may ask for."""
    return candidacies(session, [mediator])[0]


@values(("grade_held", "grade_since", "grade_until", "grade_asked"), Mediator)
def _grade(desk: Desk, mediator: Mediator) -> Texts:
    return _grade_told(desk.once_about(mediator, _candidacy))


def _grade_told(found: Candidacy) -> Texts:
    """The grade held, and the one to be asked for."""
    held, asked = found.merits.held, found.standing
    return {
        "grade_held": GRADE.show(held.grade) if held else "",
        "grade_since": field_text(held, "granted_on") if held else "",
        "grade_until": field_text(held, "valid_to") if held else "",
        "grade_asked": GRADE.show(asked.rule.grade) if asked else "",
    }


_WORK = ("cases_mediated", "cases_settled", "cases_oral", "years_served", "training_hours", "subsidies_paid")


@values((*_WORK, "cases_rate"), Mediator)
def _work(desk: Desk, mediator: Mediator) -> Texts:
    """His cases and years, training and subsidies, in numbers; nothing of what nobody recorded."""
    found = desk.once_about(mediator, _candidacy)
    work, begun = found.merits.work, mediator.appointed_on
    hours = [Fraction(one.hours) for one in found.merits.trainings if one.hours is not None]
    money = paid(desk.session, mediator)
    return {
        "cases_mediated": str(work.mediated) if work.mediated else "",
        "cases_settled": str(work.settled) if work.mediated else "",
        "cases_oral": str(work.oral) if work.mediated else "",
        "cases_rate": rate(work.settled, work.mediated),
        "years_served": str(age_on(begun, desk.today)) if begun and begun <= desk.today else "",
        "training_hours": fraction_text(sum(hours, Fraction(0))) if hours else "",
        "subsidies_paid": number_text(money) if money else "",
    }


@rows("grade_conditions", Mediator, more=("condition", "found", "state", "basis"))
def _conditions(desk: Desk, mediator: Mediator) -> Iterator[Line]:
    """Every condition of the grade he may ask for, and how he stands to it."""
    found = desk.once_about(mediator, _candidacy)
    for answer in found.standing.answers if found.standing else ():
        yield line(
            condition=answer.condition.text,
            found=answer.found,
            state=STATES[answer.state],
            basis=_basis(answer),
        )


def _basis(answer: Answer) -> str:
    status = STATUS[answer.condition.status]
    return f"{status}：{answer.condition.basis}" if answer.condition.basis else status


@rows(
    "mediator_grades",
    Station,
    of=Mediator,
    more=("grade_held", "grade_since", "grade_until", "grade_asked", "state", "lacks"),
)
def _grades(desk: Desk, station: Station) -> Iterator[Line]:
    """Every mediator in office: the grade held, until when, the next one, and what stands in its way."""
    serving = desk.facts.all(Mediator, serving_mediator(desk.today))
    for found in candidacies(desk.session, serving):
        told = dict(_grade_told(found))
        standing = found.standing
        told["state"] = _OVERALL[standing.state] if standing else ""
        told["lacks"] = _lacks(standing) if standing else ""
        yield line(found.merits.mediator, **told)


def _lacks(standing: Standing) -> str:
    """The conditions that do not hold or that nobody can tell, with what the records say."""
    return "；".join(
        f"{answer.condition.text}（{STATES[answer.state]}：{answer.found}）"
        for answer in standing.answers
        if answer.state != "met"
    )
