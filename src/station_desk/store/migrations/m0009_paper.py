"""What papers say and the records could not bear out: the original judgment and the deciding paper, the day the parties
were told their rights, what a meeting decided on the application.

The deciding organ keeps its meaning. Nothing is filled in: who sentenced somebody in an older file nobody has recorded.
"""

STATEMENTS = (
    'ALTER TABLE "correction" ADD COLUMN "court" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "correction" ADD COLUMN "judgment" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "correction" ADD COLUMN "judged_on" TEXT',
    'ALTER TABLE "correction" ADD COLUMN "decision" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "correction" ADD COLUMN "decided_on" TEXT',
    'ALTER TABLE "mediation" ADD COLUMN "rights_told_on" TEXT',
    'ALTER TABLE "meeting" ADD COLUMN "applying" TEXT NOT NULL DEFAULT \'\'',
)
