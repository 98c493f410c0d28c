"""Invented contents of the forms about people: staff, their training and appraisal, a recruitment."""

from collections.abc import Mapping

Row = dict[str, str]

RECORDS: Mapping[str, Mapping[str, str]] = {
    "person": {
        "name": "贾示范",
        "former_names": "",
        "sex": "女",
        "id_number": "000000199002020000",
        "born_on": "1990年2月2日",
        "age": "34",
        "ethnic": "汉族",
        "phone": "0000-7654321",
        "address": "样例县云溪镇样例3村示例组12号",
        "household": "样例县云溪镇样例3村",
        "workplace": "云溪镇司法所",
        "occupation": "司法协理员",
        "education": "本科",
        "note": "",
    },
    "staff": {
        "name": "贾示范",
        "sex": "女",
        "id_number": "000000199002020000",
        "born_on": "1990年2月2日",
        "age": "34",
        "ethnic": "汉族",
        "native_place": "样例省样例县",
        "party": "中共党员",
        "party_joined_on": "2012年7月1日",
        "worked_from": "2013年8月1日",
        "phone": "0000-3333333",
        "computer_skill": "熟练",
        "education": "本科",
        "school": "样例大学",
        "major": "法学",
        "law_background": "是",
        "legal_qualification": "是",
        "qualification_number": "样A0000000001",
        "category": "司法协理员",
        "post": "工作人员",
        "rank": "科员级",
        "full_time": "是",
        "lent_out": "否",
        "joined_on": "2018年3月1日",
        "joined_from": "样例镇政府",
        "employer": "样例县司法局",
        "contract_from": "2024年3月1日",
        "contract_to": "2027年2月28日",
        "duties": "指导调解、公共法律服务",
        "address": "样例县云溪镇示例路2号",
        "emergency_contact": "贾某 0000-4444444",
    },
    "candidate": {
        "name": "符样例",
        "sex": "男",
        "id_number": "000000199503030000",
        "born_on": "1995年3月3日",
        "age": "29",
        "ethnic": "汉族",
        "nationality": "中国",
        "party": "共青团员",
        "batch": "样例县2024年司法协理员招聘",
        "applied_on": "2024年9月2日",
        "track": "招聘",
        "post": "司法协理员",
        "education": "本科",
        "full_time_education": "是",
        "veteran": "否",
        "school": "样例学院",
        "major": "法学",
        "computer_skill": "熟练",
        "workplace": "样例县示例公司",
        "current_role": "职员",
        "local_ties": "户籍在样例县",
        "phone": "0000-5555555",
        "law": "法律专业",
        "review": "通过",
        "conclusion": "逐条核对均符合",
        "checked_day": "2024年9月6日",
    },
    "recruitment": {
        "title": "样例县2024年司法协理员招聘",
        "track": "招聘",
        "counts": "招聘名额2名，报名6人，审查通过5人，拟聘用2人",
        "weights": "笔试60%，面试40%",
        "document": "样司发〔2024〕8号",
        "listed": "2",
        "steps": "报名、资格审查、笔试、面试、考察、体检",
        "notice_from": "2024年11月4日",
        "notice_to": "2024年11月8日",
        "notice_phone": "0000-6666666",
    },
    "appraisal": {
        "staff": "贾示范",
        "year": "2024",
        "staff.sex": "女",
        "staff.born_on": "1990年2月2日",
        "staff.category": "司法协理员",
        "staff.post": "工作人员",
        "staff.joined_on": "2018年3月1日",
        "duty": "指导人民调解，接待公共法律服务。",
        "summary": "一年来指导调委会调解纠纷，整理卷宗，按时完成各项统计；参加县级培训两次。",
        "virtue": "好",
        "ability": "较好",
        "diligence": "好",
        "achievement": "较好",
        "integrity": "好",
        "grade": "称职",
        "opinion": "工作踏实，群众评价好。",
        "decision": "续聘",
        "decision_reason": "考核称职，岗位需要。",
        "decided_on": "2024年12月20日",
        "approved_on": "2024年12月24日",
    },
}

_PEOPLE = ("符样例", "章虚构", "欧阳示范", "阿依样例")


def tables() -> dict[str, list[Row]]:
    """The rows of the tables about people."""
    return {
        "criteria": [
            {"no": f"P{number}", "title": title, "basis": "数据", "state": "符合", "reason": reason}
            for number, (title, reason) in enumerate(
                (
                    ("具有中华人民共和国国籍", "身份证复印件"),
                    ("年满18周岁、不超过35周岁", "报名日29周岁"),
                    ("大专以上学历", "毕业证书编号样0001"),
                    ("在本县有户籍或者常住", "户口簿复印件"),
                    ("未受过刑事处罚", "证明样字第1号"),
                ),
                1,
            )
        ],
        "scores": [
            {
                "track": "招聘",
                "place": str(place),
                "name": name,
                "sex": "男" if place % 2 else "女",
                "education": "本科",
                "written_score": str(90 - place),
                "interview_score": str(88 - place),
                "total": f"{89.2 - place:.1f}",
                "preference": "",
                "inspection": "合格" if place < 3 else "",
                "medical": "合格" if place < 3 else "",
                "standing": "拟聘用" if place < 3 else "",
            }
            for place, name in enumerate(_PEOPLE, 1)
        ],
        "listed": [
            {
                "name": name,
                "sex": "男",
                "education": "本科",
                "track": "招聘",
                "total": f"{88.2 - place:.1f}",
                "post": "司法协理员",
            }
            for place, name in enumerate(_PEOPLE[:2])
        ],
        "staff_appraisals": [
            {"year": str(year), "grade": "称职", "opinion": "工作踏实。"} for year in (2023, 2022)
        ],
        "staff_awards": [{"awarded_on": "2023年12月1日", "title": "示例先进个人", "issuer": "样例县司法局"}],
        "staff_movements": [
            {
                "changed_on": "2018年3月1日",
                "change": "调入",
                "was_post": "工作人员",
                "place": "样例镇政府",
                "document": "样人〔2018〕1号",
            }
        ],
        "person_roles": [
            {
                "role": "司法协理员",
                "title": "工作人员",
                "period": "2018年3月1日",
                "state": "在岗",
            },
            {
                "role": "申请人",
                "title": "（2024）云溪调字第12号 甲样例与乙样例相邻关系纠纷",
                "period": "2024年3月4日至2024年3月20日",
                "state": "达成协议",
            },
        ],
        "person_events": [
            {"day": "2018年3月1日", "text": "司法协理员：到所"},
            {
                "day": "2024年3月4日",
                "text": "（2024）云溪调字第12号 甲样例与乙样例相邻关系纠纷，申请人：受理",
            },
            {"day": "2024年3月5日", "text": "打印《人民调解受理登记表》"},
        ],
        "structure": [
            {"title": "年龄结构", "label": "35岁以下", "count": "3", "share": "60%", "bar": "■■■■■■"},
            {"title": "年龄结构", "label": "46岁以上", "count": "2", "share": "40%", "bar": "■■■■"},
        ],
        "risks": [{"text": "社区矫正只有一人承办，没有替补。"}],
        "training_totals": [
            {
                "name": "贾示范",
                "category": "司法协理员",
                "joined_on": "2018年3月1日",
                "sessions": "2",
                "days": "5",
                "hours": "40",
            }
        ],
        "training_year": [
            {
                "staff": "贾示范",
                "topic": "人民调解业务培训",
                "from_on": "2024年5月6日",
                "to_on": "2024年5月8日",
                "days": "3",
                "hours": "24",
                "organiser": "县级",
                "form": "集中授课",
                "certificate": "样培001",
            }
        ],
        "whereabouts_board": [
            {
                "name": "甄样例",
                "post": "所长",
                "state": "下村",
                "place": "样例3村，回访",
                "back_at": "17:00",
                "phone": "0000-1234567",
            },
            {
                "name": "贾示范",
                "post": "工作人员",
                "state": "在所",
                "place": "",
                "back_at": "",
                "phone": "0000-3333333",
            },
        ],
    }
