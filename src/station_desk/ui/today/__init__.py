"""Pages of what is to be done today, and of whom nobody has heard."""
