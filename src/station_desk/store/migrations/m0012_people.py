"""Reasons of a selection; indexes of unique fields; the highest number of every run, so that none is given twice.

What was given so far stands in the records and, of those deleted or undone, in the change log.
"""


def _given(kind: str, field: str) -> str:
    """Every number a field ever held, with one kind of brackets."""
    of_record = f"json_extract({{side}}, '$.{field}')"
    log = " UNION ALL ".join(
        f"SELECT {value.format(side=side)} FROM change "
        f"WHERE kind = '{kind}' AND field = '{line}' AND {side} IS NOT NULL AND json_valid({side})"
        for line, value in (("", of_record), (field, "json_extract({side}, '$')"))
        for side in ("before", "after")
    )
    numbers = f'SELECT "{field}" AS typed FROM "{kind}" UNION ALL {log}'
    plain = "typed"
    for pair in ("()", "〔〕", "[]", "【】"):
        plain = f"replace(replace({plain}, '{pair[0]}', '（'), '{pair[1]}', '）')"
    return f"SELECT {plain} AS number FROM ({numbers}) WHERE typed <> ''"


def _marks(kind: str, field: str, like: str, head: str) -> str:
    """The highest number of each run; ``head`` is what stands before the count, as an expression over ``number``."""
    count = f"CAST(substr(number, length({head}) + 1) AS INTEGER)"
    return (
        f"INSERT INTO number_run SELECT '{kind}.{field}', head, max(n) FROM "
        f"(SELECT {head} AS head, {count} AS n FROM ({_given(kind, field)}) WHERE number GLOB '{like}') "
        "WHERE n BETWEEN 1 AND 999999999 GROUP BY head"
    )


_BEFORE_COUNT = "rtrim(rtrim(number, '号'), '0123456789')"
_YEAR = "[0-9][0-9][0-9][0-9]"

STATEMENTS = (
    """ALTER TABLE "candidate" ADD COLUMN "review_reason" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "candidate" ADD COLUMN "tie_reason" TEXT NOT NULL DEFAULT ''""",
    'CREATE INDEX "staff_id_number" ON "staff" ("id_number")',
    'CREATE INDEX "mediation_agreement_number" ON "mediation" ("agreement_number")',
    'CREATE INDEX "correction_id_number" ON "correction" ("id_number")',
    'CREATE INDEX "resettlement_id_number" ON "resettlement" ("id_number")',
    """CREATE TABLE number_run (
    field TEXT NOT NULL,
    head TEXT NOT NULL,
    highest INTEGER NOT NULL,
    PRIMARY KEY (field, head)
) STRICT""",
    _marks("mediation", "case_number", f"（{_YEAR}）*人调字第*[0-9]号", _BEFORE_COUNT),
    _marks("mediation", "agreement_number", f"（{_YEAR}）*人调*字第*[0-9]号", _BEFORE_COUNT),
    _marks("correction", "case_number", f"矫{_YEAR}[0-9]*", "substr(number, 1, 5)"),
    _marks("resettlement", "case_number", f"帮{_YEAR}[0-9]*", "substr(number, 1, 5)"),
)
