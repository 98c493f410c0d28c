"""Opening, carrying, archiving and checking the station file."""
