"""Files from outside: what they are by their first bytes, and names that can do no harm."""

from __future__ import annotations

import re
import unicodedata
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


def told_size(size: int) -> str:
    """A size as people read it."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1 << 20:
        return f"{size / 1024:.0f} KB"
    return f"{size / (1 << 20):.1f} MB"
