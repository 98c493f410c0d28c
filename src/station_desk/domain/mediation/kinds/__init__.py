"""The kinds of 人民调解."""
