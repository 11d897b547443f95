"""What doctor found: one line, with the mend where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.errors import FenjianError


@dataclass(frozen=True, slots=True)
class Finding:
    """``sound`` is None where nothing can be said, which is not wrong.

    ``key`` and ``data`` tell the same as ``says``, for whoever says it in another language.
    """

    sound: bool | None
    subject: str
    says: str
    key: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


def found(sound: bool | None, subject: str, key: str, says: str, **data: object) -> Finding:
    """A finding that other languages know by ``key``; ``data`` fills in ``says``."""
    return Finding(sound, subject, says.format(**data), key, data)


def good(subject: str, says: str) -> Finding:
    return Finding(True, subject, says)


def wrong(subject: str, says: str) -> Finding:
    return Finding(False, subject, says)


def unknown(subject: str, says: str) -> Finding:
    return Finding(None, subject, says)


def refusals(subject: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """The findings of ``look``; an error that it raises on purpose is one too, a line for each of its sentences."""
    try:
        yield from look()
    except FenjianError as error:
        yield from (wrong(subject, sentence) for sentence in str(error).splitlines())
    except Exception as error:  # noqa: BLE001  whatever somebody's edit broke, doctor says it and looks on
        yield wrong(
            subject, f"broken ({type(error).__name__}: {str(error).partition(chr(10))[0]}). Undo the last edit."
        )
