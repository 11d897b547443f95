"""What the title of a 接龙 says of its lines: that they sign up, that they wish well, that units stand before rooms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.chain import Chain
from bot.understand.numerals import to_house_number
from bot.understand.patterns import any_of, lazily
from bot.understand.place import place_patterns
from bot.understand.words import place_words

_MOST_UNITS = 6
# A line in brackets: [904][2人][阴].
_LONGEST_TITLE = 40  # characters of one that says what a list of its own is about
_FIELDS = re.compile(
    r"^[ ]*(?:[0-9]{1,3}[.、)][ ]*)?(?:[\[(（【][^\[\]()（）【】*×\n]{1,10}[\])）】][ ]*){2,}$", re.MULTILINE
)
_BRACKETS = str.maketrans(dict.fromkeys("[]()（）【】", " "))


class TitleWords(BaseModel):
    """data/lexicon/titles.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    units: list[str]
    buildings: list[str]
    helpers: list[str]
    calls: list[str]
    corps: list[str]
    thanks: list[str]
    wishes: list[str]
    apart: list[str]
    besides: list[str]
    not_besides: list[str]
    columns: list[str]
    numbering: list[str]
    houses: list[str]


@dataclass(slots=True, frozen=True)
class _Patterns:
    units: re.Pattern[str]
    buildings: re.Pattern[str]
    helpers: re.Pattern[str]
    calls: re.Pattern[str]
    corps: re.Pattern[str]
    thanks: re.Pattern[str]
    wishes: re.Pattern[str]
    apart: re.Pattern[str]
    besides: re.Pattern[str]
    not_besides: re.Pattern[str]
    first: re.Pattern[str]
    mark: str


@cache
def title_words() -> TitleWords:
    """The lists of titles.yaml. Raises LexiconError."""
    words: TitleWords = load_lexicon("titles", TitleWords)
    return words


@cache
def title_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    words = title_words()
    # Two small numbers before a room are building and unit: 5-1-301 stands as it is.
    first = re.compile(
        r"^(?P<head>[ ]*[0-9]{1,3}[ ]?[.、):：．][ ]*[^0-9\n]{0,8})(?P<unit>[0-9]{1,2})[-_/](?=[0-9]{3,4}(?![0-9]))",
        re.MULTILINE,
    )
    mark = next(word for word in place_words().unit if len(word) == 1)
    return _Patterns(
        re.compile(any_of(words.units)),
        re.compile(any_of(words.buildings)),
        re.compile(any_of(words.helpers)),
        re.compile(any_of(words.calls)),
        lazily(rf"(?:{any_of(words.corps)})\s*(?:[（(【\[][^\n]*)?$"),
        re.compile(any_of(words.thanks)),
        re.compile(any_of(words.wishes)),
        re.compile(any_of(words.apart)),
        lazily(any_of(words.besides)),
        lazily(any_of(words.not_besides)),
        first,
        mark,
    )


def signs_up(chain: Chain) -> bool:
    """Whether the lines of ``chain`` are of people who will help."""
    patterns = title_patterns()
    if not chain.marked:
        return False
    called = patterns.helpers.search(chain.title) is not None and patterns.calls.search(chain.title) is not None
    if not called and patterns.corps.search(chain.title.rstrip()) is None:
        return False
    return patterns.thanks.search(chain.title) is None


def wishes_well(chain: Chain) -> bool:
    """Whether the lines of ``chain`` thank, wish, vote, amuse or announce, and answer nothing that is collected."""
    patterns = title_patterns()
    if chain.marked and patterns.wishes.search(chain.title) is not None:
        return True
    if chain.marked and patterns.besides.search(chain.title) and not patterns.not_besides.search(chain.title):
        return True
    return len(chain.title) <= _LONGEST_TITLE and patterns.apart.search(chain.title) is not None


def with_fields(folded: str) -> str:
    """``folded`` with the brackets of lines that hold nothing else blanked, of the same length."""
    if "][" not in folded and "】【" not in folded and "）（" not in folded and ")(" not in folded:
        return folded
    return _FIELDS.sub(lambda line: line.group().translate(_BRACKETS), folded)


def with_units(folded: str, chain: Chain, building: str | None) -> str:
    """``folded`` with 1-1702 as 1单元1702 (in a mark of the same length), where the title or the lines say so."""
    patterns = title_patterns()
    if patterns.buildings.search(chain.title) is not None:
        return folded
    if patterns.units.search(chain.title) is None and not _of_units(folded, chain, building):
        return folded
    return patterns.first.sub(lambda line: f"{line['head']}{line['unit']}{patterns.mark}", folded)


def _of_units(folded: str, chain: Chain, building: str | None) -> bool:
    """Whether the title names the group's own building, and the lines begin with several small numbers, not with it."""
    named = place_patterns().only_building.search(chain.title) if building is not None else None
    if named is None or to_house_number(named["ob"]) != building:
        return False
    numbers = [match["unit"] for match in title_patterns().first.finditer(folded)]
    if len(numbers) < max(2, len(chain.items) // 2) or building in numbers:
        return False
    one = place_patterns().unit_alone.search(chain.title)  # 7栋2单元, and all lines begin with 2-
    told = one is not None and set(numbers) == {to_house_number(one["lu"])}
    return told or (len(set(numbers)) > 1 and all(int(number) <= _MOST_UNITS for number in numbers))
