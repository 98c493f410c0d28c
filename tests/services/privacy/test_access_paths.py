"""No way to the full data of a watched record is without its one line in the access log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.services.minors import put

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.types import ChoicesType, ChoiceType, DateType, NumberType, RefType
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.privacy.privacy import is_watched
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import may_be_watched
from station_desk.domain.register.validation import validate
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.services.forms import list as form_list
from station_desk.services.papers import papers, submission
from station_desk.services.papers.log import PaperLog
from station_desk.services.privacy import privacy
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000005fe02fea7"
)
DISPUTE = {
    "title": "校园纠纷",
    "applicant": "张某甲",
    "accepted_on": "2026-3-1",
    "dispute_type": "其他",
    "facts": "未成年学生之间打闹受伤",
}


def person(session: Session) -> int:
    return put(
        session,
        Correction,
        name="张某甲",
        correction_type="暂予监外执行",
        start_on="2026-01-05",
        end_on="2027-01-04",
    )


def group(session: Session) -> dict[str, int]:
    """A record of every watched kind, and a dispute about minors; kind to id."""
    one = person(session)
    released = put(session, Resettlement, name="李某乙", released_on="2026-1-5")
    days = {"from_on": "2026-3-1", "to_on": "2026-3-5"}
    made = {
        "correction": one,
        "leave": put(session, Leave, correction=one, destination="外县", reason="探亲", **days),
        "contact": put(session, Contact, correction=one, form="走访", held_on="2026-3-1"),
        "sanction": put(session, Sanction, correction=one, sanction="表扬", decided_on="2026-3-1"),
        "resettlement": released,
        "visit": put(session, Visit, resettlement=released, form="上门走访", held_on="2026-3-1"),
        "mediation": put(session, Mediation, **DISPUTE),
        "person": put(session, Person, name="王某丙"),
    }
    for kind in KINDS.values():
        if may_be_watched(kind) and kind.key not in made:
            made[kind.key] = put(session, kind.cls, **least(session, kind, made))
    return made


def least(session: Session, kind: Kind, made: dict[str, int]) -> dict[str, object]:
    """A value for each field that cannot stay empty: by its declaration, or by what the rules of the kind say then."""
    values: dict[str, object] = {}
    lacking = [field.key for field in kind.fields if field.required]
    while lacking:
        values |= {key: _least(kind.by_key[key], made) for key in lacking}
        record, _ = kind.read(values)
        told = validate(record, session.clock.today())
        lacking = [each.field for each in told if each.blocks and each.field not in values]
    return values


def _least(field: Field, made: dict[str, int]) -> object:
    match field.type:
        case RefType(kind):
            return made[kind]
        case ChoiceType(terms) | ChoicesType(terms):
            return terms.terms[0][1]
        case DateType():
            return "2026-3-1"
        case NumberType():
            return "1"
    return field.label


def lines(session: Session) -> list[tuple[str, str, int | None]]:
    """Action, kind and record of every line, oldest first."""
    rows = session.file.connection.execute("SELECT action, kind, record FROM access ORDER BY seq")
    return [tuple(row) for row in rows]


def test_everything_that_cannot_be_without_a_suspect_or_punished_person_is_watched(session: Session) -> None:
    # Whoever is named together with a crime.
    punished = {kind.key for kind in KINDS.values() if "crime" in kind.by_key}
    assert punished == {"correction", "resettlement", "assessment"}
    # A reference that cannot stay empty, whatever is declared of it.
    parts = {
        kind.key
        for kind in KINDS.values()
        for field in kind.fields
        if field.required and isinstance(field.type, RefType) and field.type.kind in punished
    }
    watched = {kind.key for kind in KINDS.values() if may_be_watched(kind)}
    # A register kept at the end of a month names all of them.
    assert watched == punished | parts | {"mediation", "person", "register_snapshot"}
    assert {*group(session)} == watched


def test_a_dispute_about_a_minor_is_watched_by_its_field_and_by_its_words() -> None:
    plain = Mediation(id=1, title="邻里纠纷", applicant="张某甲", accepted_on=date(2026, 3, 1))
    assert not is_watched(plain)
    assert is_watched(plain.changed(minors=True))
    for told in ("两名学生在校门口打闹", "变更抚养关系", "由监护人赔偿"):
        spoken = plain.changed(facts=told)
        assert is_watched(spoken)
        assert minors_warned(spoken)
        assert not minors_warned(spoken.changed(minors=True))


def minors_warned(dispute: Mediation) -> bool:
    found = [one for one in validate(dispute, date(2026, 4, 1)) if one.field == "minors"]
    assert not any(one.blocks for one in found)
    return bool(found)


def test_looking_at_any_of_them_and_at_its_attachments(session: Session, tmp_path: Path) -> None:
    made = group(session)
    for kind_key, record_id in made.items():
        record = records.find(session, KINDS[kind_key], record_id)
        assert is_watched(record)
        privacy.look_at(session, record.KIND, record_id)
        attachments.add(session, record, "证件.png", PNG)
        (attached,) = attachments.listed(session, record)
        attachments.view(session, attached)
        attachments.save_copy(session, attached, tmp_path / f"{kind_key}.png")
    expected = [(action, key, made[key]) for key in made for action in ("view", "view", "export")]
    assert lines(session) == expected


def test_deleting_and_every_way_back_and_forth(session: Session) -> None:
    made = group(session)
    for kind_key in ("leave", "contact", "sanction", "visit", "correction", "resettlement", "mediation"):
        before = len(lines(session))
        records.remove(session, KINDS[kind_key], [made[kind_key]])
        records.undo(session)
        records.redo(session)
        found = lines(session)[before:]
        # The parties of a case are persons, and each leaves a trace of his own.
        own = [line for line in found if line[1] not in ("party", "person")]
        # Each part goes along and comes back, with a trace of its own.
        going = [kind.key for kind in KINDS.values() if kind.part and kind_key in kind.owners]
        expected = [("delete", key, made[key]) for key in (kind_key, *going) if key in made]
        assert Counter(own) == dict.fromkeys(expected, 3)
        # Whoever is nothing else goes along, and comes back.
        gone = len([line for line in found if line[1] == "person"])
        assert gone == (3 if kind_key in ("correction", "resettlement") else 0)
    # Taking back the adding of a record deletes it too.
    added = person(session)
    before = len(lines(session))
    records.undo(session)
    found = lines(session)[before:]
    assert [line for line in found if line[1] != "person"] == [("delete", "correction", added)]


def test_taking_an_attachment_off(session: Session) -> None:
    one = records.find(session, Correction.KIND, person(session))
    attachments.add(session, one, "证件.png", PNG)
    (attached,) = attachments.listed(session, one)
    attachments.remove(session, [attached.id])
    assert isinstance(attached, Attachment)
    assert lines(session) == [("delete", "correction", one.id)]


PAPERS = {
    "correction_register": "correction",
    "resettlement_register": "resettlement",
    "mediation_register": "mediation",
    "mediation_visits": "mediation",
    "mediation_oral_register": "mediation",
    "screening_register": "mediation",
}


@pytest.mark.parametrize("form", PAPERS)
def test_a_register_shown_and_printed(session: Session, form: str) -> None:
    group(session)
    paper = papers.print_form(session, form)
    PaperLog(session).show(paper)
    assert lines(session) == [("view", PAPERS[form], None)]
    PaperLog(session).print(paper)
    assert lines(session)[1:] == [("print", "", None)]


def test_every_form_about_a_watched_record_shown_and_saved(session: Session, tmp_path: Path) -> None:
    made = group(session)
    forms = [form for form in form_list.program_forms() if form.kind in made]
    assert len(forms) > 10
    for form in forms:
        before = len(lines(session))
        paper = papers.print_form(session, form.id, record_id=made[form.kind])
        PaperLog(session).show(paper)
        PaperLog(session).save(paper, tmp_path / "a.pdf")
        record = made[form.kind]
        assert lines(session)[before:] == [("view", form.kind, record), ("print", form.kind, record)]


def test_the_whole_submission(session: Session, tmp_path: Path) -> None:
    group(session)
    submission.write_submission(session, tmp_path / "pack")
    assert [action for action, _, _ in lines(session)] == ["print"] * len(submission.PACK)


def test_what_hides_the_names_or_is_blank_is_no_look(session: Session) -> None:
    group(session)
    for paper in (
        papers.print_form(session, "correction_register", masked=True),
        papers.print_form(session, "correction_register", blank=True),
        papers.print_form(session, "roster"),
    ):
        PaperLog(session).show(paper)
    assert lines(session) == []


def test_an_ordinary_dispute_is_not_watched(session: Session) -> None:
    number = put(session, Mediation, **{**DISPUTE, "facts": "相邻两家因排水发生争执"})
    privacy.look_at(session, Mediation.KIND, number)
    privacy.note_view(session, Staff(id=5, name="李某乙"))
    assert lines(session) == []


def _save_paper(session: Session, record: Record, path: Path) -> None:
    PaperLog(session).save(papers.print_form(session, "correction_register"), path)


def _save_attachment(session: Session, record: Record, path: Path) -> None:
    attachments.save_copy(session, attachments.listed(session, record)[0], path)


@pytest.mark.parametrize("leave", [_save_paper, _save_attachment])
def test_nothing_leaves_when_the_log_cannot_be_written(
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    leave: Callable[[Session, Record, Path], None],
) -> None:
    one = records.find(session, Correction.KIND, person(session))
    attachments.add(session, one, "证件.png", PNG)

    def refuse(*arguments: object, **named: object) -> None:
        raise KnownError("磁盘已满，没有写入")

    for way in ("note", "write"):
        monkeypatch.setattr(session.file, way, refuse)
    with pytest.raises(KnownError, match="磁盘已满"):
        leave(session, one, tmp_path / "out")
    assert not (tmp_path / "out").exists()
