"""What the rooms bring, found by being there: every kind, metric and rule, what belongs to what, what may leave."""
