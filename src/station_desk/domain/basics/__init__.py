"""What everything stands on and what knows nothing of records: errors, days, exact numbers, strict texts."""
