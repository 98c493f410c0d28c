"""The self-assessment submission: a fixed pack of forms about the assessed year."""

from __future__ import annotations

from pathlib import Path

from station_desk.services.paper_log import PaperLog
from station_desk.services.papers import Substitutes, print_form
from station_desk.services.saving import make_folder
from station_desk.services.session import Session

PACK = (
    "application",
    "rooms",
    "roster",
    "mediation_register",
    "correction_register",
    "resettlement_register",
)
"""The forms of the pack, in the order the county bureau reads them."""


def write_submission(session: Session, folder: Path, substitutes: Substitutes = None) -> list[Path]:
    """Write the pack into a folder as numbered PDF files, all of them or none."""
    make_folder(folder)
    made = [print_form(session, form_id, substitutes=substitutes) for form_id in PACK]
    placed = {folder / f"{number:02}-{paper.file_name}": paper for number, paper in enumerate(made, start=1)}
    PaperLog(session).save_all(placed)
    return list(placed)
