"""Cursors other than the one on the sheet: without paper, and in two columns."""
