"""The kinds of what is kept."""
