"""Use cases: what a user wants done, joining the rules of the domain with the file and the printer."""
