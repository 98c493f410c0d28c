"""Names that form definitions use: the shipped ones exist, and what is wrong with others is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.packs.keys import FaultyError
from station_desk.domain.resettlement.kinds.visits import VISIT_FORM
from station_desk.printing.forms.definition import load_form
from station_desk.services.forms import asking
from station_desk.services.forms import files as form_files
from station_desk.services.forms import list as form_list
from station_desk.services.forms import names as form_names
from station_desk.services.forms.uses import Use, needs
from station_desk.services.papers import papers
from station_desk.services.session.session import Session

ROOT = Path(__file__).parents[3]
GOOD = """id = "visit_slip"
title = "回访单"
edition = "1"
source = "本所自拟"
about = "{held_on}"
record = "visit"
[[block]]
kind = "title"
text = "回访单"

[[block]]
kind = "grid"
columns = [1, 2]
row = [
  { cells = [{ label = "对象" }, { value = "{resettlement.name}" }] },
  { cells = [{ label = "日期" }, { value = "{held_on:8}" }] },
]

[[block]]
kind = "table"
source = "mediation"
columns = [{ key = "case_number", label = "案号", width = 10 }]
"""


FORMS = ", ".join(f'"{term}"' for term in VISIT_FORM.by_term)
"""All that the way of a visit can say."""


SIGNED = """[[block]]
kind = "signatures"
party = [{ title = "甲", lines = ["签名："], repeat = ["signrs"] }]

"""


def written(folder: Path, text: str) -> Path:
    path = folder / "slip.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted((ROOT / "forms").glob("*.toml")), ids=lambda path: path.stem)
def test_every_name_of_a_shipped_form_exists(path: Path) -> None:
    assert form_names.validate(path)[1] == []


def test_a_good_definition_is_good(tmp_path: Path) -> None:
    assert form_names.validate(written(tmp_path, GOOD)) == ("回访单", [])


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("{held_on:8}", "{held_no:8}", 16, "没有叫“held_no”的内容"),
        ("{resettlement.name}", "{resettlement.nmae}", 15, "没有叫“resettlement.nmae”的内容"),
        ("{held_on:8}", "{held on}", 16, "写法不对"),
        ("{held_on:8}", "{held_on:x}", 16, "写法不对"),
        ('source = "mediation"', 'source = "mediatoin"', 21, "没有叫“mediatoin”的表"),
        ('source = "mediation"', 'source = "mediation"\nwhen = "mediaton"', 22, "when 写的“mediaton”不是"),
        ('text = "回访单"', 'text = "回访单"\nwhen = "helt_on"', 10, "when 写的“helt_on”不是"),
        (
            'text = "回访单"',
            'text = "回访单"\nwhen = { value = "form", one_of = ["上门"] }',
            10,
            "没有“上门”这种写法",
        ),
        (
            '[[block]]\nkind = "table"',
            f'{SIGNED}[[block]]\nkind = "table"',
            21,
            "repeat 写的“signrs”不是",
        ),
        (
            'text = "回访单"',
            'text = "回访单"\n\n[[block]]\nkind = "checks"\nlabel = "重点"\noptions = ["是", "否"]\n'
            'value = "{resettlement.key}"',
            14,
            "没有勾选，只是没有记录，不等于“否”；把“否”写进 by_hand",
        ),
        ('key = "case_number"', 'key = "number_of_case"', 22, "人民调解没有叫“number_of_case”的栏目"),
        ('source = "mediation"', 'source = "scores"', 21, "“scores”这张表不是帮教回访的"),
        ('source = "mediation"', 'source = "rooms"', 22, "“rooms”这张表没有叫“case_number”的栏目"),
        ('source = "mediation"', 'source = "staff_awards"', 21, "“staff_awards”这张表不是帮教回访的"),
        (
            'source = "mediation"',
            'source = "mediation"\ngroup = { by = "kind", title = "{result}" }',
            22,
            "人民调解没有叫“kind”的栏目",
        ),
        (
            'source = "mediation"',
            'source = "mediation"\ngroup = { by = "result", title = "{resutl}" }',
            22,
            "人民调解没有叫“resutl”的栏目",
        ),
        # What the head of a group shows is a name of its table, not of the rest of the form.
        (
            '{held_on:8}" }] },\n]',
            '{result}" }] },\n]\n\n[[block]]\nkind = "table"\nsource = "mediation"\n'
            'group = { by = "result", title = "{result}" }\n'
            'columns = [{ key = "title", label = "案由", width = 10 }]',
            16,
            "没有叫“result”的内容",
        ),
        (
            'text = "回访单"',
            'text = "回访单"\nwhen = { value = "resettlement.placed", one_of = ["已安排"] }',
            10,
            "没有“已安排”这种写法，可以是：不计入、已安置、未安置",
        ),
        (
            'text = "回访单"',
            'text = "回访单"\nwhen = { value = "resettlement.placed_told", one_of = ["安置"] }',
            10,
            "没有“安置”这种写法",
        ),
        (
            'text = "回访单"',
            'text = "回访单"\nwhen = { value = "resettlement.key", one_of = ["对"] }',
            10,
            "“resettlement.key”不是，请用 yes",
        ),
        (
            'text = "回访单"',
            'text = "回访单"\nwhen = { value = "station_kind", one_of = ["司法局"] }',
            10,
            "没有“司法局”这种写法",
        ),
        (
            'text = "回访单"',
            'text = "回访单"\nwhen = { value = "mediation", one_of = ["有"] }',
            10,
            "“mediation”是一张表，请写成 table",
        ),
        (
            'text = "回访单"',
            'text = "回访单"\nwhen = "signed_on"',
            10,
            "“signed_on”总是留空手写的，取决于它的内容永远不会打印",
        ),
        (
            'text = "回访单"',
            f'text = "回访单"\nwhen = {{ value = "form", none_of = [{FORMS}] }}',
            10,
            "none_of 写了所有的写法，永远不会成立",
        ),
        (
            '{ value = "{held_on:8}" }',
            '{ value = "{fro}", options = ["上门走访", "电话联系"] }',
            16,
            "没有叫“fro”的内容",
        ),
        (
            'source = "mediation"',
            'source = "mediation"\ngroup = { by = "result", title = "{re sult}" }',
            22,
            "“{re sult}”写法不对，应当是 {栏目}",
        ),
        (
            'record = "visit"',
            'record = "visit"\nprinted = ["held_on", "unit"]',
            7,
            "“unit”在这张表里没有用到，写在 printed 里不起作用",
        ),
        ('text = "回访单"', "text = '{held_no}'", 9, "没有叫“held_no”的内容"),
        ('text = "回访单"', 'text = """\n第一行\n{held_no}"""', 9, "没有叫“held_no”的内容"),
        ('record = "visit"', 'record = "visit"\nbookmark = "{nmae}"', 7, "没有叫“nmae”的内容"),
        ('record = "visit"', 'record = "visit"\nfooter = ["{unit}", "{uint}"]', 7, "没有叫“uint”的内容"),
        ('record = "visit"', 'record = "visit"\nprinted = ["held_on", "uint"]', 7, "printed 写的“uint”不是"),
        (
            'record = "visit"',
            'record = "visit"\n[[applies]]\nvalue = "form"\none_of = ["视频"]\ntold = "{from}"',
            10,
            "没有叫“from”的内容",
        ),
        ('{ value = "{held_on:8}" }', '{ photo = "picture" }', 16, "没有叫“picture”的照片"),
    ],
)
def test_a_name_that_does_not_exist_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    (problem,) = form_names.validate(written(tmp_path, GOOD.replace(old, new)))[1]
    assert problem.startswith(f"slip.toml，第 {line} 行：") and words in problem


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('record = "visit"', 'record = "vist"', "没有“vist”这类记录"),
        (
            'record = "visit"',
            'record = "visit"\napplies = [{ value = "from", told = "不适用", one_of = ["上门走访"] }]',
            "applies 写的“from”不是",
        ),
        (
            'record = "visit"',
            'record = "visit"\napplies = [{ value = "form", told = "不适用", one_of = ["上门"] }]',
            "“form”没有“上门”这种写法",
        ),
        (
            'record = "visit"',
            'record = "visit"\napplies = [{ value = "form", told = "不适用", come = true }]',
            "come、from、to 只用于日期",
        ),
        ('title = "回访单"', 'titel = "回访单"', "第 2 行，键 titel：不认识这个键"),
        ('title = "回访单"\n', "", "键 title：缺少这一项"),
        ('edition = "1"', "edition = 1", "第 3 行.*应当是文字"),
        ('kind = "grid"', 'kind = "gird"', "第 12 行.*只能是"),
        ("columns = [1, 2]", "columns = [1, 2, 3]", "第 15 行.*共占 2 列，应为 3 列"),
        ("columns = [1, 2]", "columns = [1, 0]", "第 13 行.*应当是大于 0 的数字，现在是 0"),
        ("columns = [1, 2]", "columns = [1, 2", "第 .* 行第 .* 列写法有误"),
        ("[[block]]", "[[blokc]]", "键 blokc：不认识这个键"),
        ('label = "案号", width = 10', 'label = "案号"', "第 22 行.*width：缺少这一项"),
        ('value = "{held_on:8}"', 'value = "{held_on:8}", span = 2', "第 16 行.*共占 3 列"),
        ('text = "回访单"', 'text = "回访单"\nkeep = "yes"', "第 10 行.*应当是 true 或 false"),
    ],
)
def test_a_broken_definition_names_file_and_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(KnownError, match=words) as caught:
        form_names.validate(written(tmp_path, GOOD.replace(old, new)))
    assert "slip.toml" in str(caught.value) or "回访单" in str(caught.value)


def test_everything_wrong_is_told_line_by_line(tmp_path: Path) -> None:
    text = GOOD.replace("{resettlement.name}", "{nmae}").replace('key = "case_number"', 'key = "number"')
    text = text.replace('text = "回访单"', 'text = "{title}"\nwhen = "helt_on"')
    lines = [told.split("：")[0] for told in form_names.validate(written(tmp_path, text))[1]]
    assert lines == [f"slip.toml，第 {line} 行" for line in (9, 10, 16, 23)]


def test_what_makes_a_form_unusable_is_told_with_its_lines_when_it_is_loaded(tmp_path: Path) -> None:
    applies = '[[applies]]\nvalue = "{}"\ntold = "不适用"\none_of = ["上门"]\n'
    text = GOOD.replace(
        'record = "visit"\n', 'record = "visit"\n' + applies.format("from") + applies.format("form")
    )
    with pytest.raises(FaultyError) as caught:
        load_form(written(tmp_path, text), form_names.unusable)
    assert [fault.line for fault in caught.value.faults] == [8, 12]
    assert "slip.toml" in str(caught.value)


def test_one_broken_definition_leaves_the_other_forms_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    (tmp_path / "rooms.toml").write_bytes((ROOT / "forms" / "rooms.toml").read_bytes())
    (tmp_path / "slip.toml").write_text(GOOD.replace('record = "visit"', 'record = "vist"'), "utf-8")
    (tmp_path / "torn.toml").write_text(GOOD[:60], "utf-8")
    (tmp_path / "twice.toml").write_bytes((ROOT / "forms" / "rooms.toml").read_bytes())
    monkeypatch.setattr(paths, "forms", lambda: tmp_path)
    form_files.loaded.cache_clear()
    form_list.program_heads.cache_clear()
    try:
        assert [form.id for form in form_list.forms(session)] == ["rooms"]
        assert papers.print_form(session, "rooms").pages == 1
        told = " ".join(str(fault) for fault in form_files.form_faults(session))
        assert "torn.toml" in told and "vist" in told and "已被另一个定义使用" in told
        with pytest.raises(KnownError, match=r"有 1 处错误|不能识别"):
            papers.print_form(session, "visit_slip", blank=True)
    finally:
        form_files.loaded.cache_clear()
        form_list.program_heads.cache_clear()


REPEATED = '''id = "life"
title = "帮教情况"
edition = "1"
source = "本所自拟"
record = "resettlement"
about = "{name}"

[[block]]
kind = "each"
source = "visit"
when = "visit"

[[block.block]]
kind = "paragraph"
when = "visit.needs"
text = """
{each.number|chinese}、{visit.held_on|chinese}，{name}：{visit.grant|capital}，{visit.grant|wan}，{released_on|chinese}
"""

[[block]]
kind = "grid"
columns = [1]
row = [{ each = "visit", cells = [{ value = "{each.number}{visit.situation}" }] }]
'''


def test_what_a_repeated_part_names_is_its_row(tmp_path: Path) -> None:
    assert form_names.validate(written(tmp_path, REPEATED))[1] == []
    named = needs(load_form(written(tmp_path, REPEATED)))
    assert named.tables >= {"visit"}
    assert named.values == {"name", "released_on", "visit"}


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("{visit.held_on|chinese}", "{visit.day}", "帮教回访没有叫“day”的栏目"),
        ('when = "visit.needs"', 'when = "visit.need"', "帮教回访没有叫“need”的栏目"),
        ("{name}", "{delegation.name}", "没有叫“delegation.name”的内容"),
        ('source = "visit"', 'source = "sanction.x"', "没有叫“sanction.x”的表"),
        ('source = "visit"', 'source = "village"', "不能按它重复"),
        ("{visit.grant|capital}", "{visit.visitor|capital}", "“capital”只用于金额和数字，“回访人”不是"),
        ("{released_on|chinese}", "{name|chinese}", "“chinese”只用于日期和整数"),
        ("{released_on|chinese}", "{released_on|wan}", "“wan”只用于金额和数字"),
        (
            "{each.number|chinese}",
            "{each.number|roman}",
            "没有“roman”这种写法，可以用：capital、chinese、wan",
        ),
        ("{name}", "{each.count}", "没有叫“each.count”的内容"),
    ],
)
def test_what_is_wrong_in_a_repeated_part_is_told(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    found = form_names.validate(written(tmp_path, REPEATED.replace(right, wrong)))[1]
    assert any(told in each for each in found), found


def test_the_number_of_a_repeat_is_known_only_within_one(tmp_path: Path) -> None:
    (told,) = form_names.validate(written(tmp_path, GOOD.replace("{held_on:8}", "{each.number}")))[1]
    assert "没有叫“each.number”的内容" in told


def test_numbers_flags_and_days_that_follow_from_records_can_be_asked(tmp_path: Path) -> None:
    asked = (
        '[{ value = "resettlement.age", least = 18 }, { value = "resettlement.key", yes = true },'
        ' { value = "held_on", come = true }, { table = "mediation", most = 3 }]'
    )
    text = GOOD.replace('text = "回访单"', f'text = "回访单"\nwhen = {asked}')
    assert form_names.validate(written(tmp_path, text))[1] == []


def test_a_name_that_depends_on_nothing_has_no_wrong_condition() -> None:
    assert asking.wrong_condition("visit", Use("text", "nothing", ("title",))) == ""
