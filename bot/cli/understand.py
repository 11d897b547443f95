"""fenjian understand: messages in, their meanings out. No database, no network."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from bot.adviser import adviser_of
from bot.adviser import shown as shown_proposal
from bot.cli import jsonl
from bot.errors import ConfigError
from bot.roster import clean
from bot.settings import Settings
from bot.understand import Explainer, Form, Meaning, Message, Reader, load_forms, to_json
from bot.understand.numerals import to_house_number
from bot.words import load_words

Advise = Callable[[Message, Meaning], dict[str, Any] | None]


def understand(*, explaining: bool = False, advised: bool = False) -> None:
    """Read messages on standard input, write one line for each to standard output, in order.

    ``explaining``: each line also says which words led to what. ``advised``: and what a language model proposes where a
    person must look.

    Raises:
        ConfigError: a word list or a form has a fault, or advice is wanted and nobody is named who gives it.
    """
    forms = load_forms()
    reader = Reader(forms, load_words().longest_first)
    explainer = Explainer(forms) if explaining else None
    advise = advice(forms) if advised else None
    for raw in sys.stdin.buffer:
        if raw.strip():
            jsonl.write_line(answer(reader, raw, explainer, advise))
            # Whoever talks to us through a pipe waits for each answer.
            sys.stdout.buffer.flush()


def advice(forms: Mapping[str, Form]) -> Advise:
    """What asks the model that the settings name.

    Raises:
        ConfigError: they name none, or not in full.
    """
    adviser = adviser_of(Settings())
    if adviser is None:
        raise ConfigError(
            "No model is set up. Set FENJIAN_ADVISER_URL and FENJIAN_ADVISER_MODEL, or leave out --advise."
        )
    return lambda message, meaning: shown_proposal(adviser.propose(message, meaning, forms))


def answer(
    reader: Reader, raw: bytes, explainer: Explainer | None = None, advise: Advise | None = None
) -> dict[str, Any]:
    """The output object for one input line: its meaning, or what is wrong with the line.

    ``explainer`` tells the words that led to the meaning, ``advise`` what a model proposes, where they are asked for.
    """
    key: object = None
    try:
        data = jsonl.parse(raw)
        if not isinstance(data, dict):
            raise ValueError("not a message: expected an object such as {...}")
        key = data.get("id")
        message = _message(data)
        meaning = reader.read(message)
        shown = to_json(meaning, key)
        if explainer is not None:
            shown["explain"] = explainer.explain(message, meaning)
        if advise is not None:
            shown["proposal"] = advise(message, meaning)
        return shown
    except ValueError as error:
        return {"id": key, "error": str(error)}
    except Exception as error:  # noqa: BLE001  one line that breaks the reader must not cost the others
        return {"id": key, "error": f"not understood: {type(error).__name__}"}


def _message(data: dict[str, Any]) -> Message:
    return Message(
        text=_text(data, "text") or "",
        sender=_text(data, "sender"),
        group=_text(data, "group") or "official",
        building=_building(_text(data, "building")),
        collecting=_text(data, "collecting") or None,
    )


def _building(named: str | None) -> str | None:
    """三号楼 is 3, as in a message."""
    building = clean(named, "building")
    return to_house_number(building) if building else None


def _text(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | list | dict):
        raise ValueError(f"`{key}` must be a text or null")
    return str(value)
