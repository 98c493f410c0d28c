"""Dialogs about the file and its copies."""
