"""Papers: filled, printed, logged, printed again, handed in."""
