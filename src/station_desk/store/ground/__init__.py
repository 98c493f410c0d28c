"""The one SQLite library, files that appear wholly or not at all, keys, what a copy is."""
