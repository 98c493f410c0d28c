"""Metrics: what one is, what it may ask of a station file, and how lateness is counted."""
