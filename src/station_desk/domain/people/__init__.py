"""The people of the station: roster, training, whereabouts, movements, norms."""
