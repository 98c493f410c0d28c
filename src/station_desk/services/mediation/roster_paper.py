"""What papers say about mediators: the grade they hold and may ask for, their cases, training and subsidies."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.basics.exact import fraction_text, rate
from station_desk.domain.fields.types import number_text
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.mediation.grading import STATES, Answer, Standing, State
from station_desk.domain.mediation.kinds.committees import GRADE, Mediator
from station_desk.domain.mediation.populations import serving_mediator
from station_desk.domain.packs.head import STATUS
from station_desk.services.forms.declared import Line, Texts, line
from station_desk.services.mediation.grading import Candidacy, candidacies, paid
from station_desk.services.session.session import Session

_OVERALL: dict[State, str] = {"met": "可以申报", "failed": "条件不符合", "unknown": "有条件待核"}


def candidacy(session: Session, mediator: Mediator) -> Candidacy:
    """How a mediator stands to the grade he may ask for."""
    return candidacies(session, [mediator])[0]


def grade_told(found: Candidacy) -> Texts:
    """The grade held, and the one to be asked for."""
    held, asked = found.merits.held, found.standing
    return {
        "grade_held": GRADE.show(held.grade) if held else "",
        "grade_since": field_text(held, "granted_on") if held else "",
        "grade_until": field_text(held, "valid_to") if held else "",
        "grade_asked": GRADE.show(asked.rule.grade) if asked else "",
    }


def work_told(session: Session, found: Candidacy) -> Texts:
    """His cases and years, training and subsidies, in numbers; nothing of what nobody recorded."""
    work, mediator, today = found.merits.work, found.merits.mediator, found.merits.today
    hours = [Fraction(one.hours) for one in found.merits.trainings if one.hours is not None]
    begun = mediator.appointed_on
    money = paid(session, mediator)
    return {
        "cases_mediated": str(work.mediated) if work.mediated else "",
        "cases_settled": str(work.settled) if work.mediated else "",
        "cases_oral": str(work.oral) if work.mediated else "",
        "cases_rate": rate(work.settled, work.mediated),
        "years_served": str(age_on(begun, today)) if begun and begun <= today else "",
        "training_hours": fraction_text(sum(hours, Fraction(0))) if hours else "",
        "subsidies_paid": number_text(money) if money else "",
    }


def conditions(found: Candidacy) -> Iterator[Line]:
    """Every condition of the grade he may ask for, and how he stands to it."""
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


def overview(session: Session) -> Iterator[Line]:
    """Every mediator in office: the grade held, until when, the next one, and what stands in its way."""
    serving = session.reader.all(Mediator, serving_mediator(session.clock.today()))
    for found in candidacies(session, serving):
        told = dict(grade_told(found))
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
