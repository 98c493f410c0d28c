"""The kinds of 安置帮教."""

ORDER = ("help", "release", "care", "visits", "registers")
