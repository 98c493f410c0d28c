"""People's mediation: what its papers say, what a volume holds."""
