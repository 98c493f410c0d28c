"""The log of papers that left the program."""

STATEMENTS = (
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
    digest TEXT NOT NULL
) STRICT""",
    "CREATE INDEX print_log_form ON print_log (form, record)",
)
