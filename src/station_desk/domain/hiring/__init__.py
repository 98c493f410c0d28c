"""Selecting 司法协理员: schemes, conditions, steps, ranking."""
