"""Records and what can be asked of them: declarations, filters, queries, names, masks, questions."""
