"""The pages of a recruitment."""
