"""What the head of a copied message says: on which day, and whether its words are a name at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from bot.understand.patterns import any_of
from bot.understand.words import place_words, reading_words

Day = tuple[int | None, int, int]  # year (None where it is left out), month, day


def written_day(match: re.Match[str]) -> Day | None:
    """The date in a head, or None."""
    groups = match.groupdict()
    if not groups.get("m"):
        return None
    return (int(groups["y"]) if groups["y"] else None, int(groups["m"]), int(groups["d"]))


def resolve_day(
    written: Day | None,
    said: str | None,
    today: date | None,
    days: Mapping[str, int],
    weekdays: Mapping[str, int],
) -> date | None:
    """The day of a message; None where it cannot be known.

    ``said`` is a word of ``days`` (how many days ago) or ``weekdays`` (Monday is 0; the last one before ``today``).
    """
    try:
        if said is None and written is not None and written[0] is not None:
            return date(written[0], written[1], written[2])
        if today is None:
            return None
        if said is not None:
            back = days[said] if said in days else (today.weekday() - weekdays[said] - 1) % 7 + 1
            return today - timedelta(days=back)
        if written is None:
            return today
        return _latest(written[1], written[2], today)
    except (ValueError, OverflowError):
        return None


def _latest(month: int, day: int, today: date) -> date:
    """The last such day that is not to come: in January, 12月31日 is of the year before."""
    found = date(today.year, month, day)
    return found if found <= today else date(today.year - 1, month, day)


@cache
def no_name() -> re.Pattern[str]:
    """Finds what makes a line before a colon a heading and no name: 格式, 我家, 以下住户; or a line of known words."""
    words, places = reading_words(), place_words()
    inside = any_of([*words.hint, *words.labels, *words.mine, *words.correction, *words.proxy, *words.rest])
    whole = any_of(
        [
            *words.filler,
            *words.now,
            *words.past,
            *words.own,
            *words.others,
            *words.whole,
            *words.household,
            *words.question,
        ]
    )
    place = rf"[0-9a-z]+(?:{any_of([*places.building, *places.room, *places.floor])})?"
    return re.compile(rf"{inside}|^(?:{whole}|{place}|\s)+$")
