"""Records as rows: schema, filters, order, search, reading, writing, undo, the access log."""
