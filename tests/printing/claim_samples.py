"""Invented contents of the forms about subsidies per case and files that were looked over."""

from __future__ import annotations

from collections.abc import Mapping

from station_desk.domain.basics.exact import fraction_text
from station_desk.services.packs.case_packs import review_sheets

Row = dict[str, str]
_LOST = {
    "调解记录写明各方陈述、调解经过和结果": ("3", "调解记录没有写明乙某的陈述"),
    "封面、目录、封底填写完整，材料顺序、页码正确": ("1", "目录缺页码"),
}

RECORDS: Mapping[str, Mapping[str, str]] = {
    "mediator": {
        "name": "贾某1",
        "sex": "男",
        "committee": "云溪镇样例1村人民调解委员会",
        "committee.seal_name": "云溪镇样例1村人民调解委员会",
        "registered": "样调2023001",
        "appointed_on": "2023年1月10日",
        "this_quarter": "2024年第1季度",
        "claims": "3",
        "claimed_sum": "110",
        "approved_sum": "110",
        "claimed_under": "按档次和调委会层级补助",
    },
    "file_review": {
        "mediation.case_number": "（2024）样云人调字第12号",
        "mediation.title": "甲某与乙某邻里纠纷",
        "mediation.committee": "云溪镇样例3村人民调解委员会",
        "mediation.closed_on": "2024年3月15日",
        "mediation.result": "调解成功",
        "sheet_title": "人民调解卷宗评查标准",
        "full_points": "100",
        "drawn_on": "2024年4月8日",
        "looked_on": "2024年4月12日",
        "found_told": "发现下列问题：",
        "points": "96",
        "verdict": "优秀",
        "returned_on": "2024年4月15日",
        "mend_by": "2024年4月30日",
        "mended_on": "2024年4月26日",
        "mended": "补记了乙某的陈述，由乙某签名确认；补齐了目录的页码。",
    },
}


def tables() -> dict[str, list[Row]]:
    """The rows of these forms."""
    (sheet,) = review_sheets().values()
    return {
        "subsidy_claims": [
            {
                "case_number": f"（2024）样云人调字第{number}号",
                "title": "甲某与乙某邻里纠纷",
                "closed_on": f"2024年3月{number + 4}日",
                "grade": "疑难复杂" if number == 12 else "一般" if number == 11 else "口头协议",
                "amount": amount,
                "approved": amount,
                "basis": f"疑难复杂 {amount} 元（村（居）、企事业单位调委会）" if number == 12 else "",
            }
            for number, amount in ((10, "20"), (11, "30"), (12, "60"))
        ],
        "subsidy_payments": [
            {
                "name": f"贾某{number}",
                "committee": f"云溪镇样例{number}村人民调解委员会",
                "cases": str(number),
                "money": str(number * 30),
                "bank": "样例农村商业银行",
                "account": f"000000000000000000{number}",
            }
            for number in range(1, 6)
        ],
        "review_items": [
            {
                "aspect": aspect.title,
                "item": item.title,
                "most": fraction_text(item.points),
                "lost": _LOST.get(item.title, ("0", ""))[0],
                "reason": _LOST.get(item.title, ("", ""))[1],
            }
            for aspect in sheet.aspects
            for item in aspect.items
        ],
        "review_finding": [
            {"item": item, "lost": lost, "reason": reason} for item, (lost, reason) in _LOST.items()
        ],
    }
