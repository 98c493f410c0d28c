"""Tables of figures on screen: chosen, read, followed to their records, printed."""
