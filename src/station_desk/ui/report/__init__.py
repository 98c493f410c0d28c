"""Reading matter: the one read-only table, the one report page, and what stands there when there is nothing."""
