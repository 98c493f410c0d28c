"""Every fault of a definition is told at once: those of its keys and those of its names, in the order of the lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from station_desk.domain.packs.keys import FaultyError
from station_desk.services.forms import names as form_names

FAULTY = """id = "leave_slip"
title = "外出单"
edition = "1"
source = "本所自拟"
record = "leave"
about = "{correction.name}"
printed = ["station", "uint"]

[[applies]]
value = "approver"
one_of = ["村委会"]
told = "不适用"

[[block]]
kind = "title"
text = "{station}外出单"
size = -3

[[block]]
kind = "paragraph"
text = "{reeson}"

[[block]]
kind = "paragraph"
text = "长假"
when = { value = "reason", over = 7 }

[[block]]
kind = "paragraph"
text = "甲"
when = [{ value = "days", over = 7 }, { value = "days", under = 3 }]

[[block]]
kind = "paragraph"
text = "乙"
when = { value = "correction.minor", one_of = ["是"] }

[[block]]
kind = "paragraph"
text = "丙"
otherwise = "丁"

[[block]]
kind = "checks"
label = "批准"
value = "{approver}"
options = ["司法所", "村委会"]

[[block]]
kind = "table"
source = "leaves"
columns = [{ key = "a", label = "甲", width = 1 }]

[[block]]
kind = "grid"
columns = [1, 1]
row = [
  { most = 5, cells = [{ label = "甲" }, { value = "{from_no}", floor = 8 }] },
]

[[block]]
kind = "grid"
columns = [1]
row = [{ cells = [{ label = "乙", value = "{reason}" }] }]

[[block]]
kind = "signatures"
party = [
  { title = "本人", lines = ["签名："], repeat = ["days", "days"] },
  { title = "司法所", organ = "{station}" },
]
misspelt = 1
"""
TOLD = (
    (7, "printed[2]", "printed 写的“uint”不是"),
    (10, "applies[1].value", "没有“村委会”这种写法"),
    (17, "block[1].size", "应当是大于 0 的数字"),
    (21, "block[2].text", "没有叫“reeson”的内容"),
    (26, "block[3].when.value", "只用于数字，“reason”不是"),
    (31, "block[4].when", "不能同时成立"),
    (36, "block[5].when.value", "请用 yes"),
    (38, "block[6].when", "要用 when 写明"),
    (47, "block[7].options", "没有“司法所、村委会”这种写法"),
    (51, "block[8].source", "没有叫“leaves”的表"),
    (58, "block[9].row[1].most", "比这一行的高度 9 还小"),
    (58, "block[9].row[1].cells[2].value", "没有叫“from_no”的内容"),
    (64, "block[10].row[1].cells[1].value", "写了 label，value 不会印"),
    (69, "block[11].party[1].repeat", "多出的不起作用"),
    (70, "block[11].party[2].organ", "organ 不会印"),
    (72, "block[11].misspelt", "不认识这个键"),
)


def test_every_fault_of_a_file_stands_in_one_list(tmp_path: Path) -> None:
    path = tmp_path / "slip.toml"
    path.write_text(FAULTY, encoding="utf-8")
    with pytest.raises(FaultyError) as caught:
        form_names.validate(path)
    faults = caught.value.faults
    assert [(fault.line, fault.key) for fault in faults] == [(line, key) for line, key, _ in TOLD], "\n".join(
        map(str, faults)
    )
    assert [
        words for fault, (*_, words) in zip(faults, TOLD, strict=True) if words not in fault.message
    ] == []


def test_what_every_sheet_must_say_is_missed_together_with_wrong_names(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text(
        'id = "x"\ntitle = "表"\nedition = "1"\nsource = "县"\nrecord = "visit"\n'
        '[[block]]\nkind = "title"\ntext = "{nonsense}"\nsize = -3\n',
        encoding="utf-8",
    )
    with pytest.raises(FaultyError) as caught:
        form_names.validate(path)
    assert [(fault.line, fault.key) for fault in caught.value.faults] == [
        (1, "about"),
        (8, "block[1].text"),
        (9, "block[1].size"),
    ]
