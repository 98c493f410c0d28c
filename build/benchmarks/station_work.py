"""Work inside an open station file: one saved edit, pages of a million rows, the whole score."""

from collections.abc import Callable
from itertools import count

from benchmarks.measure import Result, compare, seconds
from benchmarks.samples import Samples, opened
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.terms import DISPUTE_TYPE
from station_desk.domain.records.query import EVERYTHING, Filter, Query, Where
from station_desk.services.records import records
from station_desk.services.scoring import assessment
from station_desk.services.session.session import Session
from station_desk.store.records.search import phrase_of

_MANY, _MOST = 100_000, 1_000_000
_PAGE = 200
_ON_SCREEN = 30
_DEEP = 500_000


def saved_edit(samples: Samples) -> Result:
    """One edit through the service, with its log and its search entry, against one bare durable commit."""
    numbers = count()
    with opened(samples, _MANY) as session:
        row = records.browse(session, Query(Mediation.KIND)).rows(0, 1)[0]
        connection = session.file.connection

        def edit() -> None:
            record = records.find(session, Mediation.KIND, row.id)
            records.save(session, record.changed(note=f"note {next(numbers)}"))

        def bare() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "UPDATE mediation SET note = ? WHERE id = ?", (f"bare {next(numbers)}", row.id)
            )
            connection.execute("COMMIT")

        return compare(f"one saved edit, {_MANY:,} cases / bare commit", edit, bare, goal=2, rounds=60)


def _page(
    name: str, offset: int, where: Filter, sql: str, order: tuple[str, bool] | None = None
) -> Callable[..., Result]:
    def measure(samples: Samples) -> Result:
        with opened(samples, _MOST) as session:
            query = Query(Mediation.KIND, where, order=order)
            columns = ", ".join(f'mediation."{field.key}"' for field in Mediation.KIND.fields if field.listed)
            joined = "mediation LEFT JOIN committee ON committee.id = mediation.committee"
            wanted = f"mediation.id, {columns}, committee.name"
            statement = f"SELECT {wanted} FROM {joined} {sql} LIMIT {_PAGE} OFFSET {offset}"
            return compare(
                f"{name.replace('_', ' ')}, {_MOST:,} cases / bare query",
                lambda: _shown(session, query, offset),
                lambda: session.file.connection.execute(statement).fetchall(),
                goal=1.5,
                rounds=30,
            )

    measure.__name__ = name
    return measure


def _shown(session: Session, query: Query, offset: int) -> list[tuple[str, ...]]:
    """A page as the window asks for it, and the Chinese texts of the rows that fit on the screen."""
    rows = records.browse(session, query).rows(offset, _PAGE)
    return [tuple(row.cells) for row in rows[:_ON_SCREEN]]


_PLACES = " ".join(f"WHEN '{code}' THEN {at}" for at, code in enumerate(DISPUTE_TYPE.by_code))
_TERMS = f"CASE dispute_type {_PLACES} END"
_NEWEST = "ORDER BY accepted_on DESC, mediation.id DESC"
PAGES = (
    _page("first_page", 0, EVERYTHING, _NEWEST),
    _page("deep_jump", _DEEP, EVERYTHING, _NEWEST),
    _page("filtered_page", 0, Where("result", "==", "failed"), f"WHERE result = 'failed' {_NEWEST}"),
    _page("mostly_filtered_page", 0, Where("result", "==", "settled"), f"WHERE result = 'settled' {_NEWEST}"),
    _page(
        "sorted_by_term", 0, EVERYTHING, f"ORDER BY {_TERMS} ASC, mediation.id ASC", ("dispute_type", False)
    ),
    _page("sorted_page", 0, EVERYTHING, 'ORDER BY "applicant" ASC, mediation.id ASC', ("applicant", False)),
)


def _search(name: str, text: str) -> Callable[..., Result]:
    """All rows that a search finds, in the order of the list, against SQLite finding the same ids in no order."""

    def measure(samples: Samples) -> Result:
        with opened(samples, _MOST) as session:
            query = Query(Mediation.KIND, search=text)
            hits = "SELECT rowid FROM search WHERE search MATCH ?"
            statement = f"SELECT id FROM mediation INDEXED BY mediation_result WHERE +id IN ({hits})"

            def work() -> None:
                listing = records.browse(session, query)
                rows = listing.of(listing.found_in(session)).rows(0, _PAGE)
                assert all(tuple(row.cells) for row in rows[:_ON_SCREEN])

            return compare(
                f"{name.replace('_', ' ')}, {_MOST:,} cases / bare matches",
                work,
                lambda: session.file.connection.execute(statement, [phrase_of(text)]).fetchall(),
                goal=2,
                rounds=5,
            )

    measure.__name__ = name
    return measure


SEARCHES = (
    _search("search_one_character", "王"),
    _search("search_two_characters", "王某"),
    _search("search_three_characters", "王某甲"),
    _search("search_most_records", "号"),
)


def whole_score(samples: Samples) -> Result:
    """The whole score sheet of the year."""
    with opened(samples, _MANY) as session:
        today = session.clock.today()
        # An opened file remembers its score until something changes.
        return seconds(
            f"whole score, {_MANY:,} cases",
            lambda: assessment.sheet(session.on(today)),
            goal=0.3,
            rounds=10,
        )
