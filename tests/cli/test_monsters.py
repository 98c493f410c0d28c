"""Monstrous input ends in one plain sentence: nothing is saved, nothing hangs, and no traceback reaches anybody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from tests.clocks import FixedClock

from station_desk.cli import main as entry
from station_desk.services.ground import log_anchor, tries
from station_desk.services.keeping import files

DEEP = 50_000
JSON_MONSTERS: dict[str, bytes] = {
    "deep lists": b'{"name": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "deep objects": b'{"a": ' * DEEP + b"1" + b"}" * DEEP,
    "long number": b'{"people": ' + b"7" * 5000 + b"}",
    "half a character": b'{"topic": "\\ud800"}',
    "not a number": b'{"people": NaN}',
    "infinity": b'{"people": -Infinity}',
    "beyond numbers": b'{"people": 1e400}',
    "twice": '{"topic": "甲", "topic": "乙"}'.encode(),
    "cut": b'{"topic": "',
    "empty": b"",
    "bytes": bytes(range(256)),
    "list": b"[1, 2]",
    "word": b'"x"',
}
VALUES: dict[str, dict[str, object]] = {
    "list in a text": {"topic": ["甲", "乙"]},
    "object in a text": {"topic": {"甲": 1}},
    "tick in a text": {"topic": True},
    "list in a number": {"people": [1]},
    "list in a day": {"held_on": ["2026-01-01"]},
    "numbers in a list": {"category": [1, None]},
}
TOML_MONSTERS: dict[str, bytes] = {
    "deep lists": b"a = " + b"[" * DEEP + b"]" * DEEP,
    "deep tables": b"a = " + b"{ b = " * DEEP + b"1" + b"}" * DEEP,
    "long number": b"a = " + b"7" * 5000,
    "twice": b"a = 1\na = 2\n",
    "cut": b'a = "',
    "half a character": b'a = "\\ud800"',
    "bytes": bytes(range(256)),
    "huge": b"# " + b"x" * 3_000_000,
    "not a number": b"id = nan\n",
    "infinity in a list": b"id = [{a = -inf}]\n",
    "beyond numbers": b"id = 1e400\n",
    "deep keys": b"a" + b".a" * DEEP + b" = 1",
    "deep quoted keys": b"b = 1\n[" + b'"a" . ' * DEEP + b"'a']",
    "deep keys within": b"b = [{ c = 1, " + b"a." * DEEP + b"a = 1 }]",
    "list for a name": b"id = [1]\ntitle = {}\n",
}


@pytest.fixture
def station(tmp_path: Path) -> Path:
    path = tmp_path / "青禾.station"
    files.create_station(path, name="青禾镇司法所", county="示例县", clock=FixedClock()).close()
    return path


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    code = entry.main([str(word) for word in words])
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "Traceback" not in said.err
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said.err)
    assert len(said.err) < 1000
    return said.err


@pytest.mark.parametrize("command", ["add", "edit"])
@pytest.mark.parametrize("monster", JSON_MONSTERS)
def test_json(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, monster: str
) -> None:
    data = tmp_path / "资料.json"
    data.write_bytes(JSON_MONSTERS[monster])
    before = station.read_bytes()
    record = [1] if command == "edit" else []
    told = refused(capsys, command, station, "station" if record else "meeting", *record, data)
    assert "资料.json" in told
    assert station.read_bytes() == before


@pytest.mark.parametrize("monster", VALUES)
def test_values_of_another_shape_are_refused_by_field(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monster: str
) -> None:
    whole = {"category": "工作例会", "topic": "研判", "held_on": "2026-01-05", **VALUES[monster]}
    data = tmp_path / "资料.json"
    data.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    before = station.read_bytes()
    refused(capsys, "add", station, "meeting", data)
    assert station.read_bytes() == before


@pytest.mark.parametrize("monster", TOML_MONSTERS)
@pytest.mark.parametrize(
    "words",
    [
        ("standards", "validate"),
        ("forms", "validate"),
        ("forms", "import", "{station}"),
        ("holidays", "{station}", "add"),
    ],
)
def test_toml(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], monster: str
) -> None:
    pack = tmp_path / "规则.toml"
    pack.write_bytes(TOML_MONSTERS[monster])
    before = station.read_bytes()
    code = entry.main([word.format(station=station) for word in words] + [str(pack)])
    said = capsys.readouterr()
    assert code in (1, 2)
    assert "Traceback" not in said.err
    assert station.read_bytes() == before
    assert len(said.err) < 5000


@pytest.mark.parametrize("name", ["长" * 5000, "a/" * 2500 + "x", "\0"], ids=["long", "deep", "nothing"])
@pytest.mark.parametrize(
    "words",
    [
        ("list", "{}", "staff"),
        ("check", "{}"),
        ("score", "{}"),
        ("backup", "{}"),
        ("restore", "{}", "-o", "{station}"),
        ("checkout", "{station}", "{}"),
        ("checkin", "{}", "{folder}"),
        ("add", "{station}", "meeting", "{}"),
        ("print", "{station}", "roster", "-o", "{}.pdf"),
        ("submission", "{station}", "-o", "{}"),
        ("new", "{}", "--name", "甲", "--county", "乙"),
        ("demo", "{}"),
        ("standards", "validate", "{}"),
        ("forms", "validate", "{}"),
        ("forms", "{}"),
        ("forms", "import", "{station}", "{}"),
        ("forms", "export", "{station}", "own", "-o", "{}"),
        ("holidays", "{station}", "add", "{}"),
        ("archive", "{station}", "2020", "-o", "{}"),
        ("salvage", "{}", "-o", "{folder}/n.station"),
        ("list", "{station}", "staff", "--password-file", "{}"),
    ],
    ids=lambda words: " ".join(words[:2]) if isinstance(words, tuple) else str(words)[:4],
)
def test_names_of_files(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], name: str
) -> None:
    before = station.read_bytes()
    given = str(tmp_path / name)
    filled = [word.replace("{}", given).format(station=station, folder=tmp_path) for word in words]
    code = entry.main(filled)
    said = capsys.readouterr()
    assert code in (1, 2), said
    assert "Traceback" not in said.err
    assert "程序内部出错" not in said.err, said.err[-500:]
    assert station.read_bytes() == before


READERS = [
    ("add", "{station}", "meeting", "{}"),
    ("edit", "{station}", "station", "1", "{}"),
    ("standards", "validate", "{}"),
    ("forms", "validate", "{}"),
    ("forms", "{}"),
    ("forms", "import", "{station}", "{}"),
    ("holidays", "{station}", "add", "{}"),
    ("list", "{station}", "staff", "--password-file", "{}"),
    ("check", "{}"),
    ("score", "{}"),
    ("restore", "{}", "-o", "{folder}/n.station"),
    ("salvage", "{}", "-o", "{folder}/n.station"),
    ("backup", "{}"),
]


@pytest.mark.parametrize("content", ["holes", "bytes", "zeros", "one line", "empty", "folder", "missing"])
@pytest.mark.parametrize("words", READERS, ids=lambda words: " ".join(words[:2]))
def test_files_that_are_anything(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], content: str
) -> None:
    """The sentence names the file that is wrong, and no other; what is too long is not read to its end."""
    given = tmp_path / "怪物.文件"
    match content:
        case "holes":
            with given.open("wb") as stream:
                # Takes no room on the disk.
                stream.truncate(1 << 28)
        case "bytes":
            given.write_bytes(bytes(range(255, -1, -1)) * 20)
        case "zeros":
            given.write_bytes(bytes(5000))
        case "one line":
            given.write_text("密" * 3_000_000, encoding="utf-8")
        case "empty":
            given.touch()
        case "folder":
            given.mkdir()
    before = station.read_bytes()
    filled = [word.replace("{}", str(given)).format(station=station, folder=tmp_path) for word in words]
    told = refused(capsys, *filled)
    assert "程序内部出错" not in told
    assert station.read_bytes() == before
    assert "怪物" in told or (content == "empty" and words[0] == "standards")
    assert "青禾" not in told


def test_an_endless_file_is_not_read_to_its_end(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        return
    for words in READERS:
        if words[0] != "salvage":
            filled = [word.replace("{}", str(endless)).format(station=station, folder="") for word in words]
            assert "zero" in refused(capsys, *filled)


@pytest.mark.parametrize("value", ["9" * 5000, "x", "-1", "1e400", "", "NaN"], ids=lambda value: value[:4])
def test_facts_of_the_file_that_are_no_numbers(
    station: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    """Somebody wrote them there with another program."""
    entry.main(["list", str(station), "staff"])
    connection = sqlite.connect(str(station))
    connection.execute("UPDATE meta SET value = ?", (value,))
    connection.commit()
    connection.close()
    for words in (["check"], ["score"], ["list", "staff"], ["deadlines"]):
        code = entry.main([words[0], str(station), *words[1:]])
        assert code in (0, 1, 2)
        assert "程序内部出错" not in capsys.readouterr().err


REMEMBERED: list[list[Any]] = [
    *([], [1], ["x", "y", "z"], [10**30, 10**30, "z"], [-1, -1, ""], [1, 1, 1], [{}, []]),
    *(["3", "2026-01-01"], [5, "9999"], [3, "0001-01-01T00:00:00+00:00"]),
    [10**12, "2026-01-01T00:00:00+00:00"],
]


@pytest.mark.parametrize("fact", REMEMBERED, ids=str)
def test_what_this_computer_remembers_may_be_anything(
    station: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fact: list[Any]
) -> None:
    """A file of the user's own, which anybody at the account can edit."""
    secret = station.with_name("密码.txt")
    secret.write_text("一个密码", encoding="utf-8")
    for module in (log_anchor, tries):
        monkeypatch.setattr(module, "recall", lambda *_: fact)
    for words in (["check"], ["list", "staff"], ["list", "staff", "--password-file", str(secret)]):
        assert entry.main([words[0], str(station), *words[1:]]) in (0, 1, 2)
        assert "程序内部出错" not in capsys.readouterr().err
