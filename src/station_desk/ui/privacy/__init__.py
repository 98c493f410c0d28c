"""Locking the window, and what stands in the privacy menu."""
