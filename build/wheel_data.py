"""Build hook: a wheel carries forms/ and resources/ where station_desk.paths finds them."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA_FOLDERS = ("forms", "resources")


class WheelDataHook(BuildHookInterface[Any]):
    """Adds the data folders to a real wheel. An editable install keeps reading them from the source tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Register the folders; a missing one stops the build, as the program needs it."""
        if version == "editable":
            return
        for name in DATA_FOLDERS:
            folder = Path(self.root) / name
            if not folder.is_dir():
                raise FileNotFoundError(f"data folder missing from the source tree: {folder}")
            build_data["force_include"][str(folder)] = f"station_desk/_data/{name}"
