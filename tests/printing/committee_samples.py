"""Invented committees, members and mediators."""

from collections.abc import Mapping

COMMITTEE: Mapping[str, str] = {
    "name": "云溪镇样例3村人民调解委员会",
    "committee_type": "村",
    "village": "样例3村",
    "seal_name": "云溪镇样例3村人民调解委员会",
    "head": "贾某1",
    "members": "5",
    "women": "1",
    "term_from": "2023年1月10日",
    "term_to": "2026年1月10日",
    "mixed": "否",
    "unfiled_on": "2024年5月6日",
    "filed_on": "2023年1月20日",
    "dissolved_on": "",
    "phone": "0000-7654320",
    "address": "样例县云溪镇样例3村综合服务中心",
}
MEDIATOR: Mapping[str, str] = {
    "name": "贾某1",
    "sex": "男",
    "born_on": "1971年3月5日",
    "age": "53",
    "ethnic": "汉族",
    "education": "高中（中专）",
    "id_number": "000000197103050000",
    "phone": "0000-7654301",
    "address": "样例县云溪镇样例3村示例组1号",
    "committee": "云溪镇样例3村人民调解委员会",
    "committee.seal_name": "云溪镇样例3村人民调解委员会",
    "full_time": "是",
    "worker_kind": "专职",
    "chosen": "聘任",
    "appointed_on": "2020年1月10日",
    "ended_on": "",
    "registered": "样调2020001",
    "grade_held": "四级",
    "grade_since": "2022年6月1日",
    "grade_until": "2025年5月31日",
    "grade_asked": "三级",
    "years_served": "4",
    "cases_mediated": "86",
    "cases_settled": "84",
    "cases_oral": "20",
    "cases_rate": "97.67%（84/86）",
    "training_hours": "24",
    "subsidies_paid": "6480",
    "note": "",
}


def tables() -> dict[str, list[dict[str, str]]]:
    """Rows of the tables about committees and mediators."""
    return {
        "committee_member": [_member(number) for number in range(1, 6)],
        "mediator_grade": [
            {
                "grade": "四级",
                "granted_on": "2022年6月1日",
                "valid_to": "2025年5月31日",
                "granted_by": "样例县司法局",
                "document": "样司发〔2022〕9号",
            }
        ],
        "mediator_training": [
            {
                "topic": "调解协议书制作",
                "from_on": "2024年3月4日",
                "to_on": "2024年3月6日",
                "hours": "24",
                "organiser": "样例县司法局",
            }
        ],
        "grade_conditions": [
            {
                "condition": "已评定为四级满 2 年",
                "found": "2022-06-01 评定为四级",
                "state": "符合",
                "basis": "地方规定：样例县的评定办法",
            },
            {
                "condition": "本地规定的工作年限、调解件数和成功率",
                "found": "由评定单位审核",
                "state": "待核",
                "basis": "待核实",
            },
        ],
        "mediator_grades": [
            {
                "name": "贾某1",
                "committee": "云溪镇样例3村人民调解委员会",
                "appointed_on": "2020年1月10日",
                "grade_held": "四级",
                "grade_since": "2022年6月1日",
                "grade_until": "2025年5月31日",
                "grade_asked": "三级",
                "state": "有条件待核",
                "lacks": "本地规定的工作年限、调解件数和成功率（待核：由评定单位审核）",
            }
        ],
    }


def _member(number: int) -> dict[str, str]:
    return {
        "committee": "云溪镇样例3村人民调解委员会",
        "name": f"贾某{number}",
        "post": "主任" if number == 1 else "委员",
        "sex": "女" if number == 3 else "男",
        "ethnic": "汉族",
        "born_on": f"19{70 + number}年3月5日",
        "chosen": "推选",
        "from_on": "2023年1月10日",
        "phone": f"0000-76543{number:02}",
    }
