"""The kinds of 人民调解."""

ORDER = ("committees", "cases", "parts", "agreement", "checks")
