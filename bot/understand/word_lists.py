"""Many lists of words, looked for in one walk over a text, however many they are.

Most texts hold words of few lists. Whoever asks ``seen`` which they are need not try the patterns of the others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_SURROGATE = re.compile("[\ud800-\udfff]")
_REMEMBERED = 16  # texts, since one message is asked about again and again


class WordLists:
    """Lists of words, each of which gets a bit."""

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._finder: tuple[AhoCorasick, dict[str, int]] | None = None
        self._known: dict[str, int] = {}

    def bit(self, words: Iterable[str]) -> int:
        """The bit of the list ``words``; 0 where it is empty. The same words have the same bit."""
        listed = frozenset(words)
        if not listed:
            return 0
        if listed not in self._bits:
            self._bits[listed] = 1 << len(self._bits)
            self._finder, self._known = None, {}
        return self._bits[listed]

    def seen(self, text: str) -> int:
        """The bits of all lists of which a word stands anywhere in ``text``, be it inside another word.

        Of the lists that have a bit by now: whoever asks for one has it made first.
        """
        known = self._known  # one that a new list has put aside is not written back
        seen = known.get(text)
        if seen is None:
            finder, bits = self._finder or self._built()
            seen = 0
            for word in _words(finder, text):
                seen |= bits[word]
            if len(known) >= _REMEMBERED:
                known.clear()
            known[text] = seen
        return seen

    def _built(self) -> tuple[AhoCorasick, dict[str, int]]:
        of_word: dict[str, int] = {}
        for words, bit in list(self._bits.items()):
            for word in words:
                of_word[word] = of_word.get(word, 0) | bit
        # Words of the same lists share one number: it stays near, where thousands would be fetched from afar.
        shared: dict[int, int] = {}
        of_word = {word: shared.setdefault(bits, bits) for word, bits in of_word.items()}
        finder = self._finder = _finder(of_word, MatchKind.Standard), of_word
        return finder


class Words:
    """The words of one list, as they stand in a text one behind the other: of several at one place the longest."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(words)
        self._finder = _finder(self._words, MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """The words in ``text``, each with where it begins and ends."""
        words = self._words
        return [(words[number], start, end) for number, start, end in _found(self._finder, text)]


def _finder(words: Iterable[str], kind: MatchKind) -> AhoCorasick:
    # The other implementations are hardly quicker and take ten times as long to build.
    return AhoCorasick(words, matchkind=kind, implementation=Implementation.ContiguousNFA, store_patterns=True)


def _found(finder: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    try:
        return finder.find_matches_as_indexes(text)
    except UnicodeEncodeError:  # half a character, which no word holds
        return finder.find_matches_as_indexes(_whole(text))


def _words(finder: AhoCorasick, text: str) -> list[str]:
    """Every word in ``text``, be it inside another one."""
    try:
        return finder.find_matches_as_strings(text, overlapping=True)
    except UnicodeEncodeError:
        return finder.find_matches_as_strings(_whole(text), overlapping=True)


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


_shared = WordLists()
bit = _shared.bit
seen = _shared.seen


class Needs:
    """Several ways of saying something, each by the lists of which it has a word."""

    def __init__(self, ways: Iterable[Collection[Collection[str]]]) -> None:
        self.of_each: list[int] = []
        self._always: list[int] = []  # ways that need no word
        self._by_key: dict[int, list[tuple[int, int]]] = {}  # by the list looked for first
        for place, lists in enumerate(ways):
            needed = sum({bit(words) for words in lists})
            self.of_each.append(needed)
            fewest = sorted(filter(None, lists), key=len)[:1]
            if key := bit(fewest[0]) if fewest else 0:
                self._by_key.setdefault(key, []).append((place, needed))
            else:
                self._always.append(place)
        self._keys = sum(self._by_key)

    def may_be_in(self, text: str) -> bool:
        """Whether ``text`` has the words for one of the ways."""
        return bool(self.met(text))

    def met(self, text: str) -> list[int]:
        """The ways for which ``text`` has the words, each by its place."""
        held = seen(text)
        keys = held & self._keys
        if not keys:
            return self._always
        met = [*self._always]
        while keys:
            key = keys & -keys
            keys ^= key
            met += [place for place, needed in self._by_key[key] if held & needed == needed]
        met.sort()
        return met
