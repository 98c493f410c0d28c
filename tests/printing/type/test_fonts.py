from pathlib import Path
from shutil import copy

import pytest
from fontTools.ttLib import TTCollection, TTFont
from tests.printing.conftest import ROOT

from station_desk.domain.basics.errors import KnownError
from station_desk.printing.type.fonts import Fonts, printable
from station_desk.printing.type.system_fonts import find_system_fonts, system_folders

FONTS = ROOT / "resources" / "fonts"


def test_every_kind_of_name_has_glyphs(fonts: Fonts) -> None:
    assert fonts.missing_characters("㛃 𬭩 𠮷 龑 䶮 𬱖 𠅤 阿卜杜·买买提 🙂 ☑ □ ㎡ <b>&=1+1") == ()


def test_the_missing_ones_are_named_once_in_order(fonts: Fonts) -> None:
    assert fonts.missing_characters("甲ཀ乙ཁཀ") == ("ཀ", "ཁ")
    assert fonts.missing_characters("\ud800") == ("\ud800",)


def test_invisible_characters_do_not_reach_the_paper() -> None:
    assert printable("甲\u200b乙\x00\ufeff丙\u202e") == "甲乙丙"
    assert printable("一\r\n二\r三\u2028四") == "一\n二\n三\n四"
    assert printable("一\t二") == "一\u3000二"


def test_bold_and_regular_fall_back_to_the_rare_face(fonts: Fonts) -> None:
    assert fonts.face_for("title", "𠮷").key == "rare"
    assert fonts.face_for("title", "司").key == "bold"
    assert fonts.face_for("body", "司").key == "fang"
    # A character of names that the shipped 仿宋 lacks.
    assert fonts.face_for("body", "䶮").key == "serif"


@pytest.mark.parametrize("content", [None, b"no font"])
def test_a_lost_or_damaged_font_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "FandolFang-Regular.ttf").write_bytes(content)
    with pytest.raises(KnownError, match=r"FandolFang-Regular\.ttf"):
        Fonts(tmp_path).width("司", "body", 10)


def test_faces_of_the_system_stand_before_the_shipped_ones(tmp_path: Path, fonts: Fonts) -> None:
    nested = tmp_path / "truetype" / "win"
    nested.mkdir(parents=True)
    copy(FONTS / "NotoSansSC-Medium.ttf", nested / "SIMFANG.TTF")
    (tmp_path / "simhei.ttf").write_bytes(b"true, but no font")
    found = find_system_fonts([tmp_path, tmp_path / "absent"])
    assert found == {"body": nested / "SIMFANG.TTF", "head": tmp_path / "simhei.ttf"}
    mixed = Fonts(FONTS, found)
    assert mixed.primary("body").path == nested / "SIMFANG.TTF"
    # What the system's face lacks, and a role whose file is damaged, come from the shipped fonts.
    assert mixed.face_for("body", "𠮷").key == "rare"
    assert (mixed.primary("head").key, mixed.face_for("head", "司").key) == ("sans", "sans")
    assert mixed.primary("title").key == fonts.primary("title").key


def test_only_truetype_outlines_are_taken_also_from_a_collection(tmp_path: Path) -> None:
    (tmp_path / "FZXBSJW.TTF").write_bytes(b"OTTO and what follows")
    collection = TTCollection()
    with TTFont(FONTS / "FandolKai-Regular.ttf", lazy=False) as font:
        collection.fonts = [font]
        collection.save(tmp_path / "simkai.ttc")
    found = find_system_fonts([tmp_path])
    assert found == {"kai": tmp_path / "simkai.ttc"}
    assert Fonts(FONTS, found).face_for("kai", "司").key == "system-kai"


def test_every_platform_has_folders_for_fonts() -> None:
    assert all(folder.is_absolute() for folder in system_folders())


def test_a_face_that_cannot_be_opened_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").symlink_to(tmp_path / "gone.ttf")
    copy(FONTS / "NotoSansSC-Medium.ttf", tmp_path / "fzfsk.ttf")
    assert find_system_fonts([tmp_path]) == {"body": tmp_path / "fzfsk.ttf"}


def test_what_has_no_ink_has_no_room_around_it(fonts: Fonts) -> None:
    left, right = fonts.primary("body").bearings(ord("（"))
    assert left > right
    assert fonts.primary("body").bearings(ord("\u3000")) == (0.0, 0.0)
    boxed = fonts.with_boxes(["ཀ"]).face_for("body", "ཀ")
    assert (boxed.advance(ord("ཀ")), boxed.bearings(ord("ཀ"))) == (1000.0, (0.0, 0.0))
