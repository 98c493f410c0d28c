import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.files import LONGEST_NAME, MEDIA, media_of, safe_name, told_size


@pytest.mark.parametrize(
    ("name", "media", "safe"),
    [
        ("走访照片.JPG", "image/jpeg", "走访照片.JPG"),
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("C:\\Users\\x\\判决书.pdf", "application/pdf", "判决书.pdf"),
        ("CON.png", "image/png", "附件_CON.png"),
        ("com1.tar.png", "image/png", "附件_com1.tar.png"),
        ("", "image/png", "附件.png"),
        ("大照片.bmp", "image/jpeg", "大照片.jpg"),
        ("...", "image/png", "附件.png"),
        ("照片\u202egpj.exe", "image/jpeg", "照片gpj.exe.jpg"),
        ('a<b>|"c"?.png', "image/png", "a_b_c_.png"),
        ("㛃𬭩𠮷.png", "image/png", "㛃𬭩𠮷.png"),
        ("字" * 300 + ".pdf", "application/pdf", "字" * 96 + ".pdf"),
    ],
)
def test_names_are_made_safe_and_keep_what_they_say(name: str, media: str, safe: str) -> None:
    assert safe_name(name, media) == safe


@given(st.text(), st.sampled_from(list(MEDIA)))
def test_no_name_can_do_harm(name: str, media: str) -> None:
    safe = safe_name(name, media)
    assert 0 < len(safe) <= LONGEST_NAME
    assert safe.lower().endswith((MEDIA[media][0], ".jpeg", ".jpe"))
    assert not set('\\/:*?"<>|\n\r\t\0') & set(safe)
    assert not safe.startswith(".")
    assert all(unicodedata.category(one) not in ("Cc", "Cf", "Cs") for one in safe)
    assert safe_name(safe, media) == safe


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"RIFF\0\0\0\0WEBPVP8", "image/webp"),
        (b"RIFF\0\0\0\0WAVE", ""),
        (b"MZ\x90", ""),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_what_a_file_is_stands_in_its_first_bytes(data: bytes, media: str) -> None:
    assert media_of(data) == media


def test_sizes_are_told_as_people_read_them() -> None:
    assert [told_size(size) for size in (5, 2048, 3 << 20)] == ["5 字节", "2 KB", "3.0 MB"]
