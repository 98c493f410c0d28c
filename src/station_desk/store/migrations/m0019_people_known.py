"""Who is in the files becomes records: people of the registers, parties and mediators of cases, follow-up visits.

Nothing is invented and nothing is joined in doubt. Every role in a register gets a person; two roles share one where
they have one name and one identity number with the right check digit and say nothing different of sex, birth and
ethnic group, or where a candidate was made the member of staff he names. A name alone joins nobody. What the summary
of a case says stays as it was typed; only what is certain becomes a part. A confirmation without its day of asking,
a warning without the day it was found and the members of a committee of whom only the head is named stay what they are.

What was done before cannot be undone any more: it knows nothing of the records made here.
"""

_TABLES = (
    *("activity", "appraisal", "archive", "attachment", "award", "candidate", "committee", "complaint"),
    *("confirmed", "contact", "correction", "county_document", "discipline", "equipment", "evidence"),
    *("holiday_notice", "leave", "mediation", "mediator", "meeting", "movement", "notice", "premises"),
    *("recruitment", "regulation", "remedy", "report", "resettlement", "sanction", "score", "screening"),
    *("staff", "station", "survey", "training", "veto", "village", "visit", "whereabouts"),
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
    highest = (
        f"SELECT max(highest) AS last FROM (SELECT NULL AS highest UNION ALL {' UNION ALL '.join(held)})"
    )
    return (
        f"INSERT INTO meta SELECT 'last_id', CAST(last AS TEXT) FROM ({highest}) WHERE last > 0 "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )


_NEXT = "(SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'last_id')"
"""To be added to the number of a new row."""


def _given(table: str) -> str:
    return (
        f'UPDATE meta SET value = (SELECT CAST(max(id) AS TEXT) FROM "{table}") '
        f"WHERE key = 'last_id' AND EXISTS (SELECT 1 FROM \"{table}\")"
    )


_ROLES = {
    "staff": ("ethnic", "phone", "address", "", "", "education"),
    "candidate": ("ethnic", "phone", "residence", "household", "workplace", "education"),
    "mediator": ("ethnic", "phone", "address", "", "", "education"),
    "correction": ("ethnic", "phone", "residence", "household", "", ""),
    "resettlement": ("", "phone", "residence", "household", "", ""),
}
"""The registers whose records are roles of people, and where each says what stands in ``_TOLD``."""
_CIRCUMSTANCES = ("phone", "address", "household", "workplace", "education")
_TOLD = ("ethnic", *_CIRCUMSTANCES)


def _role(kind: str) -> str:
    told = ", ".join(f'"{column}"' if column else "''" for column in _ROLES[kind])
    engaged = "staff" if kind == "candidate" else "NULL"
    return (
        f"INSERT INTO temp.role (kind, id, name, typed, number, staff, sex, born_on, {', '.join(_TOLD)}) "
        f"SELECT '{kind}', id, name, id_number, upper(trim(id_number)), {engaged}, sex, born_on, {told} "
        f"FROM \"{kind}\" WHERE trim(name) <> '' ORDER BY id"
    )


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SUM = " + ".join(f"{weight} * substr(number, {at}, 1)" for at, weight in enumerate(_WEIGHTS, 1))
_BIRTH = "substr(number, 7, 4) || '-' || substr(number, 11, 2) || '-' || substr(number, 13, 2)"
_SOUND = (
    f"number GLOB '{'[0-9]' * 17}[0-9X]' AND date({_BIRTH}) IS {_BIRTH} "
    f"AND substr('10X98765432', ({_SUM}) % 11 + 1, 1) = substr(number, 18)"
)
"""GB 11643: eighteen characters, a birth day that exists, the right check digit."""
_NO_DOUBT = " AND ".join(f"count(DISTINCT nullif({key}, '')) < 2" for key in ("sex", "born_on", "ethnic"))


def _newest(key: str) -> str:
    """What the newest role says that says anything of it; ids grow with time."""
    newest = f"max(CASE WHEN \"{key}\" <> '' THEN printf('%020d', id) || \"{key}\" END)"
    return f"CASE count(*) WHEN 1 THEN max(\"{key}\") ELSE ifnull(substr({newest}, 21), '') END"


def _agrees(key: str) -> str:
    return f"(ifnull(role.{key}, '') IN ('', of.{key}) OR ifnull(of.{key}, '') = '')"


def _refers(kind: str) -> tuple[str, ...]:
    """Let the roles of a register refer to their people, and say what other roles of the same person say of him."""
    identity = ["id_number", "sex", "born_on", *(["ethnic"] if _ROLES[kind][0] else [])]
    said = ", ".join(f"{key} = person.{key}" for key in identity)
    return (
        f'UPDATE "{kind}" SET person = role.person FROM temp.role AS role '
        f"WHERE role.kind = '{kind}' AND role.id = \"{kind}\".id",
        f'UPDATE "{kind}" SET {said} FROM person WHERE person.id = "{kind}".person '
        "AND person.id IN (SELECT person FROM temp.role GROUP BY person HAVING count(*) > 1)",
    )


_PEOPLE = (
    """CREATE TEMP TABLE role (
    n INTEGER PRIMARY KEY, leader INTEGER, person INTEGER, kind TEXT, id INTEGER, name TEXT, typed TEXT, number TEXT,
    staff INTEGER, sex TEXT, born_on TEXT, ethnic TEXT, phone TEXT, address TEXT, household TEXT, workplace TEXT,
    education TEXT
)""",
    *(_role(kind) for kind in _ROLES),
    "UPDATE temp.role SET leader = n",
    "CREATE INDEX temp.role_id ON role (kind, id)",
    f"""CREATE TEMP TABLE one AS SELECT name, number, min(n) AS leader FROM temp.role WHERE {_SOUND}
GROUP BY name, number HAVING count(*) > 1 AND {_NO_DOUBT}""",
    """UPDATE temp.role SET leader = one.leader FROM temp.one AS one
WHERE one.number = role.number AND one.name = role.name""",
    f"""UPDATE temp.role SET leader = of.leader FROM temp.role AS of
WHERE role.kind = 'candidate' AND of.kind = 'staff' AND of.id = role.staff AND of.name = role.name
AND of.number = role.number AND {" AND ".join(map(_agrees, ("sex", "born_on", "ethnic")))}""",
    "CREATE INDEX temp.role_leader ON role (leader)",
    f"""UPDATE temp.role SET person = {_NEXT} + whom.number FROM
(SELECT leader, row_number() OVER (ORDER BY leader) AS number FROM temp.role GROUP BY leader) AS whom
WHERE whom.leader = role.leader""",
    f"""INSERT INTO person (id, name, id_number, sex, born_on, ethnic, {", ".join(_CIRCUMSTANCES)})
SELECT person, max(name), CASE count(*) WHEN 1 THEN max(typed) ELSE max(number) END, max(sex), max(born_on),
max(ethnic), {", ".join(map(_newest, _CIRCUMSTANCES))} FROM temp.role GROUP BY person ORDER BY person""",
    *(statement for kind in _ROLES for statement in _refers(kind)),
    "DROP TABLE temp.one",
    "DROP TABLE temp.role",
    _given("person"),
)

_BLANKS = "' ' || char(9, 10, 13, 160, 12288)"


def _names(text: str) -> str:
    """The table of the names in a text: parted by 、 ， , ； ; and line breaks, nothing before the first."""
    parted = text
    for mark in ("'，'", "','", "'；'", "';'", "char(10)", "char(13)"):
        parted = f"replace({parted}, {mark}, '、')"
    begun = f"ltrim({parted}, '、' || {_BLANKS})"
    return f"""json_each('[' || replace(json_quote({begun}), '、', '","') || ']') AS part"""


_NAME = f"trim(part.value, {_BLANKS})"
_UNITS = (
    *("公司", "合作社", "委员会", "村委会", "居委会", "村民小组", "政府", "集团", "银行", "信用社", "事务所"),
    *("学校", "小学", "中学", "幼儿园", "医院", "卫生院", "派出所", "管理处", "管委会"),
)
"""What no name of a person ends in."""
_IS_UNIT = " OR ".join(f"{_NAME} LIKE '%{unit}'" for unit in _UNITS)
_NATURE = f"CASE WHEN {_IS_UNIT} THEN 'unit' ELSE 'person' END"
_SIDE_TEXT = "CASE side.code WHEN 'applicant' THEN mediation.applicant ELSE mediation.respondent END"


def _of_first(key: str) -> str:
    told = f"mediation.applicant_{key} ELSE mediation.respondent_{key}"
    return f"CASE WHEN part.key > 0 THEN '' WHEN side.code = 'applicant' THEN {told} END"


# A cross join keeps to its order: the cases one after the other, of each the sides, of each side the names.
_PARTIES = (
    f"""INSERT INTO party (id, mediation, side, nature, name, phone, address)
SELECT {_NEXT} + row_number() OVER (), mediation.id, side.code, {_NATURE}, {_NAME},
{_of_first("phone")}, {_of_first("address")} FROM mediation
CROSS JOIN (SELECT 'applicant' AS code UNION ALL SELECT 'respondent') AS side
CROSS JOIN {_names(_SIDE_TEXT)} WHERE {_NAME} <> ''""",
    _given("party"),
    f"""INSERT INTO case_mediator (id, mediation, mediator, name, duty)
SELECT {_NEXT} + row_number() OVER (), mediation.id,
(SELECT max(id) FROM mediator WHERE committee = mediation.committee AND name = {_NAME} HAVING count(*) = 1), {_NAME},
iif(part.key = 0 AND instr(part.json, '","') = 0, 'presides', '') FROM mediation
CROSS JOIN {_names("mediation.mediators")} WHERE {_NAME} <> ''""",
    _given("case_mediator"),
    f"""INSERT INTO follow_up (id, mediation, held_on)
SELECT {_NEXT} + row_number() OVER (), id, visited_on FROM mediation WHERE date(visited_on) IS visited_on
AND visited_on NOT NULL""",
    _given("follow_up"),
)

STATEMENTS = (
    _no_id_twice(),
    *_PEOPLE,
    *_PARTIES,
    # As where records leave for an archive: an earlier intention may stand on what is different now.
    "UPDATE intent SET action = 'load' WHERE action = 'do'",
)
SEARCHED = ("person",)
"""The kinds whose new rows the text search has yet to find."""
DIGEST = "04d44d644ef959c0cfd8fedd74b8ff76fba03c2efbd6a3ddef1e828023fdec17"
"""The fingerprint of the schema that this step leads to."""
