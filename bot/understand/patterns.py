"""Word lists become one regular expression: the longest word wins at every position, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Any, cast

_FEW = 6
_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Lazy:
    """A regular expression that is compiled when it is first asked for anything; from then on it is as quick as one."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        # No __getattr__, which every later look at an attribute would pay for.
        for name in _ASKED:
            setattr(self, name, partial(self._first, name))

    def _first(self, name: str, *args: Any) -> Any:
        compiled = re.compile(self.pattern)
        for asked in _ASKED:
            setattr(self, asked, getattr(compiled, asked))
        return getattr(compiled, name)(*args)


def lazily(pattern: str) -> re.Pattern[str]:
    """``pattern``, compiled when it is first used: all of them together would take a start of the program seconds."""
    return cast("re.Pattern[str]", _Lazy(pattern))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of ``words``, the longest first; one that never matches for no words."""
    return _any_of(frozenset(words))


@lru_cache(maxsize=2_000)  # many patterns hold the same lists of words
def _any_of(words: frozenset[str]) -> str:
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(trie) if trie else r"(?!)"


def _pattern(node: dict[str, Any]) -> str:
    branches = [
        (character, re.escape(character) + _pattern(child)) for character, child in sorted(node.items()) if character
    ]
    if not branches:
        return ""
    joined = any_branch(branches)
    if "" in node:
        return f"(?:{joined})?"
    return joined if len(branches) == 1 else f"(?:{joined})"


def any_branch(branches: list[tuple[str, str]]) -> str:
    """Join patterns, each with the characters that it may begin with.

    Many of them become a tree of character sets, since `re` tries alternatives one by one.
    """
    if len(branches) <= _FEW:
        return "|".join(pattern for _, pattern in branches)
    size = -(-len(branches) // _FEW)
    parts = [branches[index : index + size] for index in range(0, len(branches), size)]
    return "|".join(
        f"(?=[{''.join(re.escape(character) for character, _ in part)}])(?:{any_branch(part)})" for part in parts
    )
