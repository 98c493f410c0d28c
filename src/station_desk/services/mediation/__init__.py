"""People's mediation: what its papers say, who signs them."""
