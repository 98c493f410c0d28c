"""What a file at a path is, who works on it, what stands beside it."""
