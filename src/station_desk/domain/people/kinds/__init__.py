"""The kinds about people."""

ORDER = ("roster", "movements")
