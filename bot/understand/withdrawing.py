"""An answer that is taken back: 撤销 alone, with words that add nothing, or in free words (先把我家的撤了)."""

from __future__ import annotations

from functools import cache

from bot.understand.patterns import any_of, lazily
from bot.understand.place import Place, place_patterns
from bot.understand.word_lists import bit, seen
from bot.understand.words import reading_words

_LONGEST = 16  # characters of 撤销 and words that add nothing
_LONGEST_TOLD = 40  # of a withdrawal in free words
_SHORT = 8  # of one that says of nothing what it takes back


class Withdrawals:
    """The words of reading.yaml that take an answer back, as patterns."""

    def __init__(self) -> None:
        words = reading_words()
        light = rf"(?:{any_of(words.withdraw_words)}){{0,8}}"
        self._whole = frozenset(words.withdraw)
        self._verbs = tuple(words.withdraw_verbs)
        self._light = lazily(rf"{light}(?:{any_of(self._verbs)}){light}")
        self._back = bit(words.taking_back)
        self._alone = bit(words.taking_back_alone)
        self._own = bit(words.own_answer)
        self._else = bit(words.not_taken_back)
        self._room = lazily(rf"(?<![0-9])(?:{place_patterns().full}|{place_patterns().room})")

    def bare(self, text: str) -> bool:
        """Whether ``text`` is 撤销, or the verb among words that add nothing: 撤回刚才那条."""
        if len(text) > _LONGEST:
            return False
        if text in self._whole:
            return True
        for verb in self._verbs:
            if verb in text:
                return self._light.fullmatch(text) is not None
        return False

    def may_be_in(self, folded: str) -> bool:
        """A cheap first look: whether ``folded`` is short and holds a word that takes back."""
        return len(folded) <= _LONGEST_TOLD and seen(folded) & self._back > 0

    def told(self, folded: str, home: Place | None) -> bool:
        """Whether ``folded``, which may hold one, takes the writer's last answer back in free words and gives no other.

        Whoever names another room than his own ``home`` means that one: a person must look.
        """
        held = seen(folded)
        if held & self._else:
            return False
        rooms = {match["rr"] or match["rc"] or match["br"] for match in self._room.finditer(folded)} - {None}
        if rooms - {home.room if home is not None else None}:
            return False
        if held & self._own or rooms:
            return True
        return len(folded) <= _SHORT and held & self._alone > 0


@cache
def withdrawals() -> Withdrawals:
    """The patterns, built once a process. Raises LexiconError."""
    return Withdrawals()
