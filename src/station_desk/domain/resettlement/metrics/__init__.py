"""The metrics of 安置帮教."""

ORDER = ("register", "release", "help", "visits")
