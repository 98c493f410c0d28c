"""The golden text of every form: what each page says in the three fillings.

After a wanted change, `python -m tests.printing.golden` writes it anew; the difference then shows in review.
"""

from io import BytesIO
from pathlib import Path
from typing import Final

from pypdf import PdfReader
from tests.printing.fillings import FILLINGS, render_filled
from tests.printing.marks import marks

from station_desk.printing.forms.definition import Form, load_forms
from station_desk.printing.type.fonts import Fonts

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "tests" / "golden" / "forms"


COUNTY: Final = ROOT / "tests" / "printing" / "county_forms"
"""Forms as counties write them: proof that the language says what they need."""


def all_forms() -> dict[str, Form]:
    """The shipped forms and those of the counties."""
    return load_forms(ROOT / "forms") | load_forms(COUNTY)


def golden_text(form: Form, fonts: Fonts) -> str:
    """The text of all pages in all fillings."""
    parts = [f"{form.title}，版本 {form.edition}"]
    for filling in FILLINGS:
        reader = PdfReader(BytesIO(render_filled(form, filling, fonts).pdf))
        for number, page in enumerate(reader.pages, 1):
            under = "〔水印〕\n" if "Watermark" in marks(page) else ""
            parts.append(f"== {filling} {number}\n{under}{page.extract_text().strip()}")
    return "\n".join(parts) + "\n"


def write_all() -> None:
    """Write the golden text of every form."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    fonts = Fonts(ROOT / "resources" / "fonts")
    for form in all_forms().values():
        (FOLDER / f"{form.id}.txt").write_text(golden_text(form, fonts), encoding="utf-8")


if __name__ == "__main__":
    write_all()
