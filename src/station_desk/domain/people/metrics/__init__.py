"""The metrics about people."""
