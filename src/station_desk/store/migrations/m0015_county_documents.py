"""What a county lays down itself, such as forms of its own, kept in the file edition by edition."""

STATEMENTS = (
    """CREATE TABLE "county_document" (
    id INTEGER PRIMARY KEY,
    "sort" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "edition" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "about" TEXT NOT NULL DEFAULT '',
    "place" INTEGER,
    "in_use" INTEGER NOT NULL DEFAULT 0,
    "content" TEXT NOT NULL DEFAULT '',
    "added_on" TEXT,
    "added_by" TEXT NOT NULL DEFAULT ''
) STRICT""",
    'CREATE INDEX "county_document_title" ON "county_document" ("title")',
)
DIGEST = "694e802ed9faa22e40c83418185d22c1df037d6042a7e865a2ea2302794239db"
"""The fingerprint of the schema that this step leads to."""
