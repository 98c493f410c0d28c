"""Selecting 司法协理员."""
