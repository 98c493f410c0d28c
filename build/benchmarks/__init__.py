"""Speed, always as a ratio against a stated baseline of the same run: `python3 build/dev.py bench`."""
