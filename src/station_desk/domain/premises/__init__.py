"""六室一站: the rooms and what stands in them."""
