"""The schema of a station file: what the record kinds ask for, and the tables around them."""

from __future__ import annotations

from station_desk.domain.fields.types import ChoiceType, RefType
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS

APPLICATION_ID = 0x53465331
"""``SFS1``: marks a SQLite file as a station file."""

SEARCH = "CREATE VIRTUAL TABLE search USING fts5 (body, content='', contentless_delete=1, tokenize='ascii')"
"""The full-text table, the same since the first version."""

FURNITURE = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE intent (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    replica TEXT NOT NULL,
    label TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('do', 'undo', 'redo', 'load')),
    target INTEGER REFERENCES intent(seq),
    undone INTEGER NOT NULL DEFAULT 0,
    head TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE change (
    seq INTEGER PRIMARY KEY,
    intent INTEGER NOT NULL REFERENCES intent(seq),
    kind TEXT NOT NULL,
    record INTEGER NOT NULL,
    field TEXT NOT NULL,
    before TEXT,
    after TEXT
) STRICT""",
    "CREATE INDEX change_intent ON change (intent)",
    "CREATE INDEX change_record ON change (record)",
    "CREATE INDEX intent_state ON intent (action, undone)",
    """CREATE TABLE print_log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    replica TEXT NOT NULL,
    form TEXT NOT NULL,
    edition TEXT NOT NULL,
    title TEXT NOT NULL,
    record INTEGER,
    manner TEXT NOT NULL CHECK (manner IN ('filled', 'masked', 'blank')),
    output TEXT NOT NULL CHECK (output IN ('printed', 'saved')),
    copy INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    digest TEXT NOT NULL,
    day TEXT NOT NULL DEFAULT '',
    year INTEGER NOT NULL DEFAULT 0,
    span TEXT NOT NULL DEFAULT '',
    substitutes TEXT NOT NULL DEFAULT '',
    copies TEXT NOT NULL DEFAULT '',
    shape TEXT NOT NULL DEFAULT '',
    parts TEXT NOT NULL DEFAULT ''
) STRICT""",
    "CREATE INDEX print_log_form ON print_log (form, record)",
    "CREATE INDEX print_log_record ON print_log (record)",
    SEARCH,
    """CREATE TABLE access (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    replica TEXT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    record INTEGER,
    detail TEXT NOT NULL,
    digest TEXT NOT NULL,
    salt TEXT NOT NULL DEFAULT '',
    about TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE TABLE sealed (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    sealed_on TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT""",
    """CREATE TABLE number_run (
    field TEXT NOT NULL,
    head TEXT NOT NULL,
    highest INTEGER NOT NULL,
    PRIMARY KEY (field, head)
) STRICT""",
    """CREATE TABLE blob (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    data BLOB NOT NULL,
    thumb BLOB NOT NULL
) STRICT""",
)
"""Identity, change log, print log, text search, access log, sealed records and the highest numbers given.

A change with field '' is a whole record: its stored values as JSON; one with kind '' is about a sealed record. The head
of an intent is that of the access log when it began.
"""


def kind_sql(kind: Kind) -> tuple[str, ...]:
    """The table of a kind and its indexes."""
    columns = ",\n    ".join(["id INTEGER PRIMARY KEY", *(column_sql(field) for field in kind.fields)])
    table = f'CREATE TABLE "{kind.key}" (\n    {columns}\n) STRICT'
    return (table, *(index_sql(kind, field) for field in kind.fields if has_index(kind, field)))


def index_sql(kind: Kind, field: Field) -> str:
    """The index of a field; that of a term holds its records in the order in which a filtered list shows them."""
    columns = [field.key, kind.order[0]] if is_filed(kind, field) else [field.key]
    listed = ", ".join(f'"{column}"' for column in columns)
    return f'CREATE INDEX "{_index_name(kind, field)}" ON "{kind.key}" ({listed})'


def _index_name(kind: Kind, field: Field) -> str:
    """The name of an index: no table may have it."""
    name = f"{kind.key}_{field.key}"
    return f"{name}_index" if name in KINDS else name


def is_filed(kind: Kind, field: Field) -> bool:
    """Whether an index gives the records with one value of the field in the order of the kind."""
    return field.indexed and isinstance(field.type, ChoiceType) and field.key != kind.order[0]


def schema_sql() -> tuple[str, ...]:
    """Everything a station file of this program version holds."""
    return (*(sql for kind in KINDS.values() for sql in kind_sql(kind)), *FURNITURE)


def column_sql(field: Field) -> str:
    """The column of a field as a table declares it."""
    reference = ""
    if isinstance(field.type, RefType):
        reference = f' REFERENCES "{field.type.kind}"(id) DEFERRABLE INITIALLY DEFERRED'
    return f'"{field.key}" {field.type.sql}{reference}'


def has_index(kind: Kind, field: Field) -> bool:
    """Whether there is an index of a field."""
    return field.indexed or field.unique or isinstance(field.type, RefType) or field.key == kind.order[0]
