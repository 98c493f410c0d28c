"""The pages about the people of the station."""
