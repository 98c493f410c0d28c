"""Item models that fetch what they show from the services."""
