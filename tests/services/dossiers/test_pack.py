"""The data file of the papers of a case: what ships is sound, and what is wrong with one is told all at once."""

from __future__ import annotations

import tomllib

import pytest

from station_desk import paths
from station_desk.domain.packs.keys import FaultyError, TomlFile
from station_desk.domain.register.kinds import KINDS
from station_desk.services.dossiers.pack import dossier_of, parse_dossier
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.services.forms.list import program_forms

SHIPPED = sorted(path.stem for path in paths.resources("dossiers").glob("*.toml"))


@pytest.mark.parametrize("kind", SHIPPED)
def test_each_data_file_is_about_a_kind_and_sound(kind: str) -> None:
    assert kind in KINDS and has_dossier(kind)
    assert dossier_of(kind).papers


def test_a_case_has_a_place_for_every_form_about_it() -> None:
    """A form that nobody put into the file would never be missed; the register of a case's papers names all."""
    pack = dossier_of("mediation")
    named = {pack.cover, pack.contents, pack.back, *(paper.form for paper in pack.papers if paper.form)}
    assert named == {form.id for form in program_forms() if form.kind == "mediation"}


def test_the_papers_stand_in_the_order_of_binding() -> None:
    ids = [paper.id for paper in dossier_of("mediation").papers]
    assert ids[:4] == ["application", "acceptance", "refusal", "rights"]
    assert ids.index("minutes") < ids.index("agreement") < ids.index("visit") < ids.index("note")


def parsed(text: str) -> TomlFile:
    return TomlFile(tomllib.loads(text), "坏.toml", text)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"duty", "visits"]', '"duty", "none_such"]', "没有编号为“none_such”的材料"),
        ('core_title = "五种必备材料"', "", "core 和 core_title 要一起写"),
    ],
)
def test_a_core_names_papers_and_has_a_title(before: str, after: str, message: str) -> None:
    text = paths.resources("dossiers", "resettlement.toml").read_text(encoding="utf-8")
    assert before in text
    with pytest.raises(FaultyError) as told:
        parse_dossier(parsed(text.replace(before, after, 1)), "resettlement")
    assert message in str(told.value)


HEAD = """id = "x"
title = "样例"
issuer = "样例"
region = "样例"
year = 2026
edition = "1"
source = "样例"
cover = "volume_cover"
contents = "volume_contents"
back = "roster"
monthly = { value = "weather", there = true }
"""

FAULTY = (
    HEAD
    + """
[[paper]]
id = "one"
title = "甲"
form = "no_such_form"
source = "样例"
either = "alone"

[[paper]]
id = "one"
title = "乙"
source = "样例"
need = "perhaps"

[[paper]]
id = "other"
title = "丙"
words = ["丙"]
source = "样例"

[[paper]]
id = "four"
title = "丁"
words = ["丁"]
source = "样例"
need = "required"
required_when = { value = "result", one_of = ["和好"] }
colour = "red"
"""
)


def test_all_faults_are_told_with_their_lines() -> None:
    with pytest.raises(FaultyError) as told:
        parse_dossier(parsed(FAULTY), "mediation")
    found = {(fault.line, fault.message.split("，")[0]) for fault in told.value.faults}
    lines = FAULTY.splitlines()
    for piece, message in (
        ('id = "one"\ntitle = "乙"', "one"),
        ('need = "perhaps"', "required、as needed"),
        ('id = "other"', "不能是 other"),
        ('colour = "red"', "不认识这个键"),
    ):
        line = FAULTY[: FAULTY.index(piece)].count("\n") + 1
        assert any(at == line and message in text for at, text in found), (lines[line - 1], found)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('back = "volume_back"', 'back = "roster"', "不是针对人民调解的表格"),
        ('form = "mediation_visit"', 'form = "no_such"', "没有编号为“no_such”的表格"),
        (
            'need = "required"\neither = "start"\nsigners = ["申请人"]',
            'signers = ["申请人"]',
            "只有一份材料写了“start”",
        ),
        ('one_of = ["书面协议"] }\nmade', 'one_of = ["和好"] }\nmade', "没有“和好”这种写法"),
        ('made = "confirmed_on"', 'made = "weather"', "weather"),
        ('month_day = "closed_on"', 'month_day = "title"', "按月合订的"),
        ('part = "committee"', "", "按月合订的"),
        ('unsigned = "unsigned"', 'unsigned = "weather"', "没有“weather”这一项内容"),
        ('later = "closed_on"', 'later = "weather"', "没有“weather”这一项内容"),
        ('one_of = ["简易"]', 'one_of = ["难"]', "没有“难”这种写法"),
        ("remarks = true", 'remarks = true\nneed = "required"', "不能同时写必须有"),
        ('words = ["身份证", "身份证明", "户口"]\n', "", "要写 words"),
        (
            'required_when = { value = "visited_on", there = true }',
            'required_when = [{ value = "visited_on", there = true }, { value = "visited_on", there = false }]',
            "不能同时成立",
        ),
    ],
)
def test_what_cannot_be_is_told(before: str, after: str, message: str) -> None:
    text = paths.resources("dossiers", "mediation.toml").read_text(encoding="utf-8")
    assert before in text
    with pytest.raises(FaultyError) as told:
        parse_dossier(parsed(text.replace(before, after, 1)), "mediation")
    assert message in str(told.value)


def test_a_paper_is_about_the_case_or_what_refers_to_it_and_a_cover_about_the_case() -> None:
    head = {key: "样例" for key in ("id", "title", "issuer", "region", "edition", "source")} | {"year": 2026}
    cover = dict.fromkeys(("cover", "contents", "back"), "correction_cover")
    paper = {"id": "a", "title": "外出", "form": "leave_approval", "source": "样例"}
    found = parse_dossier(TomlFile({**head, **cover, "paper": [paper]}, "x.toml", ""), "correction")
    assert found.papers[0].form == "leave_approval"
    for wrong in (
        {**head, **cover, "cover": "leave_approval", "paper": [paper]},
        {**head, **cover, "paper": [{**paper, "form": "mediation_rights"}]},
    ):
        with pytest.raises(FaultyError, match="不是针对社区矫正对象的表格"):
            parse_dossier(TomlFile(wrong, "x.toml", ""), "correction")
