"""Pictures of every form, filled and blank, for looking at: python -m tests.printing.contact_sheet FOLDER."""

import subprocess
import sys
from pathlib import Path

from tests.printing.sample_data import sample

from station_desk.printing.fonts import Fonts
from station_desk.printing.forms import load_forms
from station_desk.printing.render import render

ROOT = Path(__file__).parents[2]


def write_pictures(folder: Path, dots_per_inch: int = 60) -> None:
    """Write each form as PDF and one PNG per page; needs pdftoppm."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = Fonts(ROOT / "resources" / "fonts")
    for form in load_forms(ROOT / "forms").values():
        for blank in (False, True):
            target = folder / f"{form.id}{'-blank' if blank else ''}.pdf"
            target.write_bytes(render(form, sample(), fonts, blank=blank).pdf)
            subprocess.run(
                ["pdftoppm", "-r", str(dots_per_inch), "-png", str(target), str(target.with_suffix(""))],
                check=True,
            )


if __name__ == "__main__":
    write_pictures(Path(sys.argv[1]))
