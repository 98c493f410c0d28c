"""The bundle brings readers for the accepted formats of pictures, and no others."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import PIL
import PySide6
import pytest
from PIL import Image

import smoke
from station_desk.domain.keeping.files import FORMATS

ROOT = Path(smoke.__file__).parents[1]


def recipe() -> dict[str, Any]:
    """The names of PyInstaller's recipe, run without PyInstaller."""

    def made(*given: object, **named: object) -> SimpleNamespace:
        return SimpleNamespace(**{"binaries": [], "datas": [], "pure": [], "scripts": [], **named})

    spec = ROOT / "build" / "station-desk.spec"
    stand_ins = {name: made for name in ("Analysis", "PYZ", "EXE", "COLLECT")}
    return runpy.run_path(str(spec), {**stand_ins, "SPECPATH": str(spec.parent)})


def test_qt_brings_no_reader_that_is_never_asked() -> None:
    needed = recipe()["needed"]
    found = [path for path in Path(PySide6.__file__).parent.rglob("*imageformats/*") if path.is_file()]
    kept = {
        path.name.removeprefix("lib").split(".")[0]
        for path in found
        if needed((str(path), str(path), "BINARY"))
    }
    assert len(found) > len(kept) > 0
    # PNG and BMP are built in; SVG draws the program's own arrows and is never asked for a picture from outside.
    assert kept <= {"qjpeg", "qgif", "qwebp", "qsvg"}
    assert "SVG" not in FORMATS.values()


def test_pillow_brings_no_reader_that_is_never_asked() -> None:
    left_out = set(recipe()["analysis"].excludes)
    plugins = {path.stem for path in Path(PIL.__file__).parent.glob("*ImagePlugin.py")}
    kept = {name.removesuffix("ImagePlugin") for name in plugins if f"PIL.{name}" not in left_out}
    # A JPEG may turn out to hold several pictures (MPO), and what a camera noted is laid out as in a TIFF.
    assert {name.upper() for name in kept} == {*FORMATS.values(), "MPO", "TIFF"}
    assert {"PIL.EpsImagePlugin", "PIL.PsdImagePlugin", "PIL.PpmImagePlugin"} <= left_out


def test_every_accepted_format_has_a_reader() -> None:
    Image.init()
    assert set(FORMATS.values()) <= Image.OPEN.keys()


def test_the_smoke_test_looks_at_what_lies_in_the_bundle(tmp_path: Path) -> None:
    folder = tmp_path / "_internal" / "PySide6" / "plugins" / "imageformats"
    folder.mkdir(parents=True)
    for name in ("libqjpeg.so", "libqgif.so", "libqwebp.so", "libqsvg.so"):
        (folder / name).touch()
    smoke.check_readers(tmp_path)
    (folder / "qtiff.dll").touch()
    with pytest.raises(smoke.SmokeError, match="qtiff"):
        smoke.check_readers(tmp_path)
