"""Backups, compaction, rescue of a damaged file."""
