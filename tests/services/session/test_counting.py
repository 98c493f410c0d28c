"""Counting beside an opened file gives way to whoever writes, and ends when it is no longer wanted."""

from __future__ import annotations

import threading

from tests.services.minors import put
from tests.services.privacy.test_passwords import WORD

from station_desk.domain.records.query import Query
from station_desk.domain.station.kinds import Village
from station_desk.services.privacy import passwords
from station_desk.services.scoring import overview
from station_desk.services.session.counting import Count, is_large
from station_desk.services.session.session import Session


def long_count(session: Session) -> int:
    sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000000) SELECT count(*) FROM n"
    return int(session.file.connection.execute(sql).fetchone()[0])


def in_thread(counting: Count[int]) -> tuple[threading.Thread, list[int | None]]:
    found: list[int | None] = []
    thread = threading.Thread(target=lambda: found.append(counting.run()))
    thread.start()
    return thread, found


def test_it_sees_what_the_file_holds_in_the_same_year(session: Session) -> None:
    put(session, Village, name="乙字村")
    session.year = 2024
    assert Count(session, overview.overview).run() == overview.overview(session)
    passwords.set_password(session, WORD)
    assert Count(session, lambda seen: seen.reader.count(Query(Village.KIND))).run() == 1
    assert not is_large(session)


def test_it_only_reads(session: Session) -> None:
    assert Count(session, lambda seen: seen.read_only).run()


def test_it_waits_while_somebody_writes(session: Session) -> None:
    begun = threading.Event()

    def count(seen: Session) -> int:
        begun.set()
        return long_count(seen)

    thread, found = in_thread(Count(session, count))
    begun.wait(10)
    # The writer gets the file although the count is far from its end.
    with session.write("写") as writer:
        writer.insert(Village(name="丙字村"))
    thread.join(60)
    assert found == [3_000_000]
    assert session.reader.count(Query(Village.KIND)) == 1


def test_it_stops_when_told(session: Session) -> None:
    begun = threading.Event()

    def endless(seen: Session) -> int:
        begun.set()
        while True:
            long_count(seen)

    counting = Count(session, endless)
    thread, found = in_thread(counting)
    begun.wait(10)
    counting.stop()
    thread.join(60)
    assert found == [None]


def test_the_window_need_not_count_again_what_was_counted_beside_it(session: Session) -> None:
    counting = Count(session, overview.overview)
    found = counting.run()
    counting.share()
    assert overview.overview(session) is found
    put(session, Village, name="丁字村")
    counting.share()
    assert overview.overview(session) is not found
