"""The rooms of the station: what its papers say."""
