"""What papers are filled with: one answer however it is asked for, nothing that a masked one hides, nothing unasked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest
from tests.domain.candidates import answers
from tests.services.every_kind import fill, only
from tests.services.paper_values import record_values, table

from station_desk import paths
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.types import DateType, TextType
from station_desk.domain.hiring.kinds import Candidate, Recruitment
from station_desk.domain.people.kinds.roster import Award, Staff
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.names import HIDDEN
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS, PERSONS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.station.kinds import Station
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import Form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts
from station_desk.services.forms import declared as declaring
from station_desk.services.forms.declared import declared, line, rows, value
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.files import loaded
from station_desk.services.forms.known import (
    BY,
    COPY_NUMBER,
    FOR_THE_PEN,
    known_columns,
    known_values,
    references,
)
from station_desk.services.forms.uses import needs, uses
from station_desk.services.hiring import selection
from station_desk.services.papers import papers
from station_desk.services.people import roster
from station_desk.services.records import records
from station_desk.services.scoring import assessment
from station_desk.services.session.session import Session

ABOUT = tuple(kind for kind in KINDS.values() if not kind.internal and not kind.single)
PEOPLE = {f"{kind.key}.name" for kind in PERSONS}
SOURCES = tuple({*KINDS, *(source for found in declared().rows.values() for source in found)})


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    """The faces the program ships."""
    return Fonts(paths.resources("fonts"))


@pytest.fixture
def filled(session: Session) -> Session:
    """A file with one record of every kind, where whoever applied did so under a scheme there is."""
    fill(session)
    scheme = selection.draft_recruitment(session, "ningwu-2024")
    change(session, only(session, Recruitment.KIND), rules=scheme.rules, written_weight=60)
    change(
        session, only(session, Candidate.KIND), track="recruited", born_on=date(1990, 1, 1), review="passed"
    )
    selection.record_screenings(session, answers(only(session, Candidate.KIND).id))
    change(session, only(session, Staff.KIND), left_on=None, post="head", contract_to=None)
    return session


def change(session: Session, record: Record, **values: Any) -> None:
    with session.write("改动", action="load") as writer:
        writer.update(record, record.changed(**values))


def test_every_reference_tells_what_the_record_itself_tells(filled: Session) -> None:
    seen = set()
    for kind in ABOUT:
        for key, referred in references(kind):
            names = {*referred.by_key, *declared().values.get(referred.key, ())}
            seen |= names & set(declared().values.get(referred.key, ()))
            own = Desk(filled).values(only(filled, referred), names)
            through = Desk(filled).values(only(filled, kind), {f"{key}.{name}" for name in names})
            assert through == {f"{key}.{name}": text for name, text in own.items()}
    assert {"age", "law", "conclusion", "counts", "term", "minor", "batch"} <= seen


def test_everything_that_may_be_named_is_told(filled: Session) -> None:
    """What checks a form and what fills it ask the same declarations; here they meet."""
    for kind in (Station.KIND, *ABOUT):
        asked = known_values("" if kind is Station.KIND else kind.key)
        values = record_values(filled, only(filled, kind)).keys()
        assert values <= asked and asked - values <= {*FOR_THE_PEN, COPY_NUMBER, BY}
    for source in SOURCES:
        for about in (None, *(only(filled, kind) for kind in ABOUT)):
            columns = known_columns("" if about is None else about.KIND.key, source)
            told = [row.keys() for row in table(filled, source, about=about)]
            assert columns is not None or told == []
            assert all(set(keys) <= set(columns or ()) for keys in told)


def _guarded(kind: Kind) -> Iterator[Field]:
    return (field for field in kind.fields if field.privacy is not Privacy.PUBLIC)


def _private(field: Field, number: int) -> Any:
    """What nobody may find on a masked paper."""
    marks = f"{number:03}"
    match field.privacy:
        case Privacy.NAME:
            return "赵" + chr(0x4E10 + 2 * number) + chr(0x4E11 + 2 * number)
        case Privacy.IDENTITY:
            return f"340{marks}19800101{marks}X" if field.is_code else f"密号第{marks}号之一"
        case Privacy.PHONE:
            return f"138{marks}5{marks}7"
        case Privacy.ADDRESS:
            return f"示例县青禾镇密巷{marks}号"
    if isinstance(field.type, DateType):
        return date(1950, 1, 1) + timedelta(days=number)
    return f"密事{marks}" if isinstance(field.type, TextType) else None


def test_no_name_of_any_paper_tells_what_a_masked_one_hides(filled: Session) -> None:
    secrets: dict[str, str] = {}
    for kind in ABOUT:
        record, values = only(filled, kind), {}
        for field in _guarded(kind):
            private = _private(field, len(secrets))
            if private is not None:
                values[field.key] = private
                secrets[field.type.show(private)] = f"{kind.key}.{field.key}"
        change(filled, record, **values)
    people = [text for text, place in secrets.items() if place in PEOPLE]
    for kind in ABOUT:
        own = [
            text
            for field in _guarded(kind)
            if field.privacy is not Privacy.SENSITIVE
            for text, place in secrets.items()
            if place == f"{kind.key}.{field.key}"
        ]
        free = [field.key for field in kind.fields if field.privacy is Privacy.PUBLIC and _is_free(field)]
        # Free texts repeat what their record holds, and anybody the file knows.
        change(filled, only(filled, kind), **dict.fromkeys(free, "、".join([*own, *people])))
    assert len(secrets) > 40
    found: dict[str, str] = {}
    for kind in ABOUT:
        record = only(filled, kind)
        found |= {
            f"{kind.key} {name}": text for name, text in record_values(filled, record, masked=True).items()
        }
    for source in SOURCES:
        for about in (None, *(only(filled, kind) for kind in ABOUT)):
            for row in table(filled, source, about=about, masked=True):
                found |= {f"{about and about.KIND.key} {source} {key}": text for key, text in row.items()}
    leaks = {
        (place, secrets[secret]) for place, text in found.items() for secret in secrets if secret in text
    }
    assert leaks == set()


def _is_free(field: Field) -> bool:
    return isinstance(field.type, TextType) and field.type.many_lines


@pytest.mark.parametrize("cls", [Correction, Resettlement, Staff])
def test_a_masked_paper_is_the_same_whatever_it_hides(filled: Session, cls: type[Record]) -> None:
    """What follows from a sensitive field tells nothing of it either, nor does an empty place."""
    plain, masked = [], []
    for born, minor in ((date(1950, 2, 3), False), (date(2012, 3, 4), True)):
        flags = {"minor": minor} if "minor" in cls.KIND.by_key else {}
        change(filled, only(filled, cls.KIND), born_on=born, **flags)
        plain.append(record_values(filled, only(filled, cls.KIND)))
        masked.append(record_values(filled, only(filled, cls.KIND), masked=True))
    assert masked[0] == masked[1]
    assert masked[0]["age"] == HIDDEN
    told = {"age", "minor", "minor_told"} & plain[0].keys()
    assert all(plain[0][name] != plain[1][name] for name in told)


class Noting(Mapping[str, str]):
    """Values that note which of them were asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return "一"

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("a print goes through no values it was not told to show")

    def __len__(self) -> int:
        raise AssertionError("a print counts no values")


@pytest.mark.parametrize("form", loaded()[0].values(), ids=lambda form: form.id)
@pytest.mark.parametrize("blank", [False, True], ids=["filled", "blank"])
def test_what_a_print_shows_is_what_its_form_was_found_to_name(form: Form, blank: bool, fonts: Fonts) -> None:
    values = Noting()
    render(form, FormData(values), fonts, blank=blank)
    allowed = frozenset(form.printed) if blank else needs(form).values | {COPY_NUMBER}
    # A line to sign on that is not counted asks for the value of no name.
    # A row for the pen is asked for what a row would say.
    of_rows = {use.name for use in uses(form) if use.of_row}
    assert values.asked <= allowed | of_rows | {""}


def test_only_what_a_form_names_is_looked_up(filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _count_calls(monkeypatch)
    papers.print_form(filled, "leave_approval", record_id=only(filled, Leave.KIND).id)
    papers.print_form(filled, "leave_approval", blank=True)
    assert asked == []
    papers.print_form(filled, "application")
    assert asked.count("sheet") == asked.count("roster") == 1


def test_a_batch_looks_up_once_what_its_papers_share(
    filled: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave = only(filled, Leave.KIND)
    with filled.write("一千份", action="load") as writer:
        for _ in range(999):
            writer.insert(leave.changed(id=0))
    form = loaded()[0]["leave_approval"]
    asked = _count_calls(monkeypatch)
    names = {*needs(form).values, "total", "veto_result", "head", "fulltime"}
    desk = Desk(filled)
    found = [desk.values(record, names) for record in filled.reader.all(Leave)]
    assert len(found) == 1000 and {each["head"] for each in found} == {"金丝雀姓名"}
    assert asked.count("sheet") == asked.count("roster") == 1
    asked.clear()
    papers.at_once(papers.batch_steps(filled, "leave_approval"))
    assert asked == []


def _count_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    for name, module, function in (("sheet", assessment, "sheet"), ("roster", roster, "roster_on")):
        plain = getattr(module, function)

        def counted(*args: Any, name: str = name, plain: Any = plain) -> Any:
            asked.append(name)
            return plain(*args)

        monkeypatch.setattr(module, function, counted)
    return asked


def test_what_a_room_declares_is_found_and_no_name_is_told_twice(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = ModuleType("paper")

    @value("motto", Station)
    def motto(desk: Desk, station: Station) -> str:
        return f"{station.name}为民"

    @rows("prizes", Staff, of=Award, more=("place",))
    def prizes(desk: Desk, person: Staff) -> Iterator[declaring.Line]:
        yield line(Award(title="先进"), place=person.name)

    for rule in (motto, prizes):
        rule.make.__module__ = room.__name__
        setattr(room, str(id(rule)), rule)
    monkeypatch.setattr(declaring, "brought", lambda layer, name: [room])
    declared.cache_clear()
    try:
        who = records.one(
            session,
            Staff,
            records.save(session, Staff(name="甲样例", joined_on=date(2020, 1, 1), category="civil")).only_id,
        )
        assert "motto" in known_values("leave")
        assert record_values(session, who)["motto"] == "青禾镇司法所为民"
        assert known_columns("staff", "prizes") == {*Award.KIND.by_key, "place"}
        assert known_columns("", "prizes") is None and table(session, "prizes") == ()
        (row,) = table(session, "prizes", about=who, masked=True)
        assert (row["title"], row["place"]) == ("先进", "甲*例")
        monkeypatch.setattr(declaring, "brought", lambda layer, name: [room, room])
        declared.cache_clear()
        with pytest.raises(ValueError, match="motto is declared twice"):
            declared()
    finally:
        declared.cache_clear()
