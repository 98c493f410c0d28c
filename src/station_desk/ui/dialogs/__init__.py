"""Dialogs, by what they are about."""
