"""The names of the commands, apart from the commands themselves so that the window need not load those."""

COMMANDS = frozenset(
    {
        "new",
        "demo",
        "fields",
        "list",
        "add",
        "edit",
        "remove",
        "check",
        "metrics",
        "score",
        "eligibility",
        "deadlines",
        "holidays",
        "standards",
        "statistics",
        "forms",
        "print",
        "submission",
        "pictures",
        "backup",
        "restore",
        "salvage",
        "checkout",
        "checkin",
        "archive",
        "seal",
        "sealed",
        "unseal",
    }
)
