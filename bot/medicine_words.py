"""The words of the medicine list, as data/lexicon/medicine.yaml has them."""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import chain

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.patterns import any_of

_LONGEST_HOSPITAL = 10
_MOST_NUMBERS = 20


class MedicineWords(BaseModel):
    """The whole file. Every word means one state."""

    model_config = ConfigDict(extra="forbid", ignored_types=(cached_property,))
    states: dict[str, list[str]]
    reveal: list[str]
    asked_after: list[str]
    hospital_endings: list[str]
    hospital_before: list[str]
    unknown_hospital: str
    unknown_drug: str

    @cached_property
    def state_of(self) -> dict[str, str]:
        """States by every word that means them."""
        return {word: state for state, words in self.states.items() for word in words}

    @cached_property
    def _step(self) -> re.Pattern[str]:
        words = any_of([*self.state_of, *self.reveal])
        return re.compile(rf"\s*(?P<numbers>\d{{1,9}}(?:[\s,，、]+\d{{1,9}})*)\s*号?\s*(?P<word>{words})[了。.！!\s]*")

    @cached_property
    def _hospital(self) -> re.Pattern[str]:
        return re.compile(rf"[\u4e00-\u9fff]{{2,{_LONGEST_HOSPITAL}}}?(?:{any_of(self.hospital_endings)})")

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return re.compile(rf".*(?:{any_of(self.hospital_before)})(?=.{{3,}})")

    def step(self, text: str) -> tuple[list[int], str] | None:
        """``12 13 已买到``: the numbers, and the state's key or "reveal"; None where ``text`` is no such line."""
        match = self._step.fullmatch(text)
        if match is None:
            return None
        numbers = list(dict.fromkeys(map(int, re.findall(r"\d+", match["numbers"]))))[:_MOST_NUMBERS]
        return numbers, self.state_of.get(match["word"], "reveal")

    def hospital(self, text: str) -> str | None:
        """The hospital or pharmacy that ``text`` names, or None."""
        match = self._hospital.search(text)
        return self._before.sub("", match[0]) if match else None

    def names(self) -> list[str]:
        """The first word of every state, in their order."""
        return list(chain.from_iterable(words[:1] for words in self.states.values()))


@cache
def medicine_words() -> MedicineWords:
    """The words, read once a process.

    Raises:
        LexiconError: the file has a fault, named with its line.
    """
    return load_lexicon("medicine", MedicineWords)
