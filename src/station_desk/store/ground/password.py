"""Keys of encrypted station files: from a password, from the printed recovery key, and which key fits a file.

SQLCipher gives a file one key and no slots for more. So the key is what its own derivation makes of the password and
the salt in the first 16 bytes of the file (PBKDF2-HMAC-SHA512, 256,000 rounds: the library's defaults), and the
recovery key is that derived key together with the salt, written out for paper. Nothing that could open the file is
kept inside it or beside it. The price, told to the user: a new password makes a new key, and the old sheet worthless.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import unicodedata
from codecs import getincrementaldecoder
from dataclasses import dataclass, field
from pathlib import Path

from station_desk.domain.basics.errors import KnownError

ROUNDS = 256_000
KEY, SALT = 32, 16
PAGE = 4096
_MAC = 64
_MAC_ROUNDS, _MAC_MASK = 2, 0x3A
_PROBED = 64

_LINE = 8
"""Bytes of the key on one line of the recovery sheet."""
_CHECK = 2
"""Bytes of check sum at the end of a line."""
_NOT_HEX = re.compile(r"[\s\-－‐–—_·.,，。、:：;；/|]+")
_LOOK_ALIKE = str.maketrans("OIL", "011")
_GROUPS = 5
"""Groups from which a text of hexadecimal digits is an unfinished recovery key and no password."""


@dataclass(frozen=True)
class FileKey:
    """What opens one encrypted file and every copy of it; never shown by accident."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def clause(self) -> str:
        """The key as SQLCipher takes it in ``PRAGMA key`` and ``ATTACH … KEY``."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def derive(password: str, salt: bytes) -> FileKey:
    """The key that SQLCipher derives from a password; the same characters in any composition are the same."""
    text = unicodedata.normalize("NFC", password).encode("utf-8")
    return FileKey(hashlib.pbkdf2_hmac("sha512", text, salt, ROUNDS, KEY), salt)


def fresh_salt() -> bytes:
    """A random salt that nobody can take for the beginning of a text, so that the file is known as encrypted."""
    while True:
        salt = os.urandom(SALT)
        if is_noise(salt):
            return salt


def is_noise(head: bytes) -> bool:
    """Whether the first bytes of a file look like a salt and not like SQLite's own header or a text."""
    try:
        # A text may be cut within its last character.
        getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return len(set(head)) > SALT // 2
    return False


def recovery_lines(secret: bytes) -> list[str]:
    """A secret in groups of four hexadecimal digits, each line ending in a check group of its own."""
    lines = []
    for number, start in enumerate(range(0, len(secret), _LINE), start=1):
        part = secret[start : start + _LINE]
        digits = (part + _check(number, part)).hex().upper()
        lines.append("-".join(digits[at : at + 4] for at in range(0, len(digits), 4)))
    return lines


def recovery_of(key: FileKey) -> list[str]:
    """The recovery key of a file, line by line as it is printed."""
    return recovery_lines(key.raw + key.salt)


def read_recovery(text: str) -> FileKey | None:
    """The key of a typed recovery key; None when the text is none, KnownError naming the line that is mistyped."""
    secret = read_secret(text, KEY + SALT)
    return None if secret is None else FileKey(secret[:KEY], secret[KEY:])


def read_secret(text: str, length: int) -> bytes | None:
    """The ``length`` bytes of a typed recovery text; None when the text is none, KnownError when it is mistyped.

    Letters may be small or wide, groups parted in any way or not at all, lines numbered as on the sheet, and O and I
    written for the 0 and 1 they look like.
    """
    digits = _digits_of(text, length)
    if digits is None:
        return None
    step = (_LINE + _CHECK) * 2
    secret = b""
    for number, start in enumerate(range(0, len(digits), step), start=1):
        whole = bytes.fromhex(digits[start : start + step])
        part, check = whole[:_LINE], whole[_LINE:]
        if check != _check(number, part):
            raise KnownError(f"恢复密钥第 {number} 行抄写有误", "文件没有改动", "请对照恢复单逐组核对这一行")
        secret += part
    return secret


def _digits_of(text: str, length: int) -> str | None:
    """The hexadecimal digits of a recovery text, None when it is none; KnownError when some are missing or too many."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOK_ALIKE)
    groups = [group for group in _NOT_HEX.split(plain) if group]
    digits = "".join(groups)
    wanted = length // _LINE * (_LINE + _CHECK) * 2
    if len(digits) != wanted:
        # The numbers of the lines were typed too.
        digits = "".join(group for group in groups if len(group) > 1)
    if not re.fullmatch(r"[0-9A-F]+", digits):
        return None
    if len(digits) == wanted:
        return digits
    if len(digits) < wanted // 2 or len(groups) < _GROUPS:
        return None
    lines = wanted // ((_LINE + _CHECK) * 2)
    raise KnownError(
        f"恢复密钥应当有 {lines} 行、{wanted // 4} 组，每组 4 个字符，现在一共 {len(digits)} 个字符",
        "文件没有改动",
        "请对照恢复单，看看是不是漏抄或者多抄了",
    )


def _check(number: int, part: bytes) -> bytes:
    return hashlib.sha256(bytes([number]) + part).digest()[:_CHECK]


def fits_any_page(path: Path, key: FileKey) -> bool:
    """Whether a key proves right on at least one page of a file: then what does not open is damaged, not locked.

    Reads the file past SQLite, so only for one that nobody in this process has open.
    """
    mac_salt = bytes(byte ^ _MAC_MASK for byte in key.salt)
    mac_key = hashlib.pbkdf2_hmac("sha512", key.raw, mac_salt, _MAC_ROUNDS, KEY)
    with open(path, "rb") as stream:
        pages = path.stat().st_size // PAGE
        for number in sorted({1, *range(1, pages + 1, max(1, pages // _PROBED))}):
            stream.seek((number - 1) * PAGE)
            if _proves(stream.read(PAGE), number, mac_key):
                return True
    return False


def _proves(page: bytes, number: int, mac_key: bytes) -> bool:
    content = page[SALT if number == 1 else 0 : PAGE - _MAC]
    found = hmac.digest(mac_key, content + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(found, page[PAGE - _MAC :])
