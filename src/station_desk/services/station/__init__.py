"""The station: its organs, the holiday notices it adds."""
