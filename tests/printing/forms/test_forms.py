import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.printing.conftest import ROOT, definition

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.packs.keys import TomlFile
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.definition import Form, load_forms, parse_form
from station_desk.printing.forms.tables import Table

EXPECTED = {
    "application",
    "rooms",
    "roster",
    "equipment",
    "mediation_register",
    "correction_register",
    "resettlement_register",
    "self_report",
    "remedy_plan",
}


def test_the_shipped_forms_are_all_sound(forms: dict[str, Form]) -> None:
    assert set(forms) >= EXPECTED
    assert all(form.title and form.edition and form.source for form in forms.values())


def test_tables_of_records_show_fields_that_the_records_have(forms: dict[str, Form]) -> None:
    kinds = {**KINDS, "rooms": KINDS["premises"]}
    tables = [block for form in forms.values() for block in form.blocks if isinstance(block, Table)]
    shown = [table for table in tables if table.source in kinds]
    assert len(shown) >= 6
    for table in shown:
        keys = {column.key for column in table.columns if not (column.number or column.by_hand)}
        assert keys <= set(kinds[table.source].by_key)


def test_the_example_of_the_manual_is_a_sound_form() -> None:
    manual = (ROOT / "forms" / "README.md").read_text(encoding="utf-8")
    example = manual.split("```toml\n")[1].split("```")[0]
    assert parse_form(TomlFile(tomllib.loads(example), "README.md", example)).record == "visit"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"kind": "poem"}, r"键 block\[1\].kind"),
        ({"kind": "note"}, r"键 block\[1\].text：缺少这一项"),
        ({"kind": "note", "text": 3}, r"键 block\[1\].text：应当是文字，现在是 3"),
        ({"kind": "note", "text": "甲", "colour": "red"}, r"键 block\[1\].colour：不认识这个键"),
        ({"kind": "paragraph", "text": "甲", "align": "middle"}, "只能是：left"),
        ({"kind": "grid", "columns": [1, 1], "row": [{"cells": [{"label": "甲"}]}]}, "共占 1 列，应为 2 列"),
        ({"kind": "grid", "columns": [1], "row": [{"cells": [{"label": "甲", "rows": 2}]}]}, "超出表格"),
        ({"kind": "table", "source": "s", "columns": []}, "至少要有一列"),
        ({"kind": "table", "source": "s", "columns": [{"key": "a", "label": "甲", "width": 0}]}, "大于 0"),
        ({"kind": "table", "source": "s", "columns": "a"}, "应当是一个列表"),
    ],
)
def test_a_faulty_block_is_named_with_its_key(block: Mapping[str, object], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        parse_form(definition(block))


def test_the_line_of_a_fault_is_told(tmp_path: Path) -> None:
    lines = [
        'id = "x"',
        'title = "样例"',
        'edition = "1"',
        'source = "虚构"',
        "[[block]]",
        'kind = "note"',
        'text = "甲"',
        "[[block]]",
        'kind = "paragraph"',
        'text = "乙"',
        'size = "大"',
    ]
    (tmp_path / "x.toml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(KnownError, match=r"第 11 行，键 block\[2\].size：应当是大于 0 的数字，现在是“大”"):
        load_forms(tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"id = ", "末尾不完整"), (b"\nid = x\n", "第 2 行第 6 列"), (b"\xff\xfe", "不是 UTF-8")],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "broken.toml").write_bytes(content)
    with pytest.raises(KnownError, match=words):
        load_forms(tmp_path)


def test_two_forms_cannot_share_an_id(tmp_path: Path) -> None:
    text = 'id = "x"\ntitle = "样例"\nedition = "1"\nsource = "虚构"\n[[block]]\nkind = "note"\ntext = "甲"\n'
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(KnownError, match="已被另一个定义使用"):
        load_forms(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="没有在"):
        load_forms(tmp_path)
