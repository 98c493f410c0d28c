"""The second password: it wraps a random key that encrypts what is sealed inside the file.

AES-256-GCM encrypts and proves; scrypt makes the wrapping key. Only the wrapped key is kept, so a wrong password shows
by itself, a new one re-wraps without touching what is sealed, and the key itself can be printed for recovery.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from typing import Any

from station_desk.domain.basics.errors import DamagedFileError, WrongPasswordError
from station_desk.domain.basics.jsontext import read_json
from station_desk.store.ground import meta
from station_desk.store.ground.password import KEY, read_secret, recovery_lines

_META = "seal_key"
_COST, _BLOCK, _PARALLEL = 2**15, 8, 1
_MEMORY = 64 << 20
_NONCE = 12
_WHAT, _PROOF = "seal key", "proof of the seal key"


class Envelope:
    """An opened sealing key."""

    def __init__(self, secret: bytes) -> None:
        # Loaded by the few who seal or unseal.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._secret = secret
        self._cipher = AESGCM(secret)

    @property
    def recovery(self) -> list[str]:
        """The key for paper, line by line."""
        return recovery_lines(self._secret)

    def close_up(self, content: bytes, what: str) -> bytes:
        """Content no one reads without the key; ``what`` it is has to be named again to read it."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, what.encode())

    def read(self, sealed: bytes, what: str) -> bytes:
        """The content again; WrongPasswordError when it was sealed with another key or has been altered."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], what.encode())
        except InvalidTag as error:
            raise WrongPasswordError("封存的内容打不开，密钥不对或者内容已损坏", "没有改动") from error

    def keep(self, connection: Any, password: str) -> None:
        """Wrap the key under a password and keep it with the facts of the file, in the caller's transaction."""
        salt = os.urandom(16)
        wrapped = Envelope(_stretch(password, salt)).close_up(self._secret, _WHAT)
        proof = self.close_up(b"", _PROOF)
        text = json.dumps({"salt": salt.hex(), "key": wrapped.hex(), "proof": proof.hex()})
        meta.keep(connection, {_META: text})


def fresh() -> Envelope:
    """An envelope with a key nobody has seen."""
    return Envelope(os.urandom(KEY))


def exists(connection: Any) -> bool:
    """Whether the file has a second password."""
    return bool(meta.fact(connection, _META))


def open_with(connection: Any, typed: str) -> Envelope:
    """The envelope for the second password or its recovery key; WrongPasswordError when it is neither."""
    found = meta.fact(connection, _META)
    if not found:
        raise WrongPasswordError("还没有设置封存密码", "没有改动", "请由所长先设置")
    salt, wrapped, proof = _parts(found)
    try:
        secret = read_secret(typed, KEY) or Envelope(_stretch(typed, salt)).read(wrapped, _WHAT)
        opened = Envelope(secret)
        opened.read(proof, _PROOF)
    except WrongPasswordError as error:
        raise WrongPasswordError("封存密码不对", "没有改动", "请由所长输入；忘记时输入恢复密钥") from error
    return opened


def _parts(found: str) -> tuple[bytes, bytes, bytes]:
    """Salt, wrapped key and proof; KnownError when what the file keeps is none of them."""
    try:
        kept = read_json(found)
        return bytes.fromhex(kept["salt"]), bytes.fromhex(kept["key"]), bytes.fromhex(kept["proof"])
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedFileError(
            "文件里登记的封存密码已损坏，打不开封存的内容", "文件没有改动", "请用备份恢复"
        ) from error


def _stretch(password: str, salt: bytes) -> bytes:
    text = unicodedata.normalize("NFC", password).encode("utf-8")
    return hashlib.scrypt(text, salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, maxmem=_MEMORY, dklen=KEY)
