"""Whether a dispute concerns a minor."""

STATEMENTS = ('ALTER TABLE "mediation" ADD COLUMN "minors" INTEGER NOT NULL DEFAULT 0',)
