"""Finished sheets: read back as marks to draw elsewhere, and put in order for both sides and for folding."""
