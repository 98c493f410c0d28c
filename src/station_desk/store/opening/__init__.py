"""A station file made, opened, checked, salvaged."""
