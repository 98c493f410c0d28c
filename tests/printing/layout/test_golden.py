from pathlib import Path

import pytest
from tests.printing.conftest import ROOT
from tests.printing.fillings import filled, render_filled, two_parties
from tests.printing.golden import COUNTY, FOLDER, all_forms, golden_text

from station_desk.printing.forms.definition import Form
from station_desk.printing.forms.sheets import Page
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts
from station_desk.services.forms.names import validate

FORMS = sorted(path.stem for path in (ROOT / "forms").glob("*.toml"))
ONE_SIDE = {
    *("mediation_application", "mediation_acceptance", "mediation_rights", "mediation_inquiry"),
    *("mediation_oral", "mediation_visit", "mediation_confirmation"),
    *("mediation_police", "mediator_registration", "mediator_grades", "person_file"),
    *("mediation_refusal", "mediation_ending", "mediation_agent", "mediation_evidence", "mediation_receipt"),
    *("mediation_closing", "mediation_confirmation_unit", "screening_record"),
    *("volume_cover", "volume_contents", "volume_note", "volume_back"),
    *("correction_entry", "correction_profile", "leave_approval", "contact_record", "correction_release"),
    *("assessment_opinion", "contact_study", "contact_benefit", "leave_notice", "sanction_approval"),
    *("sanction_decision", "sanction_proposal", "correction_reporting", "correction_notice_sheet"),
    *(
        "correction_duty",
        "correction_plan_sheet",
        "correction_permit",
        "correction_trips",
        "correction_guest",
    ),
    *("correction_place", "correction_transfer", "correction_transfer_letter", "correction_answer"),
    *("correction_recheck", "correction_body", "correction_device", "correction_device_notice"),
    *("correction_ban_checks", "correction_search", "correction_class", "correction_travel"),
    *("correction_custody", "correction_appraisals", "correction_end_appraisal", "correction_certificate"),
    *("correction_end_notice", "correction_receipt", "correction_activities", "correction_reports"),
    *("correction_cover", "correction_contents", "correction_back", "correction_note"),
    *("help_agreement", "help_duty", "help_visit"),
}


@pytest.mark.parametrize("name", all_forms())
def test_every_form_says_what_it_said(name: str, fonts: Fonts) -> None:
    """Blank, ordinary and overfull; see tests/printing/golden.py for a wanted change."""
    assert golden_text(all_forms()[name], fonts) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_text_belongs_to_a_form() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(all_forms())


@pytest.mark.parametrize("path", sorted(COUNTY.glob("*.toml")), ids=lambda path: path.stem)
def test_a_county_form_names_only_what_there_is(path: Path) -> None:
    assert validate(path)[1] == []


@pytest.mark.parametrize("name", sorted(ONE_SIDE))
def test_a_paper_to_sign_is_one_side(name: str, forms: dict[str, Form], fonts: Fonts) -> None:
    """For the pen, and for the usual two parties; a third one may take a second sheet."""
    shown = forms[name]
    of_two = render(shown, two_parties(filled(shown, "ordinary")), fonts)
    assert [render_filled(shown, "blank", fonts).pages, of_two.pages] == [1, 1]


def test_binding_margins_leave_room_for_the_thread(forms: dict[str, Form]) -> None:
    """Upright sheets are bound on the left, landscape ones at the top; nothing is printed in 25 mm there."""
    for form in forms.values():
        sheets = [Page(), *(block for block in form.blocks if isinstance(block, Page))]
        for sheet in sheets:
            margins = sheet.margins or form.margins
            upright = (sheet.orientation or form.orientation) == "portrait"
            assert (margins.left if upright else margins.top) >= 25, form.id
