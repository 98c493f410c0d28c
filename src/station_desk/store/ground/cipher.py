"""AES for the store, apart from the rest because its library is slow to load and seldom needed."""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from station_desk.store.ground.password import FileKey

_IV, _MAC = 16, 64
_RESERVE = _IV + _MAC
"""What SQLCipher keeps at the end of each page by default."""


def decrypted_page(page: bytes, key: FileKey) -> bytes:
    """What stands on an encrypted page other than the first (SQLCipher's default: AES-256-CBC)."""
    content, iv = page[:-_RESERVE], page[-_RESERVE:-_MAC]
    decryptor = Cipher(AES(key.raw), CBC(iv)).decryptor()
    return decryptor.update(content) + decryptor.finalize() + bytes(_RESERVE)
