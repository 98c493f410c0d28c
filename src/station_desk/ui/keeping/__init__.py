"""Keeping the file from the window: backups, carrying, sole use."""
