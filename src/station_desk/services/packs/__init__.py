"""The rule packs that come with the program, and the days off."""
