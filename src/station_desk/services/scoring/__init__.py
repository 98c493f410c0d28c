"""Scoring the year, and what the head sees first."""
