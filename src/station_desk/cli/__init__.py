"""The command line: the same services for scripts and for the county's batch jobs."""

from station_desk.cli.main import main

__all__ = ["main"]
