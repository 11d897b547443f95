"""fenjian understand: messages in, their meanings out. No database, no network."""

from __future__ import annotations

import sys
from typing import Any

from bot.cli import jsonl
from bot.roster import clean
from bot.understand import Message, Reader, load_forms, to_json
from bot.words import load_words


def understand() -> None:
    """Read messages on standard input, write one line for each to standard output, in order.

    Raises:
        ConfigError: a word list or a form has a fault.
    """
    reader = Reader(load_forms(), load_words().longest_first)
    for raw in sys.stdin.buffer:
        if raw.strip():
            jsonl.write_line(answer(reader, raw))
            # Whoever talks to us through a pipe waits for each answer.
            sys.stdout.buffer.flush()


def answer(reader: Reader, raw: bytes) -> dict[str, Any]:
    """The output object for one input line: its meaning, or what is wrong with the line."""
    key: object = None
    try:
        data = jsonl.parse(raw)
        if not isinstance(data, dict):
            raise ValueError("not a message: expected an object such as {...}")
        key = data.get("id")
        return to_json(reader.read(_message(data)), key)
    except ValueError as error:
        return {"id": key, "error": str(error)}
    except Exception as error:  # noqa: BLE001  one line that breaks the reader must not cost the others
        return {"id": key, "error": f"not understood: {type(error).__name__}"}


def _message(data: dict[str, Any]) -> Message:
    return Message(
        text=_text(data, "text") or "",
        sender=_text(data, "sender"),
        group=_text(data, "group") or "official",
        building=clean(_text(data, "building"), "building") or None if data.get("building") is not None else None,
        collecting=_text(data, "collecting") or None,
    )


def _text(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | list | dict):
        raise ValueError(f"`{key}` must be a text or null")
    return str(value)
