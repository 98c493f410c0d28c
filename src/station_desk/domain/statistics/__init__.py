"""Statistics: what a table of figures counts, and in which span of days."""
