"""Form definitions: blocks, cells, and reading them."""
