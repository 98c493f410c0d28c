"""Which forms there are, to which records they apply, which names they may use."""
