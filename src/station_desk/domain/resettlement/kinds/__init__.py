"""The kinds of 安置帮教."""
