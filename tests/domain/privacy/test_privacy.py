"""The access log shows also the lines it does not know the meaning of."""

from __future__ import annotations

import pytest

from station_desk.domain.privacy.privacy import Access


@pytest.mark.parametrize("access", list(Access))
def test_every_kind_of_access_is_kept_under_its_code_and_has_a_name(access: Access) -> None:
    assert Access(access.value) is access
    assert access.label


def test_what_a_newer_program_logged_is_shown_as_unknown() -> None:
    assert Access("teleported") is Access.UNKNOWN
