"""The kinds of 社区矫正."""
