"""The print log keeps what was chosen for the sheet of a register: paper, columns left out, whose part of it."""

STATEMENTS = ("ALTER TABLE print_log ADD COLUMN shape TEXT NOT NULL DEFAULT ''",)
DIGEST = "db34f80edf7c41ae3ebc5b6d81e89af7a37d47286285174f239697ab1c503e56"
"""The fingerprint of the schema that this step leads to."""
