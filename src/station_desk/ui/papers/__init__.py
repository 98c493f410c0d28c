"""Finished papers on screen: preparing, showing, saving and printing them."""
