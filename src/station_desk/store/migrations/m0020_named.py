"""Whom the names in records mean, of those who work or worked here or mediate: a reference where that is certain.

A name that is one of a list, or stands alone, means somebody where one person alone bears it among the staff and the
mediators, those of former times too, and one of his roles lasted on the day of the record: the day it happened, else
the first it names. The texts stay as they were typed.

What was done before cannot be undone any more: it knows nothing of the references made here.
"""

_BLANKS = "' ' || char(9, 10, 13, 160, 12288)"
_NEXT = "(SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'last_id')"

_NAMED = {
    "village": (("adviser",), ("adviser_until",)),
    "premises": (("keeper",), ("checked_on",)),
    "equipment": (("keeper",), ("acquired_on",)),
    "screening": (("checked_by",), ("checked_on",)),
    "committee": (("head",), ("term_from", "term_to", "filed_on", "unfiled_on", "dissolved_on")),
    "mediation": (
        ("registrar", "filed_by"),
        (
            *("accepted_on", "applied_on", "rights_told_on", "extended_on", "extended_to", "closed_on"),
            *("told_on", "mediators_signed_on", "sealed_on", "effective_on", "perform_by", "performed_on"),
            *("confirmed_on", "visited_on", "police_asked_on", "police_view_on", "archived_on"),
        ),
    ),
    "investigation": (("asked_by", "recorder"), ("held_on",)),
    "mediation_session": (("recorder",), ("held_on", "next_on")),
    "follow_up": (("visitor",), ("held_on",)),
    "subsidy": (("approved_by",), ("claimed_on", "approved_on", "paid_on")),
    "file_review": (
        ("reviewer",),
        ("reviewed_on", "drawn_on", "returned_on", "mend_by", "mended_on"),
    ),
    "contact": (("recorder",), ("held_on",)),
    "visit": (("visitor",), ("held_on", "next_on")),
    "activity": (("organiser",), ("held_on",)),
    "meeting": (("host", "attendees"), ("held_on",)),
    "remedy": (("person",), ("due_on", "done_on")),
    "archive": (("made_by",), ("made_on", "through")),
    "county_document": (("added_by",), ("added_on",)),
}
"""The kinds that name who did something: the fields, and the days of a record, that by which it is placed first."""
_SERVED = {"staff": ("joined_on", "left_on"), "mediator": ("appointed_on", "ended_on")}


def _day(*columns: str) -> str:
    """The first of some columns that holds a day."""
    held = ", ".join(f'iif(date("{column}") IS "{column}", "{column}", NULL)' for column in columns)
    return f"coalesce({held}, NULL)"


def _names(text: str) -> str:
    """The table of the names in a text."""
    parted = text
    for mark in ("'，'", "','", "'；'", "';'", "'/'", "'／'", "char(10)"):
        parted = f"replace({parted}, {mark}, '、')"
    return f"""json_each('[' || replace(json_quote({parted}), '、', '","') || ']') AS part"""


_NAME = f"trim(part.value, {_BLANKS})"


def _texts(kind: str, field: str, days: tuple[str, ...]) -> str:
    # A cross join keeps to its order: the records one after the other, of each the names.
    return (
        "INSERT INTO temp.deed (kind, record, field, day, name) "
        f"SELECT '{kind}', record, '{field}', day, {_NAME} FROM "
        f'(SELECT id AS record, "{field}" AS typed, {_day(*days)} AS day FROM "{kind}" WHERE "{field}" <> \'\') '
        f"CROSS JOIN {_names('typed')} WHERE day NOT NULL"
    )


STATEMENTS = (
    """CREATE TABLE "named" (
    id INTEGER PRIMARY KEY,
    "owner_kind" TEXT NOT NULL DEFAULT '',
    "owner" INTEGER,
    "field" TEXT NOT NULL DEFAULT '',
    "colleague" INTEGER REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE TEMP TABLE colleague (name TEXT, person INTEGER, since TEXT, until TEXT)",
    *(
        f'INSERT INTO temp.colleague SELECT name, person, {_day(since)}, {_day(until)} FROM "{kind}" '
        "WHERE name <> ''"
        for kind, (since, until) in _SERVED.items()
    ),
    """DELETE FROM temp.colleague WHERE name IN (SELECT name FROM temp.colleague GROUP BY name
HAVING count(DISTINCT ifnull(person, 0)) > 1 OR max(person) IS NULL)""",
    "CREATE INDEX temp.colleague_name ON colleague (name)",
    "CREATE TEMP TABLE deed (kind TEXT, record INTEGER, field TEXT, day TEXT, name TEXT)",
    *(_texts(kind, field, days) for kind, (fields, days) in _NAMED.items() for field in fields),
    f"""INSERT INTO named (id, owner_kind, owner, field, colleague)
SELECT {_NEXT} + row_number() OVER (ORDER BY record, field, person), kind, record, field, person FROM (
SELECT DISTINCT kind, record, field, person FROM temp.deed CROSS JOIN temp.colleague USING (name)
WHERE ifnull(since, '') <= day AND (until IS NULL OR day < until))""",
    "DROP TABLE temp.deed",
    "DROP TABLE temp.colleague",
    'CREATE INDEX "named_owner" ON "named" ("owner")',
    'CREATE INDEX "named_colleague" ON "named" ("colleague")',
    "UPDATE meta SET value = (SELECT CAST(max(id) AS TEXT) FROM named) WHERE key = 'last_id' "
    "AND EXISTS (SELECT 1 FROM named)",
    # An earlier intention may stand on what is referred to now.
    "UPDATE intent SET action = 'load' WHERE action = 'do'",
)
DIGEST = "7d5801cdb122158b06382cd5183b9fa2c57ae41328d9157a430e0e20b67f04bf"
"""The fingerprint of the schema that this step leads to."""
