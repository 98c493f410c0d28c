"""One opened station file, counted aside for a window that stays alive."""
