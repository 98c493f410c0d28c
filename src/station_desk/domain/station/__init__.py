"""The station itself: its facts, its villages."""
