"""Pages of resettlement and help that are more than lists."""
