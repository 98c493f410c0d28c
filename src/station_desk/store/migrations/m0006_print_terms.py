"""What each logged paper was made with, so that it can be printed again as it was."""

STATEMENTS = (
    "ALTER TABLE print_log ADD COLUMN day TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE print_log ADD COLUMN year INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE print_log ADD COLUMN span TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE print_log ADD COLUMN substitutes TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE print_log ADD COLUMN copies TEXT NOT NULL DEFAULT ''",
)
