"""Privacy: the access log, sealed records and attachments."""

STATEMENTS = (
    """CREATE TABLE access (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    replica TEXT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    record INTEGER,
    detail TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT""",
    """CREATE TABLE sealed (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    sealed_on TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT""",
    """CREATE TABLE "attachment" (
    id INTEGER PRIMARY KEY,
    "owner_kind" TEXT NOT NULL DEFAULT '',
    "owner" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "media" TEXT NOT NULL DEFAULT '',
    "size" INTEGER,
    "digest" TEXT NOT NULL DEFAULT '',
    "added_on" TEXT
) STRICT""",
    'CREATE INDEX "attachment_owner" ON "attachment" ("owner")',
    'CREATE INDEX "attachment_digest" ON "attachment" ("digest")',
    'CREATE INDEX "attachment_added_on" ON "attachment" ("added_on")',
    """CREATE TABLE blob (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    data BLOB NOT NULL,
    thumb BLOB NOT NULL
) STRICT""",
)
