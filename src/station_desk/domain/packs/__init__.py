"""Reading rule packs: one reader that tells every fault with line and key, one head."""
