"""The kinds about people."""

ORDER = ("persons", "roster", "movements")
