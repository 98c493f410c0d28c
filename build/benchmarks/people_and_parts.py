"""Work with persons and with the parts of cases: the list of everybody, name offers, saving, looking over a file."""

from benchmarks.measure import Result, compare
from benchmarks.samples import Samples, opened
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.query import Query, Where
from station_desk.domain.register.kinds import KINDS
from station_desk.services.people import persons
from station_desk.services.records import judge, records
from station_desk.services.session.session import Session

_MANY, _SOME = 100_000, 10_000
_PAGE, _ON_SCREEN, _DEEP = 200, 30, 15_000


def people_opened(samples: Samples) -> Result:
    """The list of everybody known in the order of their names as read, against SQLite sorting them as written."""
    with opened(samples, _MANY) as session:
        query = Query(Person.KIND)
        bare = "SELECT id, name FROM person ORDER BY +name, +id"

        def work() -> None:
            listing = records.browse(session, query)
            rows = listing.of(listing.found_in(session)).rows(0, _PAGE)
            assert all(tuple(row.cells) for row in rows[:_ON_SCREEN])

        name = f"list of {session.reader.count(query):,} persons opened / names sorted as written"
        return compare(
            name, work, lambda: session.file.connection.execute(bare).fetchall(), goal=2, rounds=10
        )


def people_paged(samples: Samples) -> Result:
    """A page deep in that list once it is open, against a page deep in the list by number."""
    with opened(samples, _MANY) as session:
        listing = records.browse(session, Query(Person.KIND))
        listing.of(listing.found_in(session))
        columns = ", ".join(f'"{field.key}"' for field in listing.columns)
        bare = f"SELECT id, {columns} FROM person ORDER BY id LIMIT {_PAGE} OFFSET {_DEEP}"

        def work() -> None:
            assert all(tuple(row.cells) for row in listing.rows(_DEEP, _PAGE)[:_ON_SCREEN])

        name = "page of the list of persons / page by number"
        return compare(
            name, work, lambda: session.file.connection.execute(bare).fetchall(), goal=2, rounds=30
        )


def name_offers(samples: Samples) -> Result:
    """Who may be meant by what somebody types as a party, against finding the ids of all."""
    with opened(samples, _MANY) as session:
        typed = ("王", "王某", "张某甲", "w", "wm", "0000")

        def offer() -> None:
            for text in typed:
                persons.offers(session, text, Party.KIND)

        def everybody() -> None:
            for _ in typed:
                assert session.reader.ids(Query(Person.KIND))

        return compare(
            f"name offers, {_MANY:,} cases / ids of all persons", offer, everybody, goal=2, rounds=10
        )


def saved_case_with_parts(samples: Samples) -> Result:
    """A case with new names on both sides judged and saved, its parts following, against ten bare commits."""
    with opened(samples, _SOME) as session:
        case = session.reader.all(
            Mediation, Where("id", "in", session.reader.ids(Query(Mediation.KIND))[:1])
        )[0]
        names = iter(range(1_000_000))

        def edit() -> None:
            number = next(names)
            record = records.one(session, Mediation, case.id)
            typed = record.changed(applicant=f"王某{number}", respondent=f"李某{number}")
            records.save(session, typed)

        def bare() -> None:
            connection = session.file.connection
            for _ in range(10):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("UPDATE mediation SET note = ? WHERE id = ?", (f"{next(names)}", case.id))
                connection.execute("COMMIT")

        return compare(
            f"saved case with parts, {_SOME:,} cases / ten bare commits", edit, bare, goal=3, rounds=30
        )


def looked_over(samples: Samples) -> Result:
    """Everything there is to say about every record, against building each of them once."""

    def work(session: Session) -> None:
        assert sum(1 for _ in judge.findings(session)) >= 0

    def built(session: Session) -> None:
        for kind in KINDS.values():
            for record in session.reader.iterate(Query(kind)):
                assert record.id

    with opened(samples, _SOME) as session:
        name = f"look over a file, {_SOME:,} cases / each record read once"
        return compare(name, lambda: work(session), lambda: built(session), goal=5, rounds=5)


def open_cases(samples: Samples) -> Result:
    """What is to be said about 1,000 open cases with their parts, against reading their records ten times."""
    with opened(samples, _SOME) as session:
        ids = session.reader.ids(Query(Mediation.KIND))[:1000]
        kinds = (Mediation, Party)
        rules = judge.rules()
        cases = session.reader.all(Mediation, Where("id", "in", ids))
        parts = session.reader.all(Party, Where("mediation", "in", ids))

        def work() -> None:
            for record in (*cases, *parts):
                for rule in rules:
                    list(rule.find(session, record))

        def read() -> None:
            for _ in range(10):
                for cls, key in zip(kinds, ("id", "mediation"), strict=True):
                    assert session.reader.all(cls, Where(key, "in", ids))

        return compare("1,000 cases with parties judged / read ten times", work, read, goal=5, rounds=3)
