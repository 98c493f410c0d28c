"""Laying a form out on pages."""
