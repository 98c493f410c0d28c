"""The metrics of daily work and of what the public sees."""

ORDER = ("work", "public")
