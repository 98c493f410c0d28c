"""What a county gives for cases, and the files it looks over."""
