"""What papers say about mediation, subject by subject."""
