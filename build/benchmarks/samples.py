"""The big sample stations of the measurements, made once and kept in out/bench."""

import subprocess
import sys
from pathlib import Path


class Samples:
    """Sample stations by number of cases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def station(self, cases: int) -> Path:
        """Return the sample station with so many cases."""
        path = self.folder / f"{cases}.station"
        if not path.exists():
            print(f"Making a sample station of {cases} cases: {path}", flush=True)
            unfinished = path.with_name(f"unfinished-{path.name}")
            unfinished.unlink(missing_ok=True)
            command = [sys.executable, "-m", "station_desk", "demo", str(unfinished), "--cases", str(cases)]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
            unfinished.replace(path)
        return path
