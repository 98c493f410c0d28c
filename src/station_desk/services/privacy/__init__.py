"""Passwords, the access log, records under seal."""
