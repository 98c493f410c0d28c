"""The metrics of 社区矫正."""

ORDER = ("register", "duties", "leaves", "contacts", "incidents")
