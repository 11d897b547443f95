"""A 接龙 while heads are counted: nicknames made of numerals, and lists that count nobody."""

from __future__ import annotations

import re
from functools import cache

from bot.understand.chain import Chain
from bot.understand.goods_words import goods_words, number_pattern
from bot.understand.meaning import Entry
from bot.understand.patterns import any_of, lazily
from bot.understand.words import reading_words


def without_numerals(line: str) -> str:
    """``line`` of a list without a nickname of numerals before its door (七七八八 1206 1人), of the same length."""
    return _numerals().sub(lambda nick: " " * len(nick.group()), line)


def counts_nobody(entries: list[Entry], folded: str, chain: Chain) -> bool:
    """Whether most lines of ``chain`` order goods, and none of its ``entries`` says for sure how many people."""
    if any(entry.values.get("count") is not None and not entry.review for entry in entries):
        return False
    ordered = [item for item in chain.items if _ordered().search(folded, item.start, item.end)]
    return len(ordered) * 2 > len(chain.items)


@cache
def _numerals() -> re.Pattern[str]:
    return lazily(rf"\A\s*[{''.join(reading_words().numbers)}]{{3,}}(?=\s+[0-9]{{3,4}}(?![0-9]))")


@cache
def _ordered() -> re.Pattern[str]:
    return lazily(rf"{number_pattern()}\s?(?:{any_of(goods_words().packs)})")
