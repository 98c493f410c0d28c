"""The kinds about people."""
