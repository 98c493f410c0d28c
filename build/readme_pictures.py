"""Make the README's pictures small: `python readme_pictures.py TAKEN FOLDER` with 256 colours each."""

import sys
from pathlib import Path

from PIL import Image

_WANTED = {"overview": "overview.png", "score": "score.png"}
"""End of the name of a picture of the window, and what it is called in the README."""


def main(taken: Path, folder: Path) -> int:
    """Write the wanted ones of the taken pictures into a folder; exit code 1 when one was not taken."""
    folder.mkdir(parents=True, exist_ok=True)
    for page, name in _WANTED.items():
        found = next(taken.glob(f"*-{page}.png"), None)
        if found is None:
            print(f"no picture of {page} in {taken}", file=sys.stderr)
            return 1
        with Image.open(found) as picture:
            colours = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        colours.save(folder / name, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
