"""The register of year archives."""

STATEMENTS = (
    """CREATE TABLE "archive" (
    id INTEGER PRIMARY KEY,
    "year" INTEGER,
    "file_name" TEXT NOT NULL DEFAULT '',
    "made_on" TEXT,
    "made_by" TEXT NOT NULL DEFAULT '',
    "through" TEXT,
    "digest" TEXT NOT NULL DEFAULT '',
    "mediations" INTEGER,
    "corrections" INTEGER,
    "resettlements" INTEGER,
    "works" INTEGER
) STRICT""",
    'CREATE INDEX "archive_year" ON "archive" ("year")',
)
