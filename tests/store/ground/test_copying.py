"""The fingerprint of a file tells every difference of a row, however the row is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.stations import add_to, make, tamper

from station_desk.domain.basics.progress import StoppedError
from station_desk.store.ground.copying import copy_verified, fingerprint
from station_desk.store.ground.driver import reading

BLOB = "INSERT INTO blob (digest, data, thumb) VALUES ('d', {}, x'00')"


def digest(path: Path) -> str:
    with reading(path) as connection:
        return fingerprint(connection)[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UPDATE staff SET note = 'a'", "UPDATE staff SET note = 'a' || char(0) || 'b'"),
        ("UPDATE staff SET note = 'a'", "UPDATE staff SET note = 'a '"),
        ("UPDATE staff SET note = ''", "UPDATE staff SET note = 'null'"),
        ("UPDATE staff SET note = 'a\"', post = 'b'", "UPDATE staff SET note = 'a', post = '\"b'"),
        ("UPDATE staff SET joined_on = NULL", "UPDATE staff SET joined_on = ''"),
        ("UPDATE staff SET id = 1", "UPDATE staff SET id = 2"),
        (BLOB.format("x'0102'"), BLOB.format("x'0103'")),
        (BLOB.format("x'01'"), BLOB.format("x''")),
        (
            "INSERT INTO sealed VALUES (1, 'k', 'n', 'd', x'01')",
            "INSERT INTO sealed VALUES (1, 'k', 'n', 'd', x'02')",
        ),
        ("INSERT INTO meta VALUES ('x', '1')", "INSERT INTO meta VALUES ('x', '2')"),
        ("DELETE FROM staff", "UPDATE staff SET note = ''"),
    ],
)
def test_every_difference_shows(tmp_path: Path, one: str, other: str) -> None:
    path = make(tmp_path / "a.station")
    add_to(path, "张某甲")
    twin = tmp_path / "b.station"
    twin.write_bytes(path.read_bytes())
    assert digest(path) == digest(twin)
    tamper(path, one)
    tamper(twin, other)
    assert digest(path) != digest(twin)


def test_a_copy_can_be_stopped_at_every_step_and_leaves_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "a.station")
    add_to(path, "张某甲")
    steps: list[str] = []
    copy_verified(path, tmp_path / "whole", steps.append)
    assert {text[:4] for text in steps} == {"正在复制", "正在核对"}
    for stop in range(len(steps)):
        left = iter(range(stop))

        def tell(text: str, left: object = left) -> None:
            if next(left, None) is None:  # type: ignore[call-overload]
                raise StoppedError

        with pytest.raises(StoppedError):
            copy_verified(path, tmp_path / "draft", tell)
        assert not (tmp_path / "draft").exists()
