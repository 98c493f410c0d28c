"""The command that checks a pack takes those about cases too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ran

from station_desk import paths

_SOUND = [
    ("subsidies/subsidy-classes.toml", "4 个补助档次"),
    ("file_reviews/file-review.toml", "满分 100 分"),
    ("standards/anhui-2024.toml", "个评分格"),
]


@pytest.mark.parametrize(("pack", "told"), _SOUND)
def test_what_is_sound_is_said_to_be(run: Callable[..., Ran], pack: str, told: str) -> None:
    done = run("standards", "validate", str(paths.resources(*pack.split("/"))))
    assert (done.code, told in done.err) == (0, True)


def test_every_fault_is_told_with_its_line(run: Callable[..., Ran], tmp_path: Path) -> None:
    text = paths.resources("subsidies", "subsidy-classes.toml").read_text("utf-8")
    pack = tmp_path / "县.toml"
    pack.write_text(text.replace('split = "equal"', 'split = "some"').replace('"hard"', '"harsh"'), "utf-8")
    done = run("standards", "validate", str(pack))
    assert done.code != 0
    assert "键 split" in done.err
    assert "键 grade[3].where[1].value" in done.err
