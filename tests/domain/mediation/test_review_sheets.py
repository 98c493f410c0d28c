"""Review sheets: read strictly; points, conclusions and the sample at their edges."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest

from station_desk.domain.mediation.claims.file_reviews import ReviewSheet, drawn, parse_review_sheet, size_of
from station_desk.domain.mediation.kinds.checks import ReviewFinding
from station_desk.domain.packs.keys import FaultyError
from station_desk.services.packs.case_packs import review_sheets

HEAD = """
id = "s"
title = "表"
issuer = "县"
region = "县"
year = 2026
edition = "1"
source = "文件"
[sample]
confirmed = "1/10"
others = "1/20"
"""
ASPECT = '[[aspect]]\ntitle = "受理"\n[[aspect.item]]\ntitle = "申请"\npoints = "2.5"\n'
GOOD = '[[verdict]]\ntitle = "合格"\nleast = "2"\npasses = true\n'
LAST = '[[verdict]]\ntitle = "不合格"\nleast = "0"\n'


def sheet(text: str) -> ReviewSheet:
    return parse_review_sheet(tomllib.loads(HEAD + text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ASPECT + GOOD, "最后一个结论从 0 分起"),
        (ASPECT + LAST + GOOD, "要比前一个结论的分数低"),
        (ASPECT + LAST.replace('"0"', '"1"') + GOOD.replace('"2"', '"0"'), "这一个也不能算"),
        (ASPECT + GOOD.replace('"2"', '"3"') + LAST, "没有卷宗够得着"),
        (ASPECT.replace("2.5", "2.555") + GOOD + LAST, "最多写两位小数"),
        (ASPECT.replace("申请", "请" * 41) + GOOD + LAST, "最多 40 个字"),
        (ASPECT + GOOD.replace("合格", "好" * 41) + LAST, "最多 40 个字"),
        (ASPECT + ASPECT.replace("受理", "文书") + GOOD + LAST, "前面已经用过"),
    ],
)
def test_each_fault_is_told(text: str, told: str) -> None:
    with pytest.raises(FaultyError, match=told):
        sheet(text)


def finding(item: str, lost: str | None) -> ReviewFinding:
    return ReviewFinding(item=item, lost=None if lost is None else Decimal(lost))


class TestPoints:
    def test_the_shipped_sheet_has_seven_aspects_and_a_hundred_points(self) -> None:
        (shipped,) = review_sheets().values()
        assert [aspect.title for aspect in shipped.aspects] == [
            *("受理", "材料", "文书", "证据", "适用法律", "回访", "装订")
        ]
        assert shipped.full == 100

    def test_no_item_loses_more_than_it_has(self) -> None:
        found = sheet(ASPECT + GOOD + LAST)
        assert found.points([]) == Decimal("2.5")
        assert found.points([finding("申请", "0.5"), finding("申请", "0.5")]) == Decimal("1.5")
        assert found.points([finding("申请", "9"), finding("gone", "1"), finding("申请", None)]) == 0

    @pytest.mark.parametrize(
        ("points", "verdict", "passes"),
        [("90", "优秀", True), ("89.99", "良好", True), ("60", "合格", True), ("59.99", "不合格", False)],
    )
    def test_conclusions_begin_at_their_points(self, points: str, verdict: str, passes: bool) -> None:
        shipped = review_sheets()["file-review"]
        assert shipped.verdict(Decimal(points)).title == verdict
        assert shipped.passes(verdict) is passes
        assert not shipped.passes("没有这个结论")


class TestSample:
    @pytest.mark.parametrize(
        ("count", "share", "least", "size"),
        [(0, "1/20", 3, 0), (2, "1/20", 3, 2), (20, "1/20", 0, 1), (21, "1/20", 0, 2), (60, "1/20", 3, 3)],
    )
    def test_its_size(self, count: int, share: str, least: int, size: int) -> None:
        assert size_of(count, Fraction(share), least) == size

    def test_one_seed_draws_the_same_files(self) -> None:
        tenth = Fraction(1, 10)
        once = list(drawn(range(1, 101), tenth, 0, "2026年第1季度"))
        assert len(once) == 10
        assert once == sorted(once)
        assert once == list(drawn(reversed(range(1, 101)), tenth, 0, "2026年第1季度"))
        assert once != list(drawn(range(1, 101), tenth, 0, "2026年第2季度"))
