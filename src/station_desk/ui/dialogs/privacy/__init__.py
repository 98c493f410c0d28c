"""Dialogs about passwords, seals and the access log."""
