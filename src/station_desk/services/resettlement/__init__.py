"""Resettlement and help: what its papers say."""
