"""Invented contents for every form: a made-up county, people who cannot be anybody."""

from collections.abc import Mapping

from tests.printing import claim_samples, committee_samples, help_samples, people_samples, today_samples
from tests.printing.record_samples import CASE_PARTS, RECORDS, VOLUME_PAPERS

from station_desk.printing.drawing.data import FormData

Row = dict[str, str]

_PARTS = (
    ("A", "队伍建设好", 10),
    ("B", "职能发挥好", 22),
    ("C", "所务管理好", 9),
    ("D", "基础保障好", 8),
    ("E", "干群评价好", 7),
)
_CRITERION = (
    "本项要求事事有安排、件件有记录：年初订计划，平时有台账，年末有小结；材料齐全、时间清楚、签名完整，"
    "抽查时能够在 3 个工作日内找到原件（含电子档案）。"
)

VALUES: Mapping[str, str] = {
    "volume_number": "（　　　　）　　　　人调字第　　　号",
    "agreement_number": "（　　　　）　　　　人调字第　　　号",
    "county": "样例县",
    "town": "云溪镇",
    "printed_by": "甄样例",
    "station": "云溪司法所",
    "station_seal": "样例县司法局云溪司法所",
    "unit": "样例县司法局云溪司法所",
    "bureau": "样例县司法局",
    "agency": "样例县社区矫正机构",
    "year": "2024",
    "last_month": "2024年11月",
    "this_month": "2024年12月",
    "visited_before": "2024年第3季度",
    "visited_quarter": "2024年第4季度",
    "standard": "省示范司法所评定实施细则（2024）",
    "head": "甄样例",
    "head_rank": "副科级",
    "phone": "0000-1234567",
    "kind": "乡镇",
    "class": "二类",
    "founded": "2006年3月",
    "address": "样例县云溪镇示例路 1 号",
    "area": "186.5",
    "business_area": "142",
    "required_area": "120",
    "quota": "3",
    "quota_in_post": "3",
    "fulltime": "5",
    "auxiliary": "4",
    "villages": "12",
    "population": "31508",
    "committees": "14",
    "mediators": "56",
    "year_taken": "126",
    "year_closed": "124",
    "year_settled": "122",
    "year_corrected": "31",
    "year_helped": "42",
    "awards": "2023 年获样例县司法局“示例先进集体”称号。",
    "total": "97.5",
    "veto_result": "均未触发",
    "own_opinion": "同意申报",
    "decided_at": "2024年11月29日",
    "printed_on": "2024年12月2日",
    "filled_on": "2024年12月2日",
    "checked_on": "2024年11月28日",
    "property_right": "划拨",
    "built_year": "2015",
    "property_certificate": "样房字第000001号",
    "light_box": "是",
    "road_sign": "否",
    "signs_standard": "是",
}


def _score_items() -> list[Row]:
    rows = []
    for part, title, count in _PARTS:
        for number in range(1, count + 1):
            lost = part == "C" and number == 2
            rows.append(
                {
                    "part": part,
                    "part_title": title,
                    "part_max": str(count),
                    "no": f"{part}{number}",
                    "criterion": _CRITERION[: 40 + 13 * (number % 5)],
                    "max": "1",
                    "own": "0.5" if lost else "1",
                }
            )
    return rows


def _staff() -> list[Row]:
    names = ("甄样例", "贾示范", "㛃演示", "欧阳𬭩", "𠮷例", "阿卜杜·样例江·虚构买买提")
    return [
        {
            "name": name,
            "sex": "男" if number % 2 else "女",
            "born_on": f"19{80 + number}年{number + 1}月8日",
            "education": "本科" if number < 4 else "大专",
            "party": "中共党员" if number < 3 else "群众",
            "category": "政法专项编制公务员" if number < 3 else "司法协理员",
            "post": "所长" if number == 0 else "工作人员",
            "rank": "副科级" if number == 0 else "科员级",
            "full_time": "是",
            "joined_on": f"20{10 + number}年7月1日",
            "phone": f"0000-12345{number:02}",
            "note": "",
        }
        for number, name in enumerate(names)
    ]


def mediation_row(number: int) -> Row:
    """One invented mediation case."""
    return {
        "case_number": f"（2024）样云人调字第{number}号",
        "accepted_on": f"2024年{number % 12 + 1}月{number % 28 + 1}日",
        "applicant": f"甲某{number}",
        "respondent": f"乙某{number}",
        "dispute_type": ("邻里", "婚姻家庭", "拖欠农民工工资")[number % 3],
        "source": "依申请调解",
        "committee": f"云溪镇样例{number % 12 + 1}村人民调解委员会",
        "mediators": "贾示范",
        "result": "调解成功",
        "closed_on": f"2024年{number % 12 + 1}月{number % 28 + 1}日",
        "agreement": "书面协议" if number % 2 else "口头协议",
        "title": f"甲某{number}与乙某{number}邻里纠纷",
        "performance": ("已履行", "逾期未履行", "未到期")[number % 3],
        "difficulty": "简易",
        "facts": "两家因排水发生争执，雨水渗入厢房，对修缮费用由谁承担意见不一。",
        "agreement_text": "一、乙方修好排水沟；二、双方今后互谅互让。",
        "agreement_number": f"（2024）样云人调口字第{number}号",
        "effective_on": f"2024年{number % 12 + 1}月{number % 28 + 1}日",
        "perform_by": "2024年12月31日",
        "visited_on": f"2024年{number % 12 + 1}月28日",
        "confirmed_on": "",
        "note": "",
    }


def committee_row(number: int) -> Row:
    """One invented mediation committee."""
    return {
        "name": f"云溪镇样例{number}村人民调解委员会",
        "committee_type": "村",
        "village": f"样例{number}村",
        "head": f"贾某{number}",
        "members": "5",
        "women": "1",
        "term_from": "2023年1月10日",
        "term_to": "2026年1月10日",
        "phone": "",
        "address": f"样例县云溪镇样例{number}村综合服务中心",
    }


def mediator_row(number: int) -> Row:
    """One invented mediator, three to a committee."""
    return {
        "name": f"贾某{number}",
        "sex": "女" if number % 3 == 0 else "男",
        "committee": f"云溪镇样例{(number + 2) // 3}村人民调解委员会",
        "born_on": f"19{70 + number}年3月5日",
        "education": "高中",
        "full_time": "否",
        "appointed_on": "2023年1月10日",
        "phone": f"0000-76543{number:02}",
        "note": "",
    }


def correction_row(number: int) -> Row:
    """One invented person under community correction."""
    return {
        "name": f"样某{number}",
        "sex": "男",
        "correction_type": ("缓刑", "假释", "暂予监外执行")[number % 3],
        "crime": "虚构罪名",
        "sentence": "有期徒刑六个月，缓刑一年",
        "start_on": "2024年1月8日",
        "end_on": "2025年7月7日",
        "residence": f"云溪镇样例{number % 12 + 1}村",
        "team": "贾示范、甄样例",
        "supervision": "普管",
        "state": "在矫",
        "note": "",
    }


def resettlement_row(number: int) -> Row:
    """One invented released person."""
    return {
        "name": f"例某{number}",
        "sex": "女",
        "crime": "虚构罪名",
        "released_on": "2023年5月18日",
        "residence": f"云溪镇样例{number % 12 + 1}村",
        "group": "刑满释放人员",
        "key": "否",
        "connected": "已衔接",
        "helped": "是",
        "placed": "已安置",
        "term_to": "2028年5月17日",
        "note": "",
    }


def tables(rows: int = 40) -> dict[str, list[Row]]:
    """The tables of every form, the registers with so many rows."""
    rooms = (
        "所长室",
        "普法依法治理室",
        "人民调解室",
        "社区矫正室",
        "安置帮教室",
        "档案室",
        "公共法律服务工作站",
    )
    return {
        **people_samples.tables(),
        **today_samples.tables(),
        **claim_samples.tables(),
        "score_items": _score_items(),
        "score_reasons": [
            {
                "no": "C2",
                "item": "工作例会",
                "state": "扣0.5分",
                "reason": "八月因防汛值班，例会推迟一周召开",
                "evidence": "会议记录、值班表",
            },
            {
                "no": "E5",
                "item": "代表委员群众座谈",
                "state": "高于记录",
                "reason": "记录：本年登记座谈会 0 次，未达到 1 次。理由：座谈会三月十二日召开，签到和记录在二号柜",
                "evidence": "座谈会签到和记录",
            },
        ],
        "score_parts": [
            {
                "part": part,
                "title": title,
                "max": str(count),
                "own": str(count - 0.5) if part == "C" else str(count),
            }
            for part, title, count in _PARTS
        ],
        "remedy": [
            {
                "item": "C2",
                "problem": "八月工作例会推迟一周召开，会议记录补记不及时。",
                "measure": "例会日期列入值班表，因故改期的当日通知并记录；会议记录三日内归档。",
                "person": "贾示范",
                "due_on": "2024年12月31日",
                "done_on": "",
                "effect": "",
            }
        ],
        "activity": [dict(RECORDS["activity"])] * 4,
        "committee": [committee_row(number) for number in range(1, 4)],
        "mediator": [mediator_row(number) for number in range(1, 8)],
        **committee_samples.tables(),
        **{source: [dict(row) for row in rows] for source, rows in CASE_PARTS.items()},
        "volume_papers": [{"name": name} for name in VOLUME_PAPERS],
        "vetoes": [
            {"text": text, "state": "未触发", "basis": basis}
            for text, basis in (
                ("人、财、物没有实行县级司法局垂直管理", "样编〔2021〕1号"),
                ("没有配备副科级以上所长", "花名册第 1 号"),
                ("专职人员数低于本类别司法所的要求", "花名册专职 5 名，二类所要求 5 名"),
                ("办公用房面积低于建设标准", "建筑面积 186.5 ㎡，规定 120 ㎡"),
                ("公用经费没有按标准列入预算", "样财预〔2024〕1号"),
                ("近两年有工作人员受党纪政务处分或者刑事处罚", "纪检监察部门证明"),
            )
        ],
        "rooms": [
            {
                "room": room,
                "state": "合用" if number == 4 else "独立设置",
                "shared_with": "社区矫正室" if number == 4 else "",
                "keeper": "甄样例" if number % 2 else "贾示范",
                "area": str(12 + number * 3),
                "door": str(101 + number),
                "rules_posted": "是",
                "facilities": "桌椅、文件柜、计算机",
                "note": "",
            }
            for number, room in enumerate(rooms)
        ],
        "staff": _staff(),
        "equipment": [
            {
                "category": name,
                "name": name,
                "model": f"样例-{number}型",
                "serial": f"YL{number:06}",
                "room": "社区矫正室",
                "quantity": str(number),
                "acquired_on": "2022年9月1日",
                "supplied_by": "上级配发",
                "keeper": "贾示范",
                "state": "在用",
                "note": "",
            }
            for number, name in enumerate(
                ("执法记录仪", "定位管理设备", "公共法律服务触摸查询一体机", "计算机", "档案柜"), 1
            )
        ],
        "mediation": [mediation_row(number) for number in range(1, rows + 1)],
        "correction": [correction_row(number) for number in range(1, rows + 1)],
        "resettlement": [resettlement_row(number) for number in range(1, rows + 1)],
    }


def sample(rows: int = 40) -> FormData:
    """Contents for any form."""
    return FormData(VALUES, {**tables(rows), **help_samples.tables()})
