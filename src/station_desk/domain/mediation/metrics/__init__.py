"""The metrics of 人民调解, its committees, and of the villages."""

ORDER = ("cases", "committees", "villages")
