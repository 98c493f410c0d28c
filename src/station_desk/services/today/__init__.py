"""What is to be done today: limits by person, whom nobody has heard of, the plan of a month, the self-check."""
