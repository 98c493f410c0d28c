"""What a person fills a record in with: one input per type of field, and the form they stand in."""
