"""The kinds of 社区矫正."""

ORDER = ("supervision", "assessments", "entry", "management", "approvals", "contacts", "rewards")
