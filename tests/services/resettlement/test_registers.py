"""A register held against an incoming list: told, ticked, written and undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.services.minors import NAME, put

from station_desk.domain.basics.errors import KnownError, RefusedError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.resettlement import registers
from station_desk.services.resettlement.registers import Offer, Reconciled, compare, take
from station_desk.services.session.session import Session

SOUND, OTHER = "000000199001010018", "000000199001010026"
HEAD = ["序号", "姓 名", "公民身份号码", "性别", "罪名", "刑期", "刑满释放日期", "备注"]


def workbook(path: Path, rows: list[list[Any]], head: list[str] | None = None) -> Path:
    book = Workbook()
    (sheet,) = book.worksheets
    for row in (["某监狱服刑人员名册"], head or HEAD, *rows, ["合计", "", "", "", "", "", "", ""]):
        sheet.append(row)
    book.save(path)
    return path


def served(session: Session, **values: object) -> int:
    first = {"state": "服刑中", "group": "刑满释放人员", "released_on": "2027-03-01"}
    return put(session, Resettlement, **{**first, **values})


@pytest.fixture
def bad_list(session: Session, tmp_path: Path) -> Path:
    """A list with every bad case, against a file that knows some of its people."""
    served(session, name="张某甲", id_number=SOUND, crime="盗窃罪")
    served(session, name="李某乙", id_number=OTHER, crime="诈骗罪")
    served(session, name="陈某丁", born_on="1985-05-05", released_on="2026-12-01")
    put(
        session,
        Resettlement,
        name="赵某戊",
        id_number="000000198001010016",
        state="在册",
        released_on="2026-01-01",
    )
    rows = [
        [1, "张 某 甲", f"'{SOUND}", "男", "盗窃罪", "三年", "2027年3月1日", ""],
        [2, "李某乙", OTHER, "男", "抢劫罪", "五年", date(2027, 5, 1), ""],
        [3, "孙某己", "０００００００００００００００００１", "女", "盗窃罪", "一年", "20270601", ""],
        [4, "周某庚", 1.10101199001011e17, "男", "#N/A", "二年", "某年", ""],
        [5, "吴某辛", "000000197001010019", "男", "", "", "", ""],
        [6, "郑某壬", "000000197001010019", "男", "", "", "", ""],
        [7, "赵某戊", "000000198001010016", "", "", "", "2026.1.1", ""],
        [8, "", "000000196001010012", "男", "", "", "", ""],
    ]
    return workbook(tmp_path / "监狱名册.xlsx", rows)


def of(found: Reconciled, group: str) -> list[Offer]:
    return [each for each in found.offers if each.finding.group == group]


def told(found: Reconciled, group: str) -> list[tuple[str, str, str]]:
    return [(each.name, each.label, each.theirs) for each in of(found, group)]


def test_every_bad_case_is_told_and_nothing_is_written(session: Session, bad_list: Path) -> None:
    stamp = session.stamp
    found = compare(session, "serving", bad_list)
    assert found.title == "服刑人员"
    assert found.incoming.source == "监狱名册.xlsx（Sheet）"
    assert found.incoming.unknown == ("序号", "备注")
    assert dict(found.counts) == {
        "doubled": 2,
        "unread": 1,
        "asked": 0,
        "different": 2,
        "elsewhere": 1,
        "new": 2,
        "missing": 1,
        "matched": 0,
    }
    assert (found.on_register, found.sealed) == (3, 0)
    assert told(found, "different") == [
        ("张某甲", "原判刑罚", "三年"),
        ("李某乙", "性别", "男"),
        ("李某乙", "原罪名", "抢劫罪"),
        ("李某乙", "原判刑罚", "五年"),
        ("李某乙", "释放（解矫）日期", "2027年5月1日"),
    ]
    assert of(found, "missing")[0].name == "陈某丁"
    assert not of(found, "missing")[0].may
    assert [each.name for each in of(found, "doubled")] == ["吴某辛", "郑某壬"]
    assert "没有姓名" in of(found, "unread")[0].finding.reason
    new, rounded = of(found, "new")
    assert new.may
    assert "身份证号 000000000000000001" in new.theirs
    assert "身份证号" in new.note
    assert "四舍五入" in rounded.finding.reason
    assert "出错的公式 #N/A" in rounded.finding.reason
    assert "不是日期" in rounded.finding.reason
    assert session.stamp == stamp
    line = privacy.log(session)[0]
    assert (line.action, line.detail) == ("查看", "核对服刑人员名册，名单 8 人")


def test_what_is_ticked_is_written_in_one_intention(session: Session, bad_list: Path) -> None:
    found = compare(session, "serving", bad_list)
    wanted = [*of(found, "new"), *(each for each in of(found, "different") if each.field == "crime")]
    changes = take(session, found, [*wanted, *of(found, "missing")])
    assert changes.label == "按名单更新服刑人员（新登记 2 人，修改 1 人）"
    people = {each.name: each for each in session.reader.all(Resettlement)}
    assert people["李某乙"].crime == "抢劫罪"
    assert people["李某乙"].sentence == ""
    sun, zhou = people["孙某己"], people["周某庚"]
    assert (sun.state, sun.sex, sun.released_on) == ("serving", "female", date(2027, 6, 1))
    assert (zhou.id_number, zhou.crime, zhou.released_on) == ("", "", None)
    assert len({each.case_number for each in people.values()}) == len(people)
    records.undo(session)
    assert {each.name for each in session.reader.all(Resettlement)} == {
        "张某甲",
        "李某乙",
        "陈某丁",
        "赵某戊",
    }


def test_nothing_ticked_or_changed_since_is_refused(session: Session, bad_list: Path) -> None:
    found = compare(session, "serving", bad_list)
    with pytest.raises(KnownError, match="没有选中"):
        take(session, found, of(found, "missing"))
    li = next(each for each in session.reader.all(Resettlement) if each.name == "李某乙")
    records.save(session, li.changed(phone="13800000000"))
    with pytest.raises(KnownError, match="又改过"):
        take(session, found, of(found, "different"))


def test_corrections_lack_what_a_list_does_not_tell(session: Session, tmp_path: Path) -> None:
    put(
        session,
        Correction,
        name="钱某丙",
        id_number=SOUND,
        correction_type="缓刑",
        start_on="2026-01-01",
        end_on="2027-01-01",
        reported_on="2026-01-02",
        state="在矫",
    )
    head = ["姓名", "身份证号码", "矫正类别", "入矫日期", "解矫日期"]
    rows = [
        ["钱某丙", SOUND, "缓刑", "2026-01-01", "2025-01-01"],
        ["冯某癸", OTHER, "缓刑", "", ""],
        ["褚某子", "", "暂予监外", "2026-02-01", "2027-02-01" * 20],
    ]
    found = compare(session, "correcting", workbook(tmp_path / "在矫.xlsx", rows, head))
    (wrong,) = of(found, "different")
    assert (wrong.label, wrong.may) == ("矫正期满", False)
    assert "早于" in wrong.why_not
    one, two = of(found, "new")
    assert one.why_not == "“矫正开始”必须填写；“矫正期满”必须填写"
    assert "不在可选项中" in two.finding.reason


def test_a_text_too_long_is_left_out(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"姓名,罪名\n张某甲,{'长' * 61}\n", encoding="utf-8")
    found = compare(session, "serving", path)
    assert found.incoming.source == "名单.csv"
    assert "超过 60 字" in of(found, "new")[0].finding.reason


def test_sealed_people_are_for_the_head_to_look_at(session: Session, minor: int, tmp_path: Path) -> None:
    from tests.services.minors import WORD

    from station_desk.services.privacy import sealing

    sealing.seal(session, Correction.KIND, minor, WORD)
    path = tmp_path / "名单.csv"
    path.write_text(f"姓名,出生日期\n{NAME},2009-03-04\n", encoding="utf-8")
    found = compare(session, "correcting", path)
    assert found.sealed == 1
    assert [(each.finding.group, each.finding.reason) for each in found.offers] == [("new", "")]
    assert found.offers[0].note.startswith("由负责人核对")


def test_what_is_no_list_is_told(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "会议.csv"
    path.write_text("议题,时间\n学习,2026\n", encoding="utf-8")
    with pytest.raises(KnownError, match="找不到名单"):
        compare(session, "serving", path)
    path.write_text("姓名,身份证号\n", encoding="utf-8")
    with pytest.raises(KnownError, match="找不到名单"):
        compare(session, "serving", path)
    with pytest.raises(KnownError, match="没有“nobody”"):
        compare(session, "nobody", path)


def test_records_that_went_wrong_meanwhile_are_refused_whole(session: Session, tmp_path: Path) -> None:
    served(session, name="张某甲", id_number=SOUND, sentence_from="2024-01-01", sentence_to="2026-12-01")
    path = tmp_path / "名单.csv"
    path.write_text(
        f"姓名,身份证号,刑期起日,刑期止日\n张某甲,{SOUND},2027-01-01,2028-01-01\n", encoding="utf-8"
    )
    found = compare(session, "serving", path)
    both = of(found, "different")
    assert [each.may for each in both] == [True, True]
    with pytest.raises(RefusedError):
        take(session, found, both[:1])
    take(session, found, both)
    (person,) = session.reader.all(Resettlement)
    assert (person.sentence_from, person.sentence_to) == (date(2027, 1, 1), date(2028, 1, 1))
    assert registers.SEALED
