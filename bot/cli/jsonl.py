"""JSON Lines in and out: UTF-8 whatever the locale, one object a line."""

from __future__ import annotations

import json
import sys
from math import isinf
from pathlib import Path
from typing import Any, NoReturn

_MOST_DIGITS = 1_000


_MOST_DIGITS = 1_000


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        raise ValueError("not read: a number that is too large")
    return number


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError("not read: a number of too many digits; put quotes around it")
    return int(digits)


def parse(raw: bytes) -> Any:
    """The JSON value of one line.

    Raises:
        ValueError: it is none, or no UTF-8; the message is fit to be shown.
    """
    try:
        # Chat networks deliver halves of emoji; whoever encoded them by force is read all the same.
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start + 1} of the line") from error
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_finite, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg}, at character {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError("not read: too many brackets within brackets") from error


def to_bytes(data: Any, *, indent: int | None = None) -> bytes:
    """``data`` as JSON, readable where UTF-8 can say it; half an emoji is escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(data, indent=indent).encode()


def write_line(data: Any) -> None:
    """Write ``data`` as one line to standard output."""
    sys.stdout.buffer.write(to_bytes(data) + b"\n")


def write_file(path: Path, data: Any) -> None:
    """Write ``data`` to a file, indented for people."""
    path.write_bytes(to_bytes(data, indent=1) + b"\n")
