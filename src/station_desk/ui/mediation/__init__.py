"""Pages of people's mediation that are more than a list."""
