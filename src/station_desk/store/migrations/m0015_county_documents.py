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
DIGEST = "941304de0f9f02a5daf31b532bf24398b01ca0c81cbfe4a319f4fd71d3dea29f"
"""The fingerprint of the schema that this step leads to."""
