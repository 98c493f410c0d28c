import unicodedata
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.keeping.files import (
    LONGEST_BYTES,
    LONGEST_NAME,
    MEDIA,
    beyond_measure,
    is_picture,
    media_of,
    safe_name,
    size_text,
    tells_place,
    why_not,
)


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
        ("a" * 300 + ".pdf", "application/pdf", "a" * 96 + ".pdf"),
        ("字" * 300 + ".pdf", "application/pdf", "字" * 65 + ".pdf"),
        ("𠮷" * 300 + ".pdf", "application/pdf", "𠮷" * 49 + ".pdf"),
        ("判决书.pdf. . .", "application/pdf", "判决书.pdf.pdf"),
        ("CONIN$.png", "image/png", "附件_CONIN$.png"),
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
    assert len(safe.encode()) <= LONGEST_BYTES
    assert safe.split(".")[0].strip().lower() not in ("con", "prn", "aux", "nul", "com1", "lpt9")
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


def test_a_phone_photo_of_the_other_kind_is_refused_with_the_way_out() -> None:
    assert "兼容性最佳" in why_not(b"\0\0\0\x18ftypheic\0\0\0\0")
    assert "不是图片或者PDF" in why_not(b"PK\x03\x04")
    assert why_not(b"%PDF-1.7") == ""


def jpeg_with(order: str, *tags: int) -> bytes:
    """The head of a JPEG with an Exif block that has these tags."""
    mark, sign = (b"II", "<") if order == "little" else (b"MM", ">")
    entries = b"".join(pack(f"{sign}H", tag) + bytes(10) for tag in tags)
    tiff = mark + pack(f"{sign}HIH", 42, 8, len(tags)) + entries
    return b"\xff\xd8\xff\xe1\0\x40Exif\0\0" + tiff + bytes(200)


@pytest.mark.parametrize("order", ["little", "big"])
def test_a_photo_that_carries_its_place_is_known(order: str) -> None:
    assert tells_place(jpeg_with(order, 0x0112, 0x8825))
    assert not tells_place(jpeg_with(order, 0x0112, 0x8769))
    assert not tells_place(b"\xff\xd8\xff\xe0 plain")
    assert not tells_place(b"%PDF-1.7 Exif\0\0")


@given(st.binary(max_size=200))
def test_no_spoiled_photo_stops_the_look_for_a_place(data: bytes) -> None:
    assert tells_place(b"\xff\xd8\xff\xe1\0\x40Exif\0\0" + data) in (True, False)


def test_sizes_are_told_as_people_read_them() -> None:
    assert [size_text(size) for size in (5, 2048, 3 << 20)] == ["5 字节", "2 KB", "3.0 MB"]


def jpeg_of(width: int, height: int, *, frame: int = 0xC0, scan: int = 3, before: bytes = b"") -> bytes:
    """The head of a JPEG: a frame of three parts at full resolution, and a scan with some of them."""
    parts = bytes((1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0))
    frames = bytes((0xFF, frame)) + pack(">HBHHB", 17, 8, height, width, 3) + parts
    return b"\xff\xd8\xff\xe0\0\x04ab" + before + frames + bytes((0xFF, 0xDA, 0, 3, scan)) + bytes(10)


@pytest.mark.parametrize(
    ("data", "beyond"),
    [
        (jpeg_of(4000, 3000), False),
        (jpeg_of(60_000, 60_000), True),
        (jpeg_of(4000, 3000, frame=0xC2), False),
        (jpeg_of(8000, 8000, frame=0xC2), True),
        (jpeg_of(8000, 8000), False),
        (jpeg_of(8000, 8000, scan=1), True),
        (jpeg_of(8000, 8000, frame=0xC2, before=b"\xff\xff\xff\xd0"), True),
        (jpeg_of(8000, 8000, frame=0xC2, before=b"\xff\xe1\0\x00"), False),
        (b"\xff\xd8\xff\xe0" + b"\xff\xda" * 300, True),
        (b"\xff\xd8\xff", False),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + pack(">IIBB", 9000, 9000, 8, 2), True),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + pack(">IIBB", 7000, 7000, 16, 2), True),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + pack(">IIBB", 7000, 7000, 8, 2), False),
        (b"\x89PNG\r\n\x1a\n", False),
        (b"GIF89a" + pack("<HH", 60_000, 60_000), True),
        (b"GIF89a" + pack("<HH", 600, 600), False),
        (b"BM" + bytes(16) + pack("<ii", 60_000, -60_000), True),
        (b"BM" + bytes(16) + pack("<ii", 600, -600), False),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\xff\xff\0\xff\xff\0", True),
        (b"RIFF\0\0\0\0WEBPVP8L" + bytes(5) + b"\xff\xff\xff\x0f" + bytes(5), True),
        (b"RIFF\0\0\0\0WEBPVP8L" + bytes(14), False),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + b"\xff\x3f\xff\x3f", True),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(14), False),
        (b"%PDF-1.7", False),
        (b"", False),
    ],
    ids=range(25),
)
def test_a_picture_that_would_take_all_memory_is_known_by_what_it_claims(data: bytes, beyond: bool) -> None:
    assert beyond_measure(data) == beyond


@given(
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM", b"GIF89a", b"RIFF"]),
    st.binary(max_size=90),
)
def test_no_spoiled_picture_stops_the_look_at_its_size(head: bytes, data: bytes) -> None:
    assert beyond_measure(head + data) in (True, False)


def test_a_pdf_is_no_picture() -> None:
    assert [is_picture(media) for media in ("image/png", "application/pdf")] == [True, False]
