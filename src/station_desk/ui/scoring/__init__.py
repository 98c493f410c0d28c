"""The score page."""
