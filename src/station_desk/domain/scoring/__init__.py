"""The standard of the self-assessment, and what a station enters for it."""
