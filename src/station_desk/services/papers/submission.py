"""The self-assessment submission: a fixed pack of forms about the assessed year, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.populations import present
from station_desk.domain.station.kinds import Station
from station_desk.services.ground.saving import make_folder
from station_desk.services.papers.bundle import Bundle, bundle_steps
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import PaperSteps, Substitutes, print_form
from station_desk.services.records.facts import FileFacts
from station_desk.services.scoring import assessment
from station_desk.services.scoring.overview import first_steps
from station_desk.services.session.session import Session

PACK = (
    "application",
    "rooms",
    "roster",
    "mediation_register",
    "correction_register",
    "resettlement_register",
)
"""The forms of the pack, in the order the county bureau reads them."""

ONE = "submission"
"""Under which name the pack as one file is logged."""

BASICS = (
    "plate_name",
    "seal_name",
    "bureau_name",
    "station_kind",
    "station_class",
    "address",
    "phone",
    "founded_on",
    "population",
    "quota_authorised",
    "building_area",
    "business_area",
)
"""Facts of the station that the application asks for besides its name."""


@dataclass(frozen=True)
class Missing:
    """Something the pack lacks, as a Chinese phrase, and where it is mended: a kind of record, else cells or vetoes."""

    text: str
    kind_key: str = ""
    places: tuple[str, ...] = ()


def missing(session: Session) -> tuple[Missing, ...]:
    """Why the pack cannot be handed in yet; empty when it can. It can be printed all the same."""
    return tuple([*_of_station(session), *_of_sheet(session)])


def _of_station(session: Session) -> Iterator[Missing]:
    station, facts = session.station, FileFacts(session)
    labels, kind = Station.KIND.labels, Station.KIND.key
    blank = [labels[key] for key in BASICS if getattr(station, key) == Station.KIND.by_key[key].type.empty]
    if blank:
        yield Missing(f"本所基本情况没有填：{'、'.join(blank)}", kind)
    for registered, _ in first_steps():
        # A station may well have had no case of some sort.
        if registered.archived is None and not facts.count(registered.cls):
            yield Missing(f"没有登记{registered.label}", registered.key)
    people = [person for person in facts.all(Staff) if present(person, facts.today)]
    if people and not any(person.post == "head" for person in people):
        yield Missing("工作人员中没有所长", Staff.KIND.key)


def _of_sheet(session: Session) -> Iterator[Missing]:
    sheet = assessment.sheet(session)
    for obstacle in sheet.hindrances:
        yield Missing(obstacle.text, places=obstacle.places)
    if sheet.unexplained:
        yield Missing(
            f"没有打满分，没有写明扣分原因：{'、'.join(sheet.unexplained)}", places=sheet.unexplained
        )


def one_file_steps(session: Session, substitutes: Substitutes = None) -> PaperSteps:
    """The pack as one file with cover, contents and page numbers that run through."""
    year = f"（{session.year}年度）"
    return bundle_steps(session, Bundle(ONE, "司法所评定申报材料", year, PACK), substitutes)


def write_submission(session: Session, folder: Path, substitutes: Substitutes = None) -> list[Path]:
    """Write the pack into a folder as numbered PDF files, all of them or none."""
    make_folder(folder)
    made = [print_form(session, form_id, substitutes=substitutes) for form_id in PACK]
    placed = {folder / f"{number:02}-{paper.file_name}": paper for number, paper in enumerate(made, start=1)}
    PaperLog(session).save_all(placed)
    return list(placed)
