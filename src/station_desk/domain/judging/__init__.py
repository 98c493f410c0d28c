"""Judging a station: thresholds, scores, the sheet, what is due."""
