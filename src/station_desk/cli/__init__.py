"""The command line: the same services for scripts and for the county's batch jobs."""
