"""What the rows of 社区矫正 and 安置帮教 tell becomes parts where it is certain: days, papers, teams, placements, ends.

The rows keep what was typed, and each part says what its row says: summed up, it is the same. Nothing is invented: a
class of management has no day it began, a team told as “张某甲（村居）、家属” is no list of names, an answer is nothing
without the day the check came in. They stay what they are. A tick for somebody once lost becomes a loss that says that
neither its sort nor its day was written down. Days ahead of all that was ever written are plans, no events. Names alone
refer to no person.

What was done before cannot be undone any more: it knows nothing of the records made here.
"""

_TABLES = (
    *(
        "activity",
        "aid",
        "appraisal",
        "archive",
        "assessment",
        "attachment",
        "award",
        "ban_check",
        "body_report",
    ),
    *("candidate", "case_mediator", "class_change", "clause", "committee", "committee_member", "complaint"),
    *("confirmation", "confirmed", "connection", "contact", "correction", "correction_appraisal"),
    *(
        "correction_family",
        "correction_notice",
        "correction_plan",
        "correction_team_member",
        "county_document",
    ),
    *("custody", "declaration", "delegation", "device", "discipline", "equipment", "escalation_warning"),
    *("evidence", "evidence_item", "fetch", "file_review", "follow_up", "guest_request", "help_exit"),
    *(
        "help_family",
        "help_paper",
        "help_team_member",
        "holiday_notice",
        "info_check",
        "investigation",
        "leave",
    ),
    *(
        "loss",
        "mediation",
        "mediation_session",
        "mediator",
        "mediator_grade",
        "mediator_training",
        "meeting",
        "movement",
        "named",
        "notice",
        "party",
    ),
    *(
        "performance",
        "permit",
        "permit_trip",
        "person",
        "place_request",
        "placement",
        "pre_release",
        "premises",
    ),
    *("reception", "recheck", "recruitment", "register_entry", "register_snapshot", "regulation", "remedy"),
    *("report", "representative", "resettlement", "review_finding", "risk_assessment", "sanction", "score"),
    *("screening", "staff", "station", "subsidy", "survey", "training", "transfer", "travel_paper", "veto"),
    *("village", "visit", "whereabouts"),
)
_MOST = 2**53
"""Ids stay below it."""


def _no_id_twice() -> str:
    """Let the greatest id of the file be at least that of every record there is or ever was."""
    held = [f'SELECT max(id) FROM "{table}" WHERE id < {_MOST}' for table in _TABLES]
    held += [f"SELECT max(record) FROM change WHERE record < {_MOST}"]
    held += [
        "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'last_id' AND value NOT GLOB '*[^0-9]*' "
        f"AND length(value) < 17 AND CAST(value AS INTEGER) < {_MOST}"
    ]
    # A compound of so many would be too long for one statement.
    parts = [" UNION ALL ".join(held[n : n + 40]) for n in range(0, len(held), 40)]
    found = ", ".join(
        f"ifnull((SELECT max(highest) FROM (SELECT NULL AS highest UNION ALL {part})), 0)" for part in parts
    )
    return (
        f"INSERT INTO meta SELECT 'last_id', CAST(last AS TEXT) FROM (SELECT max({found}) AS last) WHERE last > 0 "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )


_NEXT = (
    "(SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'last_id') + row_number() OVER (ORDER BY {order})"
)


def _given(table: str) -> str:
    return (
        f'UPDATE meta SET value = (SELECT CAST(max(id) AS TEXT) FROM "{table}") '
        f"WHERE key = 'last_id' AND EXISTS (SELECT 1 FROM \"{table}\")"
    )


_LAST_WRITTEN = "ifnull((SELECT substr(max(at), 1, 10) FROM intent WHERE at <> ''), '9999-12-31')"


def _happened(day: str) -> str:
    """Whether a column holds a day that had come when the file was last written."""
    return f'"{day}" NOT NULL AND date("{day}") IS "{day}" AND "{day}" <= {_LAST_WRITTEN}'


def _day(day: str) -> str:
    """The column where it holds a day; elsewhere nothing."""
    return f'iif(date("{day}") IS "{day}", "{day}", NULL)'


def _parts(row: str, part: str, where: str, **told: str) -> tuple[str, str]:
    """One part for each row that holds; ``told`` are its columns, each with what the row says of it."""
    columns, values = ", ".join(f'"{key}"' for key in told), ", ".join(told.values())
    number = _NEXT.format(order="id")
    return (
        f'INSERT INTO "{part}" (id, "{row}", {columns}) SELECT {number}, id, {values} FROM "{row}" '
        f"WHERE {where} ORDER BY id",
        _given(part),
    )


_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤赖康施牛樊葛邢安齐易乔伍庞"
    "颜倪庄聂章鲁岳翟申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕"
    "屈饶解牟艾尤穆卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗桂傅全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇"
    "桑郎甄丛仲虞敖巩明查佘池麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜"
)
_OF_TWO = "('欧阳', '司马', '上官', '诸葛', '夏侯', '皇甫', '尉迟', '公孙', '慕容', '令狐', '司徒', '端木')"
_NO_NAME = (
    *(
        "家属",
        "亲属",
        "妻子",
        "丈夫",
        "儿子",
        "女儿",
        "哥哥",
        "弟弟",
        "姐姐",
        "妹妹",
        "爱人",
        "配偶",
        "书记",
        "主任",
    ),
    *(
        "警官",
        "民警",
        "辅警",
        "老师",
        "医生",
        "社工",
        "专干",
        "会计",
        "村委",
        "居委",
        "妇联",
        "社区",
        "本人",
        "同志",
    ),
    *("律师", "邻居", "经理", "老板", "志愿者", "工作者", "监护人", "保证人"),
    *"村镇乡组所会厂店站局院校员妻父母长等部队处",
)
"""What the name of a person does not end in."""
_IS_NAME = (
    "length(part.value) BETWEEN 2 AND 4 AND part.value NOT GLOB '*[^㐀-鿿𠀀-𲎯]*' "
    f"AND (instr('{_SURNAMES}', substr(part.value, 1, 1)) > 0 OR substr(part.value, 1, 2) IN {_OF_TWO}) "
    f"AND NOT ({' OR '.join(f'part.value LIKE {chr(39)}%{end}{chr(39)}' for end in _NO_NAME)})"
)


def _team(row: str, part: str) -> tuple[str, str]:
    """The members of a team whose text is nothing but names, each once, parted as the row parts them."""
    names = f"""json_each('[' || replace(json_quote("{row}".team), '、', '","') || ']') AS part"""
    each = f"SELECT count(*) FROM {names}"
    plain = (
        f"({each} WHERE NOT ({_IS_NAME})) = 0 AND ({each}) = (SELECT count(DISTINCT part.value) FROM {names})"
    )
    number = _NEXT.format(order=f'"{row}".id, part.key')
    return (
        f'INSERT INTO "{part}" (id, "{row}", name) SELECT {number}, "{row}".id, part.value '
        f'FROM "{row}" CROSS JOIN {names} WHERE "{row}".team <> \'\' AND {plain} ORDER BY "{row}".id, part.key',
        _given(part),
    )


_ONCE_LOST = "以前的登记只勾选了“曾脱管漏管”，没有写明情形和日期"

_CORRECTION = (
    *_parts(
        "correction", "delegation", _happened("delegated_on"), given_on="delegated_on", document="delegation"
    ),
    *_team("correction", "correction_team_member"),
    *_parts("correction", "correction_plan", _happened("plan_on"), made="'first'", made_on="plan_on"),
    *_parts(
        "correction",
        "declaration",
        _happened("entry_declared_on"),
        declared="'entry'",
        held_on="entry_declared_on",
    ),
    *_parts(
        "correction",
        "declaration",
        _happened("exit_declared_on"),
        declared="'release'",
        held_on="exit_declared_on",
    ),
    *_parts("correction", "loss", "out_of_control = 1", reason=f"'{_ONCE_LOST}'"),
)
_RESETTLEMENT = (
    *_parts(
        "resettlement",
        "info_check",
        _happened("check_on"),
        received_on="check_on",
        answer_by=_day("check_by"),
        answered_on=_day("checked_on"),
    ),
    *_parts("resettlement", "fetch", _happened("fetched_on"), fetched_on="fetched_on"),
    *_parts(
        "resettlement",
        "connection",
        f"connected = 'yes' AND {_happened('connected_on')}",
        connected="'yes'",
        connected_on="connected_on",
        certificate="certificate",
    ),
    *_team("resettlement", "help_team_member"),
    *_parts(
        "resettlement", "help_paper", _happened("agreement_on"), paper="'agreement'", signed_on="agreement_on"
    ),
    *_parts("resettlement", "help_paper", _happened("duty_on"), paper="'duty'", signed_on="duty_on"),
    *_parts(
        "resettlement",
        "placement",
        f"placed = 'yes' AND {_happened('placed_on')}",
        placed="'yes'",
        from_on="placed_on",
        placement="placement",
    ),
    *_parts(
        "resettlement",
        "help_exit",
        f"state IN ('expired', 'moved', 'reoffended', 'dead') AND {_happened('left_on')}",
        exit="state",
        left_on="left_on",
    ),
)

STATEMENTS = (
    _no_id_twice(),
    *_CORRECTION,
    *_RESETTLEMENT,
    # As where records leave for an archive: an earlier intention may stand on what is different now.
    "UPDATE intent SET action = 'load' WHERE action = 'do'",
)
DIGEST = "3cc62933a1903357465b7ad0dc95f3ff4b04bdb306eeee706a0c3b41ff575363"
"""The fingerprint of the schema that this step leads to."""
