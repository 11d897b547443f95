"""A disk whose power can be cut: everything that SQLite writes to it is noted, and any moment can be looked at later.

What a file held at its last sync is on the disk. Of what was written to it since, each write by itself may have reached
the disk, or not, or only its first sectors.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
_KEPT, _TORN = 0.4, 0.6
"""Of writes that were not synced two fifths are kept, one fifth is torn, the rest is lost."""


@dataclass(slots=True, frozen=True)
class Write:
    """Bytes written at ``offset``; with no bytes, the file was cut to that length."""

    file: str
    offset: int
    data: bytes | None


@dataclass(slots=True, frozen=True)
class Sync:
    """What of ``file`` stands before ``until`` in the log is safe."""

    file: str
    until: int


@dataclass(slots=True, frozen=True)
class Deleted:
    """``file`` was removed."""

    file: str


@dataclass(slots=True, frozen=True)
class Acknowledged:
    """Somebody was told that message ``number`` is safe."""

    number: int


Event = Write | Sync | Deleted | Acknowledged


class Disk(apsw.VFS):
    """Passes everything on to the real files and keeps a log."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.log: list[Event] = []
        super().__init__(name, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        self.log.append(Deleted(Path(filename).name))

    def acknowledge(self, number: int) -> None:
        """Note that message ``number`` was acknowledged now."""
        self.log.append(Acknowledged(number))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self._log = disk.log
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path).name if path else ""
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._log.append(Write(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._log.append(Write(self._name, newsize, None))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        until = len(self._log)
        super().xSync(flags)
        # Only now is it safe, and only what had been written when it began.
        self._log.append(Sync(self._name, until))


@dataclass(slots=True)
class Image:
    """What a power cut left: the files, how many messages had been acknowledged, and where the log was cut."""

    files: dict[str, bytearray]
    acknowledged: int
    cut: int

    def put(self, folder: Path) -> None:
        """Write the files into ``folder``, and nothing else there. Shared memory does not outlive a machine."""
        for old in folder.iterdir():
            old.unlink()
        for name, data in self.files.items():
            if name and not name.endswith("-shm"):
                (folder / name).write_bytes(data)


@dataclass(slots=True)
class _Platter:
    safe: dict[str, bytearray] = field(default_factory=dict)
    waiting: dict[str, list[tuple[int, Write]]] = field(default_factory=dict)

    def take(self, index: int, event: Event) -> None:
        if isinstance(event, Write):
            self.waiting.setdefault(event.file, []).append((index, event))
        elif isinstance(event, Sync):
            written = self.waiting.pop(event.file, [])
            for at, write in written:
                if at < event.until:
                    _apply(self.safe.setdefault(event.file, bytearray()), write)
            if late := [each for each in written if each[0] >= event.until]:
                self.waiting[event.file] = late
        elif isinstance(event, Deleted):
            self.safe.pop(event.file, None)
            self.waiting.pop(event.file, None)

    def cut(self, chance: random.Random) -> dict[str, bytearray]:
        files = {name: bytearray(data) for name, data in self.safe.items()}
        for name, written in self.waiting.items():
            for _, write in written:
                luck = chance.random()
                if luck < _KEPT:
                    _apply(files.setdefault(name, bytearray()), write)
                elif luck < _TORN and write.data is not None and len(write.data) > SECTOR:
                    sectors = chance.randrange(1, len(write.data) // SECTOR + 1)
                    torn = Write(name, write.offset, write.data[: sectors * SECTOR])
                    _apply(files.setdefault(name, bytearray()), torn)
        return files


def _apply(content: bytearray, write: Write) -> None:
    if write.data is None:
        del content[write.offset :]
        return
    if len(content) < write.offset:
        content.extend(bytes(write.offset - len(content)))
    content[write.offset : write.offset + len(write.data)] = write.data


def cut_power(log: Sequence[Event], times: int, chance: random.Random) -> Iterator[Image]:
    """Cut the power ``times`` times, at random places after the first acknowledgement; in the order of the log."""
    first = next(index for index, event in enumerate(log) if isinstance(event, Acknowledged))
    cuts = sorted(chance.randrange(first + 1, len(log) + 1) for _ in range(times))
    platter, acknowledged, done = _Platter(), 0, 0
    for cut in cuts:
        for index in range(done, cut):
            event = log[index]
            platter.take(index, event)
            if isinstance(event, Acknowledged):
                acknowledged = max(acknowledged, event.number + 1)
        done = cut
        yield Image(platter.cut(chance), acknowledged, cut)
