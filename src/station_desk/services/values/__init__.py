"""What forms are filled with, subject by subject."""
