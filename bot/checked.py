"""A YAML file read key by key: every fault is noted with its line and its mend, and the reading goes on."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import CommunityError, LexiconError
from bot.lexicon import parse_yaml
from bot.roster import decode, read_bytes

Word = TypeVar("Word", bound=StrEnum)
Place = tuple[str | int, ...]


class CheckedFile:
    """A file while it is read: its data, the line of each part, and the problems found so far.

    Raises:
        CommunityError: it cannot be read, or is no YAML of keys and values.
    """

    def __init__(self, path: Path, what: str) -> None:
        self.path = path
        self.problems: list[str] = []
        self.warnings: list[str] = []
        text = decode(read_bytes(path, what), str(path))
        try:
            data, self.lines = parse_yaml(text, str(path))
        except LexiconError as error:
            raise CommunityError(*error.problems) from error
        except (ValueError, RecursionError) as error:
            # PyYAML lets what looks like a date, and is none, escape as it is; and a list that contains itself.
            raise CommunityError(f"{path}: not valid YAML ({error}). Put quotes around dates.") from error
        if not isinstance(data, dict):
            raise CommunityError(f"{path}, line 1: expected keys such as `name: …`, one a line.")
        self.data: dict[Any, Any] = data

    def problem(self, place: Place, what: str) -> None:
        while place and place not in self.lines:
            place = place[:-1]
        self.problems.append(f"{self.path}, line {self.lines.get(place, 1)}: {what}")

    def text(self, data: Mapping[Any, Any], key: str, place: Place, what: str, default: str | None = None) -> str:
        """The text under ``key``; "" and a problem where it is missing and there is no default."""
        value = data.get(key)
        if value is None or value == "":
            if default is None:
                meant = get_close_matches(key, [str(other) for other in data], 1)
                mend = f"Did you mean `{key}` by `{meant[0]}`?" if meant else f"Write `{key}: …`."
                self.problem(place, f"{key} is missing: {what}. {mend}")
            return default or ""
        if isinstance(value, dict | list | bool):
            self.problem((*place, key), f"{key} must be a text. Write `{key}: …` on one line.")
            return ""
        return str(value).strip()

    def texts(self, data: Mapping[Any, Any], key: str, place: Place) -> tuple[str, ...]:
        value = data.get(key)
        if value is None:
            return ()
        values = value if isinstance(value, list) else [value]
        if any(isinstance(item, dict | list | bool) or item is None for item in values):
            self.problem((*place, key), f'{key} must be a list of texts. Write `{key}: ["…", "…"]`.')
            return ()
        return tuple(str(item).strip() for item in values)

    def items(self, key: str, needed: str = "") -> list[tuple[Place, dict[Any, Any]]]:
        """The mappings in the list under ``key``, each with its place; ``needed`` names what must be there."""
        value = self.data.get(key)
        if value is None:
            if needed:
                self.text(self.data, key, (), needed)
            return []
        if not isinstance(value, list):
            self.problem((key,), f"{key} must be a list. Begin each entry with `- `.")
            return []
        found: list[tuple[Place, dict[Any, Any]]] = []
        for index, item in enumerate(value):
            if isinstance(item, dict):
                found.append(((key, index), item))
            else:
                self.problem((key, index), f"{item!r} is no entry. Write it as `- {{…: …, …: …}}`.")
        return found

    def word(self, data: Mapping[Any, Any], key: str, place: Place, words: type[Word]) -> Word | None:
        written = self.text(data, key, place, f"one of {', '.join(words)}")
        if not written:
            return None
        try:
            return words(written.lower())
        except ValueError:
            meant = get_close_matches(written.lower(), list(words), 1)
            mend = f"Did you mean {meant[0]}? " if meant else ""
            self.problem((*place, key), f"unknown {key} {written!r}. {mend}Valid are {', '.join(words)}.")
            return None
