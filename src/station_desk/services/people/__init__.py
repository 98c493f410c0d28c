"""The people of the station: roster, movements, contracts."""
