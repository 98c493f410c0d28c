"""The pages about people that are more than a list: recruitment, staffing, structure, rosters, whereabouts."""
