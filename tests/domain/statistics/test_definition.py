"""A table of figures as a pack declares it: every fault is told."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from station_desk import paths
from station_desk.domain.measures.spans import read_span
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.packs.keys import FaultyError, TomlFile
from station_desk.domain.records.query import matches
from station_desk.domain.statistics.days import Dated, days_of
from station_desk.domain.statistics.definition import parse_statistic
from station_desk.services.statistics.tables import statistics

LIMITS = {"mediation-close": "mediation", "staff-contract": "staff"}
HEAD = """
id = "own"
title = "本县统计表"
issuer = "示例县司法局"
region = "示例县"
year = 2026
edition = "1"
source = "示例县司法局的式样"
kind = "mediation"
"""
ROWS = '[rows]\nby = "committee"\nlabel = "调委会"\n'
COUNT = '[[column]]\nkey = "a"\nlabel = "受理"\nday = "accepted_on"\n'


def faults(text: str) -> list[str]:
    file = TomlFile(tomllib.loads(text), "own.toml", text)
    with pytest.raises(FaultyError) as raised:
        parse_statistic(file, LIMITS)
    return [f"{fault.key}：{fault.message}" for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ROWS, "column：缺少这一项"),
        (COUNT, "rows：缺少这一项"),
        ('part = "result"\n' + ROWS + COUNT, "part：“result”不是指向另一类记录的栏目"),
        ('through = "result"\n' + ROWS + COUNT, "through：“result”不是指向另一类记录的栏目"),
        ('through = "committee"\npart = "title"\n' + ROWS + COUNT, "part：“title”不是指向另一类记录的栏目"),
        ('sealed = "part"\n' + ROWS + COUNT, "sealed：没有写 part"),
        ('[rows]\nlabel = "行"\n' + COUNT, "rows.by：by 和 every 要写明其中一个"),
        ('[rows]\nby = "title"\nlabel = "行"\n' + COUNT, "rows.by：不能按“纠纷名称”分"),
        ('[rows]\nby = "nobody"\nlabel = "行"\n' + COUNT, "rows.by：不认识“nobody”"),
        (
            ROWS + 'dated = [{ field = "name", is = "by", day = "last" }]\n' + COUNT,
            "rows.dated[1].field：“name”不是",
        ),
        (ROWS + '[[column]]\nkey = "a"\nlabel = "受理"\nday = "result"\n', "column[1].day：“result”不是日期"),
        (
            ROWS + COUNT + 'where = [{ field = "result", op = "==", value = "won" }]\n',
            "column[1].where[1].value",
        ),
        (ROWS + COUNT + 'where = [{ field = "won", op = "filled" }]\n', "column[1].where[1].field"),
        (
            ROWS + COUNT + 'dated = [{ field = "closed_on", is = "around", day = "last" }]\n',
            "column[1].dated[1].is",
        ),
        (
            ROWS + COUNT + 'dated = [{ field = "closed_on", is = "by", day = "easter" }]\n',
            "column[1].dated[1].day",
        ),
        *(
            (ROWS + COUNT + f"{more}parts = {{ {parts} }}\n", f"column[1].{told}")
            for more, parts, told in (
                ("", 'kind = "party", key = "name"', "parts.key：“name”不是指向"),
                ("", 'kind = "party", key = "mediation", day = "name"', "parts.day：“name”不是日期"),
                (
                    "",
                    'kind = "party", key = "mediation", where = [{ field = "x", op = "filled" }]',
                    "parts.where[1].field",
                ),
                ("", 'kind = "party", key = "mediation", by = "nature"', "parts.by：要和这一列的 by"),
                ('by = "result"\n', 'kind = "party", key = "mediation", by = "nature"', "parts.by：要和"),
                ("", 'kind = "escalation_warning", key = "mediation", sum = "people"', "parts.sum：这一列"),
                ('sum = "parties"\n', 'kind = "escalation_warning", key = "mediation"', "parts.sum：这一列"),
                (
                    'every = "month"\n',
                    'kind = "party", key = "mediation"',
                    "parts：按所属的记录计数的列，不写",
                ),
            )
        ),
        (
            '[rows]\nevery = "month"\nlabel = "月"\n'
            + COUNT
            + 'parts = { kind = "party", key = "mediation" }\n',
            "column[1].parts：按所属的记录计数的，行要写 by",
        ),
        (ROWS + 'begins = "name"\n' + COUNT, "rows.begins：“name”不是日期"),
        (ROWS + 'ends = "nobody"\n' + COUNT, "rows.ends：“nobody”不是日期"),
        ('[rows]\nby = "result"\nlabel = "行"\nbegins = "term_from"\n' + COUNT, "rows.begins：begins 只用于"),
        ('[rows]\nby = "result"\nlabel = "行"\nends = "term_from"\n' + COUNT, "rows.ends：ends 只用于"),
        (ROWS + COUNT + 'sum = "title"\n', "column[1].sum：“title”不是数字栏目"),
        (ROWS + COUNT + 'sum = "parties"\nunit = "万元"\n', "column[1].unit：不是以元计的金额"),
        (ROWS + COUNT + 'unit = "万元"\n', "column[1].unit：unit 只用于写了 sum 的列"),
        (ROWS + COUNT + 'late = "mediation-close"\n', "column[1].done：late 和 done 要一起写"),
        (ROWS + COUNT + 'late = "staff-contract"\ndone = "closed_on"\n', "column[1].late：没有编号为"),
        (ROWS + COUNT + 'by = "committee"\n', "column[1].by：不能按“调委会”分"),
        (ROWS + '[[column]]\nkey = "a"\nlabel = "受理"\nevery = "month"\n', "column[1].day：按时间分行"),
        (ROWS + COUNT + 'every = "week"\n', "column[1].every"),
        (ROWS + COUNT + 'share = "a"\nof = "a"\n', "column[1]：由另外两列算出的列，不写 day"),
        (
            ROWS + COUNT + '[[column]]\nkey = "b"\nlabel = "率"\nshare = "a"\nof = "a"\n',
            "column[2].note：比率要在 note",
        ),
        (
            ROWS + COUNT + '[[column]]\nkey = "b"\nlabel = "率"\nshare = "a"\nof = "c"\nnote = "说明"\n',
            "column[2].of：没有 key 是“c”",
        ),
        (
            ROWS + COUNT + '[[column]]\nkey = "b"\nlabel = "减"\nminus = "a"\n',
            "column[2]：share、minus、growth 要和 of",
        ),
        (
            ROWS + COUNT + '[[column]]\nkey = "b"\nlabel = "减"\nminus = "a"\ngrowth = "a"\nof = "a"\n',
            "column[2]：share、minus、growth 只能写一个",
        ),
        (
            ROWS + COUNT + '[[column]]\nkey = "b"\nlabel = "减"\nminus = "a"\nof = "a"\nby = "result"\n',
            "column[2]：由另外两列算出的列，不写 by",
        ),
        (ROWS + COUNT + 'by = "result"\nevery = "month"\n', "column[1].every：by 和 every 只能写一个"),
        (
            ROWS + COUNT + 'late = "mediation-close"\ndone = "closed_on"\nsum = "amount"\n',
            "column[1].sum：超期的只数件数",
        ),
        (
            ROWS + COUNT + 'dated = [{ field = "result", is = "by", day = "last" }]\n',
            "column[1].dated[1].field：“result”不是日期",
        ),
        (
            '[rows]\nby = "result"\nlabel = "行"\n'
            + 'dated = [{ field = "founded_on", is = "by", day = "last" }]\n'
            + COUNT,
            "rows.dated：dated 只用于 by 写的栏目指向另一类记录的",
        ),
        (
            ROWS + COUNT + 'where = [{ field = "result", op = "filled", value = "x" }]\n',
            "column[1].where[1].value：op 是 filled 的，不写 value",
        ),
        (
            ROWS + COUNT + 'where = [{ field = "result", op = "==" }]\n',
            "column[1].where[1].value：缺少这一项",
        ),
        (ROWS + COUNT + 'goal = "98/100"\n', "column[1].goal：goal 只用于比率"),
        (ROWS + COUNT + COUNT, "column[2].key：“a”前面已经用过"),
        (ROWS + COUNT + 'colour = "red"\n', "column[1].colour：不认识这个键"),
    ],
)
def test_every_fault_is_told_with_its_place(text: str, told: str) -> None:
    assert any(told in one for one in faults(HEAD + text))


def test_several_faults_are_told_together() -> None:
    text = (
        HEAD.replace('"mediation"', '"meditation"').replace("2026", '"2026"') + ROWS + COUNT + "width = -1\n"
    )
    told = "\n".join(faults(text))
    assert all(part in told for part in ("kind：不认识“meditation”", "year：", "column[1].width："))


def test_rows_and_columns_by_time_exclude_each_other() -> None:
    rows = '[rows]\nevery = "month"\nlabel = "月份"\n'
    assert any("列不能再按时间分" in one for one in faults(HEAD + rows + COUNT + 'every = "month"\n'))


@pytest.mark.parametrize(
    ("op", "counted"),
    [
        ("before", [date(2026, 3, 30)]),
        ("by", [date(2026, 3, 30), date(2026, 3, 31)]),
        ("after", [date(2026, 4, 1)]),
        ("not_by", [date(2026, 4, 1), None]),
    ],
)
def test_a_day_of_a_record_is_held_against_one_of_the_table(op: str, counted: list[date | None]) -> None:
    days = days_of(read_span("2026-Q1"), date(2026, 11, 22))
    where = Dated("closed_on", op, "last").where(days)
    closed = [date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1), None]
    assert [day for day in closed if matches(Mediation(title="样例", closed_on=day), where)] == counted


def test_the_shipped_tables_are_those_of_the_folder() -> None:
    files = {path.stem for path in paths.resources("statistics").glob("*.toml")}
    assert statistics().keys() == files and len(files) > 5
