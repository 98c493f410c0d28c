"""Holiday notices added to the file, answered questions, and the day of an offence, which tells who was a minor.

The tick of those whom the dates in the file prove to have been under eighteen is set: filters go by it.
"""

STATEMENTS = (
    """CREATE TABLE "holiday_notice" (
    id INTEGER PRIMARY KEY,
    "year" INTEGER,
    "title" TEXT NOT NULL DEFAULT '',
    "off" TEXT NOT NULL DEFAULT '',
    "made_up" TEXT NOT NULL DEFAULT '',
    "added_on" TEXT
) STRICT""",
    'CREATE INDEX "holiday_notice_year" ON "holiday_notice" ("year")',
    """CREATE TABLE "confirmed" (
    id INTEGER PRIMARY KEY,
    "owner_kind" TEXT NOT NULL DEFAULT '',
    "owner" INTEGER,
    "question" TEXT NOT NULL DEFAULT '',
    "about" TEXT NOT NULL DEFAULT '',
    "confirmed_on" TEXT
) STRICT""",
    'CREATE INDEX "confirmed_owner" ON "confirmed" ("owner")',
    'CREATE INDEX "confirmed_confirmed_on" ON "confirmed" ("confirmed_on")',
    'ALTER TABLE "correction" ADD COLUMN "offence_on" TEXT',
    'ALTER TABLE "resettlement" ADD COLUMN "offence_on" TEXT',
    'ALTER TABLE "resettlement" ADD COLUMN "minor" INTEGER NOT NULL DEFAULT 0',
    """UPDATE "correction" SET "minor" = 1
    WHERE "minor" = 0 AND "start_on" <= date("born_on", '+18 years')""",
    """UPDATE "resettlement" SET "minor" = 1 WHERE "released_on" <= date("born_on", '+18 years')""",
)
