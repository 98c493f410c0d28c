"""Dialogs about records."""
