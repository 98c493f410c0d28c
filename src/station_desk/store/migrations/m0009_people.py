"""What tells two records of one person or one case is found through an index, also in a file of a million records."""

STATEMENTS = (
    'CREATE INDEX "staff_id_number" ON "staff" ("id_number")',
    'CREATE INDEX "mediation_agreement_number" ON "mediation" ("agreement_number")',
    'CREATE INDEX "correction_id_number" ON "correction" ("id_number")',
    'CREATE INDEX "resettlement_id_number" ON "resettlement" ("id_number")',
)
