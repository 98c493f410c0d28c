"""One station file: open, lock, migrate, read, write, log, undo, search, check."""
