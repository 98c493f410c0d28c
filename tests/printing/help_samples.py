"""Invented contents of the papers of 安置帮教: one person, the parts of the record, the lists of the station."""

from collections.abc import Mapping, Sequence

from tests.printing.correction_samples import PERSON

Row = Mapping[str, str]

RESETTLEMENT: Row = {
    **PERSON,
    "name": "例来福",
    "case_number": "帮2024003",
    "nickname": "",
    "person.former_names": "例阿福",
    "ethnic": "汉族",
    "education": "初中",
    "marriage": "未婚",
    "occupation": "务工",
    "workplace": "样例县示例建筑队",
    "listed_at": "户籍和居住都在本辖区",
    "group": "刑满释放人员",
    "corrected_as": "",
    "crime_told": "虚构罪名",
    "sentence_told": "有期徒刑三年",
    "priors": "无",
    "prison": "样例监狱",
    "released_on": "2023年5月18日",
    "certificate": "样释字第000003号",
    "notice_on": "2023年4月12日",
    "evaluation_on": "2023年4月12日",
    "key": "是",
    "key_grounds": "无业可就、无亲可投",
    "key_decided_by": "样例县司法局",
    "key_decided_on": "2023年4月20日",
    "fetched_on": "2023年5月18日",
    "connected": "已衔接",
    "connected_on": "2023年5月19日",
    "police_told": "已报到",
    "household_told": "已恢复",
    "agreement_on": "2023年5月20日",
    "agreement_term": "2023年5月18日至2028年5月17日",
    "agreement_terms": "乙方参加七月的电工培训，甲方联系培训机构。",
    "own_signed_on": "2023年5月20日",
    "duty_on": "2023年5月20日",
    "duty_term": "2023年5月18日至2028年5月17日",
    "duty_terms": "样例3村负责联系过渡住处。",
    "placed": "已安置",
    "placed_told": "已安置",
    "placement": "过渡性安置基地",
    "placed_on": "2023年6月1日",
    "unplaced_reason": "",
    "term": "2023年5月18日至2028年5月17日",
    "village_organ": "样例3村村民委员会",
    "state": "在册",
    "visits_met": "4",
    "volume_pages": "28 页",
    "volume_remarks": "",
}

SNAPSHOT: Row = {
    "register": "服刑人员",
    "as_of": "2024年11月30日",
    "taken_on": "2024年12月2日",
    "people": "3",
    "taken_told": "2024年12月2日留存，按当时已经登记的内容推算到2024年11月30日",
    "gone_told": "其中 1 人的记录已经封存或者删除，只计数，不列名。",
}

SNAPSHOT_PEOPLE: Sequence[Row] = (
    {
        "name": "例来福",
        "sex": "男",
        "id_number": "000000199001010018",
        "crime": "虚构罪名",
        "sort": "有期徒刑三年",
        "day": "2025年5月18日",
        "place": "样例县云溪镇样例3村示例组3号",
        "more": "服刑（羁押）场所样例监狱，刑期结束2025年5月18日",
    },
    {
        "name": "例某生",
        "sex": "男",
        "id_number": "",
        "crime": "",
        "sort": "",
        "day": "",
        "place": "",
        "more": "",
    },
)

VISIT: Row = {
    **{f"resettlement.{key}": text for key, text in RESETTLEMENT.items()},
    "form": "上门走访",
    "held_on": "2024年6月20日",
    "place": "本人家中",
    "not_met": "否",
    "offered": "否",
    "situation": "在安置基地做园艺工作，收入稳定；租住村内房屋，身体健康；情绪平稳，愿意参加技能培训。",
    "needs": "希望学习电工技能。已报名镇劳动保障所的下期培训班。",
    "visitor": "贾示范",
    "next_on": "2024年9月20日",
    "grant": "500",
    "count": "4",
}

_CHILD: Row = {
    "name": "例小福",
    "relation": "儿子",
    "sex": "男",
    "born_on": "2015年6月1日",
    "age": "9",
    "workplace": "云溪镇中心小学",
    "phone": "",
    "needs": "由祖母照看，课后没有人辅导。",
}

PARTS: Mapping[str, Sequence[Row]] = {
    "snapshot_people": SNAPSHOT_PEOPLE,
    "info_check": [
        {
            "source": "样例监狱",
            "received_on": "2022年9月5日",
            "answer_by": "2022年9月25日",
            "household_right": "是",
            "family_right": "是",
            "family": "父亲去世，母亲与妹妹同住；住房为两间平房，妹妹在县城务工。",
            "contact": "例来喜（妹妹）0000-1212121",
            "three_nos": "无业可就、无亲可投",
            "result": "属于本辖区",
            "checked_by": "贾示范",
            "answered_on": "2022年9月20日",
            "returned_for": "",
        }
    ],
    "pre_release": [
        {
            "notice_on": "2023年4月12日",
            "expected_on": "2023年5月18日",
            "judged_key": "是",
            "plan": "司法所两人会同村干部和妹妹到监狱接回，当日送到村里安排住处。",
            "family_told_on": "2023年4月15日",
            "village_told_on": "2023年4月15日",
            "police_told_on": "2023年4月16日",
            "handled_by": "贾示范",
        }
    ],
    "fetch": [
        {
            "fetched_on": "2023年5月18日",
            "prison": "样例监狱",
            "handed_by": "寅某",
            "relatives": "例来喜（妹妹）",
            "workers": "贾示范、甄样例",
            "people": "4",
            "papers": "释放证明书、档案副本、个人物品清单",
            "told": "上午在监狱办理交接，下午送到样例3村，与村干部见面，约定次日到所办理衔接。",
        }
    ],
    "connection": [
        {
            "resettlement": "例来福",
            "connected": "已衔接",
            "connected_on": "2023年5月19日",
            "connected_by": "必接必送",
            "certificate": "样释字第000003号",
            "certificate_seen": "是",
            "police_reported_on": "2023年5月20日",
            "household_state": "已恢复户籍",
            "restored_on": "2023年5月25日",
            "handled_by": "贾示范",
            "reason": "",
        },
        {
            "resettlement": "例某退",
            "connected": "退回",
            "connected_on": "2024年12月1日",
            "reason": "户籍已经迁往外县",
            "handled_by": "贾示范",
        },
    ],
    "helpers": [
        {"name": "贾示范", "role": "司法所工作人员", "phone": "0000-1313131", "duty": "组长，安排走访"},
        {"name": "卯某", "role": "村（居）民委员会人员", "phone": "0000-1414141", "duty": "日常联系"},
        {"name": "例来喜", "role": "家庭成员", "phone": "0000-1212121", "duty": "家庭关心"},
    ],
    "help_family": [
        _CHILD,
        {"name": "例来喜", "relation": "妹妹", "born_on": "1985年3月5日", "phone": "0000-1212121"},
    ],
    "minor_children": [_CHILD],
    "placement": [
        {
            "placed": "未安置",
            "from_on": "2023年5月18日",
            "to_on": "2023年5月31日",
            "reason": "刚回来，没有工作",
        },
        {
            "placed": "已安置",
            "from_on": "2023年6月1日",
            "placement": "过渡性安置基地",
            "unit": "样例县示例园艺基地",
            "address": "样例县云溪镇示例路20号",
            "proof": "用工协议",
        },
    ],
    "aid": [
        {
            "aid": "临时救助",
            "need": "回来时没有生活费。",
            "applied_on": "2023年5月22日",
            "applied_at": "云溪镇人民政府",
            "office": "云溪镇社会事务办公室",
            "given_on": "2023年6月2日",
            "amount": "1000",
            "result": "发放一次性临时救助。",
        },
        {
            "aid": "就业培训",
            "need": "没有技能。",
            "applied_on": "2023年6月20日",
            "office": "样例县人力资源和社会保障局",
        },
    ],
    "risk_assessment": [
        {
            "assessed_on": "2023年5月22日",
            "risk": "中",
            "factors": "没有工作和收入、没有固定住处",
            "told": "没有工作和住处，愿意接受帮助。先安排过渡住处，每月回访一次。",
            "assessed_by": "贾示范",
        }
    ],
    "help_exit": [
        {
            "exit": "期满解除",
            "left_on": "2028年5月20日",
            "conduct": "好",
            "evaluation": "五年里遵纪守法，有稳定的工作，家庭和睦。",
            "team_view": "帮教期满，同意解除。",
            "moved_to": "",
            "handled_by": "贾示范",
        }
    ],
    "visit_quarters": [
        {"quarter": "2024年第1季度", "met": "1", "days": "3月15日", "missed": "0"},
        {"quarter": "2024年第2季度", "met": "2", "days": "4月15日、6月15日", "missed": "1"},
        {"quarter": "2024年第3季度", "met": "", "days": "", "missed": ""},
    ],
}
"""What is recorded of somebody who is helped."""


def _listed(number: int) -> dict[str, str]:
    """One invented person as a list of the station shows him."""
    return {
        "name": f"例某{number}",
        "sex": "男",
        "id_number": f"00000019900101{number:04}",
        "group": "刑满释放人员",
        "village": f"样例{number}村",
        "household": f"样例县云溪镇样例{number}村",
        "residence": f"样例县云溪镇样例{number}村",
        "phone": "0000-1515151",
        "crime_told": "虚构罪名",
        "sentence_told": "有期徒刑三年",
        "prison": "样例监狱",
        "released_on": "2024年12月20日",
        "checked_on": "2024年3月9日",
        "key": "是",
        "key_grounds": "无业可就",
        "key_decided_by": "样例县司法局",
        "key_decided_on": "2024年11月1日",
        "fetched_on": "2024年10月8日",
        "connected": "已衔接",
        "team": "贾示范、卯某",
        "placed": "未安置",
        "state": "在册",
        "note": "",
    }


def tables() -> dict[str, list[Row]]:
    """The lists of the station."""
    people = [_listed(number) for number in range(1, 5)]
    seen = {
        "met": "1",
        "days": "11月5日",
        "missed": "0",
        "met_before": "0",
        "days_before": "",
        "missed_before": "2",
    }
    ready = {"days_left": "18", "notice_on": "2024年11月18日", "judged_key": "是", "plan": "家属和村干部接回"}
    of_child = {"state": "服刑中", "village": "样例1村"}
    return {
        "serving_people": [*people],
        "releasing_people": [{**one, **ready} for one in people],
        "key_people": [{**one, "risk": "中"} for one in people],
        "unconnected_people": [{**one, "waited": "12", "reason": "释放后直接外出务工"} for one in people],
        "visited_people": [{**one, **seen} for one in people],
        "households": [{**_CHILD, **of_child, "of_whom": one["name"]} for one in people],
    }
