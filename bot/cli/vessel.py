"""One encrypted file, written and read as a stream: what is cut off, changed or put in another order does not open.

``MARK || salt || chunk || chunk …``; a chunk is its length (4 bytes) and AES-GCM ciphertext. The file's key is derived
from the installation's key and the salt, the nonce is the chunk's number, and the last chunk is sealed as the last.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import StorageError

MARK = b"FENJIAN BACKUP 1\n"
CHUNK = 1 << 20
_SALT = 16
_SIZE = 4
_TAG = 16
_LAST = b"last"
_MORE = b"more"


def _box(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"fenjian-backup").derive(key))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def write_vessel(file: BinaryIO, key: bytes, content: Iterable[bytes]) -> None:
    """Encrypt ``content``, pieces of any size, into ``file``."""
    salt = os.urandom(_SALT)
    box = _box(key, salt)
    file.write(MARK + salt)
    number, held = 0, bytearray()

    def pour(piece: bytes, place: bytes) -> None:
        sealed = box.encrypt(_nonce(number), piece, place)
        file.write(len(sealed).to_bytes(_SIZE, "big") + sealed)

    for piece in content:
        held += piece
        while len(held) > CHUNK:
            pour(bytes(held[:CHUNK]), _MORE)
            del held[:CHUNK]
            number += 1
    pour(bytes(held), _LAST)


def read_vessel(file: BinaryIO, keys: Iterable[bytes]) -> Iterator[bytes]:
    """Decrypt ``file`` with whichever of ``keys`` opens it.

    Raises:
        StorageError: it is no backup, is cut off or changed, or belongs to another key. What was yielded before that
            is sound, but not the whole.
    """
    if file.read(len(MARK)) != MARK:
        raise StorageError("The file is no backup of fenjian. Name one that `fenjian backup` made.")
    salt = file.read(_SALT)
    sealed, last = _chunk(file)
    box, piece = _fitting([_box(key, salt) for key in keys], sealed, _LAST if last else _MORE)
    number = 0
    while True:
        yield piece
        if last:
            return
        number += 1
        sealed, last = _chunk(file)
        place = _LAST if last else _MORE
        piece = _opened(lambda: box.decrypt(_nonce(number), sealed, place))  # noqa: B023  called at once


def _chunk(file: BinaryIO) -> tuple[bytes, bool]:
    """The next ciphertext, and whether the file ends after it."""
    size = int.from_bytes(file.read(_SIZE), "big")
    sealed = file.read(size) if _TAG <= size <= CHUNK + _TAG else b""
    if not sealed or len(sealed) != size:
        raise StorageError("The backup is cut off or damaged. Take another one.")
    last = not file.read(1)
    if not last:
        file.seek(-1, os.SEEK_CUR)
    return sealed, last


def _fitting(boxes: list[AESGCM], sealed: bytes, place: bytes) -> tuple[AESGCM, bytes]:
    for box in boxes:
        try:
            return box, box.decrypt(_nonce(0), sealed, place)
        except InvalidTag:
            continue
    raise StorageError(
        "The backup does not open: it belongs to another key, or is damaged. Put its installation's key file in place; "
        "if the key was changed since, add the old one to that file, as its last line."
    )


def _opened(decrypt: Callable[[], bytes]) -> bytes:
    try:
        return decrypt()
    except InvalidTag as error:
        raise StorageError("The backup is cut off or damaged. Take another one.") from error
