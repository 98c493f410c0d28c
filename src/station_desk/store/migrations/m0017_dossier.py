"""An attachment can say which paper of a case it is a copy of, and the print log which forms a volume holds."""

STATEMENTS = (
    "ALTER TABLE print_log ADD COLUMN parts TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX print_log_record ON print_log (record)",
    """ALTER TABLE "attachment" ADD COLUMN "paper" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "attachment" ADD COLUMN "signed" INTEGER NOT NULL DEFAULT 0""",
)
DIGEST = "42a3f92f5018d35d7fbb8e81268f66afe982e5ea46362d3f0356f1275f6ce622"
"""The fingerprint of the schema that this step leads to."""
