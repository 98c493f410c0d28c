"""Counting beside an opened file gives way to whoever writes, and ends when it is no longer wanted."""

from __future__ import annotations

import threading

from tests.services.minors import put
from tests.services.privacy.test_passwords import WORD

from station_desk.domain.records.query import Query
from station_desk.domain.station.kinds import Village
from station_desk.services.privacy import passwords
from station_desk.services.scoring import overview
from station_desk.services.session.counting import Glance, is_large
from station_desk.services.session.session import Session


def long_count(session: Session) -> int:
    sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000000) SELECT count(*) FROM n"
    return int(session.file.connection.execute(sql).fetchone()[0])


def in_thread(glance: Glance[int]) -> tuple[threading.Thread, list[int | None]]:
    found: list[int | None] = []
    thread = threading.Thread(target=lambda: found.append(glance.run()))
    thread.start()
    return thread, found


def test_it_sees_what_the_file_holds_in_the_same_year(session: Session) -> None:
    put(session, Village, name="乙字村")
    session.year = 2024
    assert Glance(session, overview.overview).run() == overview.overview(session)
    passwords.set_password(session, WORD)
    assert Glance(session, lambda seen: seen.reader.count(Query(Village.KIND))).run() == 1
    assert not is_large(session)


def test_it_only_reads(session: Session) -> None:
    assert Glance(session, lambda seen: seen.read_only).run()


def test_it_waits_while_somebody_writes(session: Session) -> None:
    begun = threading.Event()

    def count(seen: Session) -> int:
        begun.set()
        return long_count(seen)

    thread, found = in_thread(Glance(session, count))
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

    glance = Glance(session, endless)
    thread, found = in_thread(glance)
    begun.wait(10)
    glance.stop()
    thread.join(60)
    assert found == [None]


def test_the_window_need_not_count_again_what_was_counted_beside_it(session: Session) -> None:
    glance = Glance(session, overview.overview)
    found = glance.run()
    glance.share()
    assert overview.overview(session) is found
    put(session, Village, name="丁字村")
    glance.share()
    assert overview.overview(session) is not found
