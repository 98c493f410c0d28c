"""The people of the station: any day's roster, norms and structure, movements, whereabouts, yearly assessment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from station_desk.domain.calendar import add_months
from station_desk.domain.changes import Changes
from station_desk.domain.errors import KnownError, RefusedError
from station_desk.domain.fieldtypes import clip
from station_desk.domain.kinds.people import Appraisal, Movement, Staff, Training, Whereabouts
from station_desk.domain.query import Where, both, in_year
from station_desk.domain.roster import roster_on as _roster_on
from station_desk.domain.staffing import NormResult, Picture, count_norm, risks, structure
from station_desk.domain.validation import validate
from station_desk.services.packs import staffing_packs
from station_desk.services.records import one
from station_desk.services.session import Session


@dataclass(frozen=True)
class TrainingTotal:
    """One person's training in a year: sessions, days and hours."""

    person: Staff
    sessions: int
    days: Decimal
    hours: Decimal


def roster_on(session: Session, day: date) -> tuple[Staff, ...]:
    """Everybody on the roster of any day, as they were then."""
    return _roster_on(session.reader.all(Staff), session.reader.all(Movement), day)


def staffing(session: Session, pack_id: str) -> tuple[NormResult, ...]:
    """Today's roster against the norms of a pack; KnownError when there is none of that id."""
    packs = staffing_packs()
    if pack_id not in packs:
        raise KnownError(f"没有编号为“{pack_id}”的人员配备标准", "", f"可用的有：{'、'.join(packs)}")
    people = roster_on(session, session.clock.today())
    return tuple(count_norm(norm, session.station, people) for norm in packs[pack_id].norms)


def structure_on(session: Session, day: date) -> tuple[Picture, ...]:
    """The structure of the roster of a day, for charts."""
    return structure(roster_on(session, day), day)


def risks_now(session: Session) -> tuple[str, ...]:
    """What depends on a single person today, in Chinese sentences."""
    return risks(roster_on(session, session.clock.today()))


def whereabouts_on(session: Session, day: date) -> tuple[tuple[Staff, Whereabouts | None], ...]:
    """Everybody on the roster of a day with where they are; None: nothing noted, so in the office."""
    latest = _noted(session, day)
    return tuple((person, latest.get(person.id)) for person in roster_on(session, day))


def _noted(session: Session, day: date) -> dict[int | None, Whereabouts]:
    """The newest entry about each person that covers a day."""
    noted = session.reader.all(Whereabouts, both(Where("from_on", "<=", day), Where("to_on", ">=", day)))
    return {entry.staff: entry for entry in sorted(noted, key=lambda entry: entry.id)}


def note_whereabouts(session: Session, day: date, entry: Whereabouts) -> Changes:
    """Note where somebody is on one day; RefusedError when the entry is not sound.

    An entry for just that day is written over. One that spans several days stays, and the new one counts on its day.
    """
    entry = entry.changed(id=0, from_on=day, to_on=day)
    problems = validate(entry, session.clock.today())
    if any(problem.blocks for problem in problems):
        raise RefusedError(Whereabouts.KIND.label, problems, Whereabouts.KIND.labels)
    shown = _noted(session, day).get(entry.staff)
    name = clip(one(session, Staff, entry.staff or 0).name)
    with session.write(f"登记“{name}”的去向") as writer:
        if shown is not None and shown.from_on == shown.to_on:
            writer.update(shown, entry.changed(id=shown.id))
        else:
            writer.insert(entry)
    return writer.changes


def training_totals(session: Session, year: int) -> tuple[TrainingTotal, ...]:
    """The training of everybody on the roster at the end of the year (today, while the year runs)."""
    theirs: dict[int | None, list[Training]] = defaultdict(list)
    for entry in session.reader.all(Training, in_year("from_on", year)):
        theirs[entry.staff].append(entry)
    people = roster_on(session, min(date(year, 12, 31), session.clock.today()))
    return tuple(
        TrainingTotal(
            person,
            len(theirs[person.id]),
            sum((entry.days or Decimal(0) for entry in theirs[person.id]), Decimal(0)),
            sum((entry.hours or Decimal(0) for entry in theirs[person.id]), Decimal(0)),
        )
        for person in people
    )


def move(session: Session, person: Staff, movement: Movement) -> Changes:
    """Change category, post, rank or loan of somebody from a day on, keeping what was before, as one intention.

    ``person`` is the record as it shall be from ``movement.changed_on``; the values before are taken from the file.
    """
    before = one(session, Staff, person.id)
    entry = movement.changed(
        staff=before.id,
        was_category=before.category,
        was_post=before.post,
        was_rank=before.rank,
    )
    for record in (person, entry):
        problems = validate(record, session.clock.today())
        if any(problem.blocks for problem in problems):
            raise RefusedError(record.KIND.label, problems, record.KIND.labels)
    with session.write(f"登记“{clip(before.name)}”的人员变动") as writer:
        writer.insert(entry)
        writer.update(before, person)
    return writer.changes


def renewed_until(ends_on: date, years: int) -> date:
    """The last day of a contract renewed by whole years; one ending on 29 February ends on the 28th in other years."""
    return add_months(ends_on, 12 * years)


def renewal_hint(session: Session, staff_id: int) -> str:
    """What the last appraisal suggests for the contract; a hint only, the county bureau decides."""
    found = session.reader.all(Appraisal, Where("staff", "==", staff_id))
    latest = max(found, key=lambda entry: entry.year or 0, default=None)
    if latest is None:
        return "还没有年度考核，请先考核再决定是否续聘"
    shown = Appraisal.KIND.by_key["grade"].type.show(latest.grade)
    advice = {
        "excellent": "可以续聘",
        "competent": "可以续聘",
        "basic": "请结合平时表现研究是否续聘",
        "failed": "请研究是否解聘",
    }.get(latest.grade, "没有等次，请结合平时表现研究")
    return f"{latest.year} 年度考核为“{shown}”，{advice}"


def carry_out(session: Session, appraisal_id: int, *, on: date, until: date | None = None) -> Changes:
    """Carry out the contract decision of an appraisal: renew until a day, or dismiss on a day.

    KnownError when the appraisal decides nothing, a renewal has no later end, or the person has left already.
    """
    appraisal = one(session, Appraisal, appraisal_id)
    person = one(session, Staff, appraisal.staff or 0)
    after = _decided(person, appraisal, on, until)
    label = Appraisal.KIND.by_key["decision"].type.show(appraisal.decision)
    with session.write(f"{label}“{clip(person.name)}”") as writer:
        writer.update(person, after)
    return writer.changes


def _decided(person: Staff, appraisal: Appraisal, on: date, until: date | None) -> Staff:
    kept = "人员信息没有改动"
    if person.left_on is not None:
        raise KnownError(f"“{clip(person.name)}”已经离所", kept)
    if appraisal.decision == "dismiss":
        if person.joined_on and on < person.joined_on:
            raise KnownError("解聘日期早于到所日期", kept, "请核对日期")
        reason = f"解聘：{appraisal.decision_reason}" if appraisal.decision_reason else "解聘"
        return person.changed(left_on=on, left_reason=clip(reason, 58))
    if appraisal.decision == "renew":
        if until is None or (person.contract_to is not None and until <= person.contract_to):
            raise KnownError("续聘的到期日应当晚于原合同到期日", kept, "请填写新的到期日")
        first = person.contract_to + timedelta(days=1) if person.contract_to else on
        return person.changed(contract_from=first, contract_to=until)
    raise KnownError("这次考核没有写明续聘或解聘", kept, "请先在考核中选择合同处理")
