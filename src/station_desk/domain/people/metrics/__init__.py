"""The metrics about people."""

ORDER = ("roster", "merits")
