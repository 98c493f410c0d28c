"""The metrics of 人民调解 and of the villages."""

ORDER = ("cases", "villages")
