"""A second opinion, off unless it is set up: a language model looks at what the rules leave to a person.

It is asked only about a message in review, sees neither names nor doors nor numbers, and can only propose: a proposal
is shown to the person who settles the matter. It books nothing, and takes no review away. No answer, a late answer or a
strange one is no proposal, and nothing waits for it longer than the time that is set.

Any endpoint that speaks the protocol of OpenAI's chat completions will do.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.errors import ConfigError
from bot.lexicon import load_lexicon
from bot.settings import Settings
from bot.understand import Form, Meaning, Message, mask

_LONGEST_TEXT = 1_000  # characters of a message that are shown
_LARGEST_ANSWER = 65_536  # bytes
_TAIL = re.compile(r"[\d \-.xX]{1,40}\Z")
_ALWAYS = ("unclear", "none")


class AdviserWords(BaseModel):
    """data/lexicon/adviser.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    system: str
    asked: str
    nothing: str


class Proposal(BaseModel):
    """What the model would answer in the person's place. ``room`` as the message has it; ``why`` in its own words."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    room: str | None = None
    result: str
    why: str = Field(default="", max_length=200)


@dataclass(slots=True, frozen=True)
class Adviser:
    """Where to ask. ``seconds`` for the whole answer."""

    url: str
    model: str
    key: SecretStr | None
    seconds: float

    def propose(self, message: Message, meaning: Meaning, forms: Mapping[str, Form]) -> Proposal | None:
        """Return what the model proposes for a message in review; None for any other, and where it has no answer."""
        reviews = [review for review in (meaning.review, *(entry.review for entry in meaning.entries)) if review]
        if not reviews:
            return None
        masked, hidden = mask(_beginning(message.text), message.sender)
        form = forms.get(meaning.form or "") or forms.get(message.collecting or "")
        results = (*(form.answers if form else ()), *_ALWAYS)
        words = _words()
        asked = words.asked.format(
            form=form.title if form else words.nothing, results=", ".join(results), review=reviews[0], text=masked
        )
        try:
            proposal = Proposal.model_validate_json(_bare(self._ask(words.system, asked)))
        except (OSError, HTTPException, ValidationError, ValueError, LookupError, TypeError, RecursionError):
            return None
        if proposal.result not in results or (proposal.room is not None and proposal.room not in hidden):
            return None
        why = "".join(one for one in proposal.why if one.isprintable())
        return proposal.model_copy(update={"room": hidden.get(proposal.room or ""), "why": why})

    def _ask(self, system: str, asked: str) -> str:
        """The model's words. Raises OSError, HTTPException, ValueError and LookupError."""
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/") + "/chat/completions" + (f"?{parts.query}" if parts.query else "")
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.seconds)
        headers = {"Content-Type": "application/json"}
        if self.key is not None and self.key.get_secret_value():
            headers["Authorization"] = f"Bearer {self.key.get_secret_value()}"
        said = [{"role": "system", "content": system}, {"role": "user", "content": asked}]
        body = json.dumps({"model": self.model, "temperature": 0, "messages": said})
        # The time limit of a socket begins anew with every byte; this one does not.
        connection.connect()
        limit = Timer(self.seconds, _hang_up, [connection.sock])
        limit.daemon = True
        limit.start()
        try:
            connection.request("POST", path, body.encode(), headers)
            answer = connection.getresponse()
            data = answer.read(_LARGEST_ANSWER)
            if answer.status != 200:
                raise ValueError(f"status {answer.status}")
            return str(json.loads(data)["choices"][0]["message"]["content"])
        finally:
            limit.cancel()
            connection.close()


def adviser_of(settings: Settings) -> Adviser | None:
    """The adviser that the settings name; None where they name none.

    Raises:
        ConfigError: the address is none of http or https, or the model is missing.
    """
    if not settings.adviser_url:
        return None
    if not _is_address(settings.adviser_url):
        raise ConfigError(
            "FENJIAN_ADVISER_URL: not an address such as https://example.org/v1. Correct it, or unset it."
        )
    if not settings.adviser_model:
        raise ConfigError("FENJIAN_ADVISER_MODEL is missing: name the model that is to be asked.")
    return Adviser(settings.adviser_url, settings.adviser_model, settings.adviser_key, settings.adviser_seconds)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _beginning(text: str) -> str:
    """As much of ``text`` as is shown; a number is not cut in two, since half of one would not be known as one."""
    return text if len(text) <= _LONGEST_TEXT else _TAIL.sub("", text[:_LONGEST_TEXT])


@cache
def _words() -> AdviserWords:
    return load_lexicon("adviser", AdviserWords)


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _bare(said: str) -> str:
    """The JSON object within what the model said, which may wrap it in words."""
    start, end = said.find("{"), said.rfind("}")
    return said[start : end + 1]


def shown(proposal: Proposal | None) -> dict[str, Any] | None:
    """``proposal`` as an output object."""
    return None if proposal is None else proposal.model_dump()
