"""Files from outside: what they are by their first bytes, and names that can do no harm."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from typing import Literal

MEDIA: dict[str, tuple[str, str]] = {
    "image/jpeg": (".jpg", "JPEG 图片"),
    "image/png": (".png", "PNG 图片"),
    "image/bmp": (".bmp", "BMP 图片"),
    "image/gif": (".gif", "GIF 图片"),
    "image/webp": (".webp", "WebP 图片"),
    "application/pdf": (".pdf", "PDF 文件"),
}
"""Media type to ending and Chinese name."""

LONGEST_NAME = 100
"""Characters of a file name, ending included."""
LONGEST_BYTES = 200
"""Bytes of it in UTF-8: common file systems allow 255, and a file being written has a longer name until it is whole."""

FORMATS: dict[str, str] = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/bmp": "BMP",
    "image/gif": "GIF",
    "image/webp": "WEBP",
}
"""Media type to the name readers of pictures give the format: no other is ever tried, whatever a file claims to be."""

MOST_UNPACKED = 256 << 20
"""Bytes a picture may take once unpacked: a page of A4 scanned at 600 dots per inch takes half of it."""
_MOST_SCANS = 200
_MOST_PIXELS = 250_000_000
"""Of a JPEG: it is unpacked at the size that is wanted, but every pixel of it takes its time."""

# What begins a JPEG's frame, those that come in one go, its scans, and the markers that nothing follows.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_AT_ONCE = (0xC0, 0xC1)
_SCAN = 0xDA
_BARE = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})

_HEADS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"BM", "image/bmp"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_GPS = 0x8825
_EXIF_WITHIN = 200_000
"""Bytes from the beginning of a photo within which its Exif block starts."""
_ENDINGS = {"image/jpeg": (".jpg", ".jpeg", ".jpe")}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
# Windows gives these names to devices, whatever ending they have.
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


def media_of(data: bytes) -> str:
    """The media type of a picture or PDF by its first bytes; "" for everything else, whatever its name says."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((media for head, media in _HEADS if data.startswith(head)), "")


def beyond_measure(data: bytes) -> bool:
    """Whether a picture claims to be so large, or is packed in so many layers, that unpacking it would do harm.

    By its first bytes alone: some readers make room for all of it before anybody can ask how large it is.
    """
    media = media_of(data)
    if media == "image/jpeg":
        return _costly(data)
    width, height, pixel = _claimed(data, media)
    return width * height * pixel > MOST_UNPACKED


def _costly(data: bytes) -> bool:
    """Whether unpacking a JPEG would do harm, though it is unpacked at the size that is wanted.

    Each of its layers costs as much as the whole; and one that comes in layers, as those of the web do, is held with
    all its pixels until the last layer has been read.
    """
    if data.count(b"\xff\xda") > _MOST_SCANS:
        return True
    width, height, parts, held = 0, 0, b"", False
    for marker, content in _segments(data):
        if marker in _FRAMES and len(content) >= 6:
            height, width = struct.unpack(">HH", content[1:5])
            parts = content[6 : 6 + 3 * content[5]]
            held = marker not in _AT_ONCE
        elif marker == _SCAN and content:
            held = held or 3 * content[0] < len(parts)
    if not held:
        return width * height > _MOST_PIXELS
    sampled = [(one >> 4) * (one & 15) for one in parts[1::3]]
    values = sum(sampled) / max(1, *sampled, 1)
    return width * height * values * 2 > MOST_UNPACKED


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of the segments of a JPEG up to its first scan; those within one, such as the small picture
    that cameras put in, are not among them.
    """
    at = data.find(b"\xff", 2)
    # What stands between two segments is passed over, as the readers do.
    while 0 <= at < len(data) - 4:
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at = data.find(b"\xff", at + 1 if marker == 0xFF else at + 2)
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, data[at + 4 : at + 2 + length]
        if marker == _SCAN or length < 2:
            return
        at = data.find(b"\xff", at + 2 + length)


def _claimed(data: bytes, media: str) -> tuple[int, int, int]:
    """Width, height and bytes of a pixel once unpacked, as a picture says of itself; 0 for what is none."""
    match media:
        case "image/png" if len(data) >= 26:
            width, height, depth = struct.unpack(">IIB", data[16:25])
            return width, height, 8 if depth == 16 else 4
        case "image/gif" if len(data) >= 10:
            return (*struct.unpack("<HH", data[6:10]), 4)
        case "image/bmp" if len(data) >= 26:
            width, height = struct.unpack("<ii", data[18:26])
            return abs(width), abs(height), 4
        case "image/webp" if len(data) >= 30:
            return (*_webp_size(data), 4)
    return 0, 0, 0


def _webp_size(data: bytes) -> tuple[int, int]:
    match data[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return (
        int.from_bytes(data[26:28], "little") & 0x3FFF,
        int.from_bytes(data[28:30], "little") & 0x3FFF,
    )


def why_not(data: bytes) -> str:
    """Why a file cannot be attached, and what to do about it, in Chinese; "" when it is a picture or PDF."""
    if media_of(data):
        return ""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        return "是手机的HEIC照片，请在手机“设置 › 相机 › 格式”里选“兼容性最佳”，或者先转成JPG"
    return "不是图片或者PDF，请先转成图片或者PDF"


def tells_place(data: bytes) -> bool:
    """Whether a JPEG photo carries the place where it was taken (the GPS pointer of its Exif block)."""
    start = data.find(b"Exif\0\0", 0, _EXIF_WITHIN)
    if media_of(data) != "image/jpeg" or start < 0:
        return False
    tiff = data[start + 6 : start + 6 + 65_536]
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    at = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[at : at + 2], order)
    tags = (tiff[at + 2 + 12 * number : at + 4 + 12 * number] for number in range(count))
    return _GPS.to_bytes(2, order) in tags


def is_picture(media: str) -> bool:
    """Whether a media type is a picture."""
    return media.startswith("image/")


def safe_name(name: str, media: str) -> str:
    """A file name that is only a name: no path, no control or reordering characters, the ending of what it is."""
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Format characters (Cf) can hide the true ending by turning the direction of writing.
    text = "".join(
        one for one in text if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    )
    text = " ".join(_FORBIDDEN.sub("_", text).split())
    stem, found = _parted(text, media)
    stem = stem.strip(". ") or "附件"
    if _DEVICES.fullmatch(stem.split(".")[0].strip()):
        stem = f"附件_{stem}"
    return _shortened(stem, LONGEST_NAME - len(found), LONGEST_BYTES - len(found)) + found


def _shortened(stem: str, most: int, most_bytes: int) -> str:
    """As much of a name as fits; no character is cut in two."""
    kept = stem[:most].encode("utf-8")[:most_bytes].decode("utf-8", "ignore")
    return kept.strip(". ")


def _parted(text: str, media: str) -> tuple[str, str]:
    """A name without the ending of a picture or PDF, and the ending it shall have."""
    own = _ENDINGS.get(media, MEDIA[media][:1])
    for one in (*own, *(ending for ending, _ in MEDIA.values())):
        if text.lower().endswith(one):
            return text[: -len(one)], text[-len(one) :] if one in own else own[0]
    return text, own[0]


def size_text(size: int) -> str:
    """A size as people read it."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1 << 20:
        return f"{size / 1024:.0f} KB"
    return f"{size / (1 << 20):.1f} MB"
