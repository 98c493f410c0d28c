"""Clocks, files beside the station file, and what this computer remembers."""
