"""Text is sealed where it rests: AES-GCM with a key that is kept outside the database.

A token is ``version || nonce || ciphertext``. Several keys may be held at once: the first seals, all open, so that
everything can be read while a key is being changed. Equality is asked of a keyed hash, never of ciphertext.
"""

from __future__ import annotations

import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import ConfigError, StorageError

_NONCE = 12
_MARK = b"\x01"
_MEND = "Put back the key of this database; only for a new one make a key: fenjian key"


class Seal:
    """Seals and opens texts, and hashes them with a key.

    Args:
        keys: 32 bytes each; the first seals.
        hash_key: what hashes were made with where the key that it was derived from is gone; by default it is derived
            from the oldest key.
    """

    def __init__(self, *keys: bytes, hash_key: bytes | None = None) -> None:
        if not keys or any(len(key) != 32 for key in keys):
            raise ConfigError(f"A key must be 32 bytes, written as URL-safe base64. {_MEND}")
        self._boxes = [AESGCM(key) for key in keys]
        self.hash_key = hash_key or blake2b(keys[-1], person=b"fenjian-hash").digest()

    def close(self, text: str) -> bytes:
        """Seal ``text``. Lone surrogates, which chat networks do deliver, survive."""
        nonce = os.urandom(_NONCE)
        return _MARK + nonce + self._boxes[0].encrypt(nonce, text.encode("utf-8", "surrogatepass"), None)

    def open(self, token: bytes) -> str:
        """Open what ``close`` made.

        Raises:
            StorageError: the token was made with another key, or was changed.
        """
        return self._opened(token)[1]

    def renew(self, token: bytes) -> bytes | None:
        """What ``close`` made, sealed with the first key; None where it is already.

        Raises:
            StorageError: the token was made with another key, or was changed.
        """
        place, text = self._opened(token)
        return self.close(text) if place else None

    def _opened(self, token: bytes) -> tuple[int, str]:
        """Which key opened ``token``, and its text."""
        for place, box in enumerate(self._boxes):
            try:
                found = box.decrypt(token[1 : 1 + _NONCE], token[1 + _NONCE :], None)
            except InvalidTag:
                continue
            return place, found.decode("utf-8", "surrogatepass")
        raise StorageError(
            "A stored text does not open with this key. Put back the key file that belongs to this database."
        )

    def close_as_text(self, text: str) -> str:
        """Seal ``text`` for a column of texts; nothing stays nothing."""
        return urlsafe_b64encode(self.close(text)).decode() if text else ""

    def open_from_text(self, token: str) -> str:
        """Open what ``close_as_text`` made."""
        return self.open(urlsafe_b64decode(token)) if token else ""

    def renew_text(self, token: str) -> str | None:
        """``renew`` for what ``close_as_text`` made."""
        fresh = self.renew(urlsafe_b64decode(token))
        return urlsafe_b64encode(fresh).decode() if fresh else None

    def close_data(self, data: Any) -> bytes:
        """Seal a JSON value."""
        return self.close(json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    def open_data(self, token: bytes) -> Any:
        """Open what ``close_data`` made."""
        return json.loads(self.open(token))

    def hash(self, *parts: str) -> str:
        """A keyed hash of ``parts``, 32 hexadecimal digits: equal for equal parts, telling nothing else."""
        joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return blake2b(joined, key=self.hash_key, digest_size=16).hexdigest()


def make_key() -> str:
    """A new key as text."""
    return urlsafe_b64encode(secrets.token_bytes(32)).decode()


def parse_keys(text: str) -> list[bytes]:
    """Read keys from ``text``: one a line, the newest first.

    Raises:
        ConfigError: a line is not a key.
    """
    keys = []
    for line in text.split():
        try:
            keys.append(urlsafe_b64decode(line))
        except ValueError as error:
            raise ConfigError(f"The key is not URL-safe base64 of 32 bytes. {_MEND}") from error
    return keys


def read_keys(path: Path, *, create: bool) -> list[bytes]:
    """Read the key file at ``path``; make it, readable by its owner alone, where ``create`` and there is none.

    Raises:
        ConfigError: there is no key, it cannot be read, or it is not one.
    """
    try:
        if create and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(make_key() + "\n")
                file.flush()
                os.fsync(file.fileno())
        keys = parse_keys(path.read_text(encoding="ascii"))
        Seal(*keys)
    except FileNotFoundError as error:
        raise ConfigError(f"No key at {path}. It belongs to the database: put it there, or set FENJIAN_KEY.") from error
    except OSError as error:
        raise ConfigError(f"The key at {path} cannot be read or written: {error.strerror}.") from error
    except (UnicodeDecodeError, ConfigError) as error:
        raise ConfigError(f"The key file {path} is damaged: a key is 32 bytes, as URL-safe base64. {_MEND}") from error
    return keys
