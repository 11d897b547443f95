"""What one neighbour alone is answered: a cry about a person, despair, an illness of one's own.

The chat group where it was said hears that it was answered, not what: nobody reads there again what somebody cried.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.demands.wording import of_ones_own
from bot.items import places
from bot.understand.discreet import tells_illness
from data.demands import Demand, Item
from data.work import Work

_DESPAIR, _ILLNESS = "psychological", "medical"
_PERSONS = frozenset({_DESPAIR, _ILLNESS, "medicine", "elderly", "neighbour"})
"""Categories in which a cry for help is about a person; gas, fire and a stopped lift concern the neighbours."""


def is_delicate(item: Item, texts: Iterable[str]) -> bool:
    """Whether the answer to ``item``, asked for in ``texts``, is only for those who asked."""
    if item.category == _DESPAIR or (item.urgent and item.category in _PERSONS):
        return True
    return item.category == _ILLNESS and any(map(tells_of_oneself, texts))


def tells_of_oneself(text: str) -> bool:
    """Whether ``text`` tells of the writer's own affairs, or of an illness."""
    return of_ones_own(text) or tells_illness(text)


def is_delicate_among(item: Item, voices: Iterable[Demand]) -> bool:
    """The same, by the voices behind it."""
    return is_delicate(item, (voice.text for voice in voices))


def hearers(
    work: Work, item: Item, voices: Sequence[Demand], *, heard: Collection[str] = (), aloud: str = ""
) -> list[tuple[str | None, str | None]]:
    """Groups and persons who hear the answer, each once, but those of ``heard``: who asked in a group, too, in private.

    Args:
        aloud: the chat group where a person gave the answer himself, in front of all.
    """
    found = places(work, voices, heard={*heard, aloud})
    if not is_delicate_among(item, voices):
        return found
    known = {*heard, *(person for _, person in found)}
    asked = dict.fromkeys(voice.person for voice in voices if voice.group is not None and voice.group != aloud)
    lines = work.people.friends(asked)
    return [*found, *((None, person) for person in asked if person in lines and person not in known)]


def reached(work: Work, voices: Sequence[Demand]) -> bool:
    """Whether everybody behind ``voices`` can be written to in private."""
    people = {voice.person for voice in voices}
    return people == work.people.friends(people).keys()
