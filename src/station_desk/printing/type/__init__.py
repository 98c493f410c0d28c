"""Type: fonts, line breaking, squeezing, fonts inside the PDF."""
