"""What the fields of records that name a pack may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from station_desk.services.packs.care_packs import contact_plans, help_terms
from station_desk.services.packs.case_packs import review_sheets, subsidy_tables, title_of
from station_desk.services.packs.packs import scheme_title, schemes

_SHELVES: Final[Mapping[str, Callable[[], dict[str, str]]]] = {
    "eligibility": lambda: {scheme.id: scheme_title(scheme) for scheme in schemes().values()},
    "subsidies": lambda: {table.id: title_of(table) for table in subsidy_tables().values()},
    "file_reviews": lambda: {sheet.id: title_of(sheet) for sheet in review_sheets().values()},
    "contact_plans": lambda: {plan.id: title_of(plan) for plan in contact_plans().values()},
    "help_terms": lambda: {terms.id: title_of(terms) for terms in help_terms().values()},
}


def pack_titles(shelf: str) -> dict[str, str]:
    """The packs that a field of this shelf can name (``TextType.pack``): id to title."""
    return _SHELVES[shelf]()
