"""Lists of records with filters, pages and printing."""
