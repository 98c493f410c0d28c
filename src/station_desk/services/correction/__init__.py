"""Community correction: what its papers say."""
