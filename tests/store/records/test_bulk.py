"""Loading many records at once leaves the same file as writing them one by one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Station
from station_desk.store.opening.opening import create, open_file
from station_desk.store.opening.station_file import StationFile

AT = datetime(2026, 3, 1, tzinfo=UTC)
MANY = 6000


def records(count: int) -> Iterator[Record]:
    yield Station(id=1, name="青禾镇司法所", county="示例县")
    for n in range(2, count + 2):
        yield Mediation(
            id=n,
            case_number=f"（2026）人调字第{n}号",
            title="张某甲与李某乙邻里纠纷",
            accepted_on=date(2026, 1, 1 + n % 28),
            dispute_type="neighbour",
            applicant="张某甲",
            respondent="李某乙",
        )


def made(path: Path, count: int) -> StationFile:
    create(path, lambda file: file.load(records(count), "建立", who="", at=AT), entropy=Random(1))
    return open_file(path)


def schema(file: StationFile) -> set[tuple[str, str]]:
    return set(file.connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))


def test_a_big_load_keeps_every_record_and_every_index(tmp_path: Path) -> None:
    small, big = made(tmp_path / "small.station", 1), made(tmp_path / "big.station", MANY)
    try:
        assert schema(small) == schema(big)
        assert big.reader.count(Query(Mediation.KIND)) == MANY
        assert big.reader.get(Mediation, MANY + 1) is not None
        assert big.reader.count(Query(Mediation.KIND, search="第6001号")) == 1
        assert big.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        small.close()
        big.close()


def test_loaded_records_are_stored_like_written_ones(tmp_path: Path) -> None:
    file = made(tmp_path / "one.station", 1)
    try:
        loaded = file.reader.get(Mediation, 2)
        assert loaded is not None
        with file.write("新增", who="", at=AT) as writer:
            written = writer.insert(loaded.changed(id=0))
        rows = [
            file.connection.execute("SELECT * FROM mediation WHERE id = ?", (key,)).fetchone()[1:]
            for key in (2, written.id)
        ]
        assert rows[0] == rows[1]
    finally:
        file.close()


def test_a_search_never_spans_two_fields(tmp_path: Path) -> None:
    file = made(tmp_path / "one.station", 1)
    try:
        assert file.reader.count(Query(Mediation.KIND, search="某甲与李")) == 1
        assert file.reader.count(Query(Mediation.KIND, search="张某甲李某乙")) == 0
    finally:
        file.close()
