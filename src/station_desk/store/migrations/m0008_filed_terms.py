"""The index of a term holds its records in the order of their list: a filtered list of any length opens at once.

The figures of the file are taken anew: without those of the new indexes SQLite would count by the wrong ones.
"""

STATEMENTS = (
    'DROP INDEX "mediation_dispute_type"',
    'CREATE INDEX "mediation_dispute_type" ON "mediation" ("dispute_type", "accepted_on")',
    'DROP INDEX "mediation_result"',
    'CREATE INDEX "mediation_result" ON "mediation" ("result", "accepted_on")',
    'DROP INDEX "mediation_escalated"',
    'CREATE INDEX "mediation_escalated" ON "mediation" ("escalated", "accepted_on")',
    'DROP INDEX "correction_correction_type"',
    'CREATE INDEX "correction_correction_type" ON "correction" ("correction_type", "start_on")',
    'DROP INDEX "correction_state"',
    'CREATE INDEX "correction_state" ON "correction" ("state", "start_on")',
    'DROP INDEX "resettlement_placed"',
    'CREATE INDEX "resettlement_placed" ON "resettlement" ("placed", "released_on")',
    'DROP INDEX "resettlement_state"',
    'CREATE INDEX "resettlement_state" ON "resettlement" ("state", "released_on")',
    'DROP INDEX "activity_category"',
    'CREATE INDEX "activity_category" ON "activity" ("category", "held_on")',
    'DROP INDEX "meeting_category"',
    'CREATE INDEX "meeting_category" ON "meeting" ("category", "held_on")',
    "ANALYZE",
)
