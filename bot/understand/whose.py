"""Whose list it is: the room that it begins or ends with, or names beside 送到, 替, 隔壁; else the nickname's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.understand.context import Context
from bot.understand.goods_words import goods_words
from bot.understand.patterns import any_of
from bot.understand.place import Place, place_patterns, plausible
from bot.understand.words import reading_words

_FARTHEST = 600  # characters of a list in which its household is looked for
_LONGEST_NICK = 10  # characters of a nickname before the room of a line
_MOST = 12  # rooms that are looked at


@dataclass(slots=True, frozen=True)
class _Named:
    """A room in a list: where it stands, whether as its first or last words, and whether another's is meant."""

    place: Place
    start: int
    end: int
    edge: bool
    others: bool


class Household(NamedTuple):
    """Whose goods these are. ``review`` says why a person must look."""

    place: Place
    review: str | None


def whose(folded: str, context: Context) -> tuple[list[Household], str]:
    """The households that ``folded`` orders for, and ``folded`` with their rooms blanked, of the same length."""
    named = _named(folded)
    if len(named) > 1 and (shared := _together(named, folded)):
        rest = _without(folded, named)
        return [Household(*context.locate(one.place)) for one in shared], rest
    own = context.own_room
    if len(named) == 1 and _with_me(folded, named[0]) and own not in (None, named[0].place.room):
        homes = [context.locate(None), context.locate(named[0].place)]
        return [Household(*home) for home in homes], _without(folded, named)
    if not named:
        return [Household(*context.locate(None))], folded
    chosen = _chosen(named, own)
    place, review = context.locate(chosen.place)
    others = {one.place.room for one in named} - {chosen.place.room, own}
    doubtful = not chosen.edge and not chosen.others and own is not None and chosen.place.room != own
    helped = context.chain and any(one.others for one in named)  # 703 2份 一份给楼下603
    if doubtful or (others and (not chosen.edge or helped)):
        review = review or "two_meanings"
    return [Household(place, review)], _without(folded, [one for one in named if one.place == chosen.place])


def begins_with_door(line: str) -> int | None:
    """Where the door ends that ``line`` begins with; None where it begins with none."""
    match = _leading().match(line)
    place = _door(match)
    return match.end() if match is not None and place is not None else None


def door_behind_nick(line: str) -> int:
    """Where ``line`` of a list begins behind its nickname: 毛毛608 猫砂3包; 0 where no door follows one."""
    nick = _nick().match(line)
    return nick.end() if nick is not None and begins_with_door(line[nick.end() :]) is not None else 0


def _chosen(named: list[_Named], own: str | None) -> _Named:
    """The room that somebody else is helped in; else the first or the last words; else the writer's own."""
    helped = [one for one in named if one.others and one.place.room != own]
    edges = [one for one in named if one.edge]
    mine = [one for one in named if one.place.room == own]
    return (helped or edges or mine or named)[0]


def _together(named: list[_Named], folded: str) -> list[_Named]:
    """502和503各两盒: rooms side by side at the start, and what follows is for each of them."""
    if not named[0].edge or named[0].start > 12:
        return []
    shared = [named[0]]
    for before, one in pairwise(named):
        if not _joint().fullmatch(folded, before.end, one.start):
            break
        shared.append(one)
    return shared if len(shared) > 1 and _each().search(folded, shared[-1].end) else []


def _with_me(folded: str, named: _Named) -> bool:
    """我跟对门703各要一箱."""
    return _me().search(folded, 0, named.start) is not None and _for_each().match(folded, named.end) is not None


def _named(folded: str) -> list[_Named]:
    found: list[_Named] = []
    leading = _leading().match(folded)
    place = _door(leading)
    start = 0
    if place is not None and leading is not None:
        group = leading.lastgroup or ""
        others = any(word in leading.group() for word in reading_words().proxy)
        found.append(_Named(place, leading.start(group), leading.end(), True, others))
        start = leading.end()
    for match in _anywhere().finditer(folded, start, _FARTHEST):
        group = match.lastgroup or ""
        place = place_patterns().read(match, group) if group else None
        if place is None or place.room is None or place.odd:
            continue
        if group == "room" and not (match["rs"] or match["rc"] or plausible(place.room)):
            continue
        if match.group() in goods_words().number_brands or _other_numbers().search(
            folded, max(0, match.start() - 6), match.start()
        ):
            continue
        if _not_theirs().match(folded, match.end()) is not None:
            continue
        others = _helping().search(folded, max(0, match.start(group) - 8), match.start(group)) is not None
        others = others or _helped().match(folded, match.end()) is not None
        found.append(_Named(place, match.start(group), match.end(), _is_last(folded, match), others))
        if len(found) >= _MOST:
            break
    return found


def _is_last(folded: str, match: re.Match[str]) -> bool:
    """Whether a room stands in the last words of a list, or in its last line or its first: 以上407 老谭."""
    return (
        _end().match(folded, match.end()) is not None or _own_words().search(folded[: match.start()][-8:]) is not None
    )


def _without(folded: str, named: list[_Named]) -> str:
    for one in named:
        folded = folded[: one.start] + " " * (one.end - one.start) + folded[one.end :]
    return folded


def _door(match: re.Match[str] | None) -> Place | None:
    if match is None or match.lastgroup is None:
        return None
    if match.string[match.end() : match.end() + 1].isalpha() and match.group().strip() in goods_words().number_brands:
        return None  # 999皮炎平
    place = place_patterns().read(match, match.lastgroup, leading=True)
    return place if place is not None and place.room is not None and not place.odd else None


@cache
def _nick() -> re.Pattern[str]:
    return re.compile(rf"\s*(?![0-9])[^0-9\n,，;；:：]{{1,{_LONGEST_NICK}}}?[\s:：\-]*(?=[0-9])")


@cache
def _leading() -> re.Pattern[str]:
    places, words = place_patterns(), reading_words()
    before = any_of([*words.proxy, *words.correction, *words.neighbours, *words.mine, *goods_words().delivered])
    return re.compile(
        rf"\s*(?:(?:{before})[\s,，:：]*)*(?:{places.full}|{places.unit}|{places.dash}|{places.room})(?!\s?[*×])"
    )


@cache
def _anywhere() -> re.Pattern[str]:
    places = place_patterns()
    return re.compile(
        rf"(?<![0-9.*×¥￥:：a-z\-])(?:{places.full}|{places.unit}|{places.dash}|{places.room})(?![\s]?[*×.][0-9])"
    )


@cache
def _helping() -> re.Pattern[str]:
    words = reading_words()
    return re.compile(
        rf"(?:{any_of([*words.proxy, *words.neighbours, *goods_words().delivered])})[^0-9\n,，。]{{0,3}}\Z"
    )


@cache
def _helped() -> re.Pattern[str]:
    """503的奶奶, 1703大爷: another's."""
    return re.compile(rf"的?.{{0,2}}(?:{any_of([*goods_words().persons, *reading_words().titles])})")


@cache
def _not_theirs() -> re.Pattern[str]:
    return re.compile(any_of(goods_words().not_theirs))


@cache
def _other_numbers() -> re.Pattern[str]:
    """卡号1234, 尾号1302."""
    return re.compile(rf"(?:{any_of(goods_words().other_numbers)})[\s:：]*\Z")


@cache
def _own_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(goods_words().mine)})[\s:：]*\Z")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(any_of([*goods_words().each, *goods_words().alike]))


@cache
def _for_each() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{any_of(goods_words().behind)})?[\s,，]*(?:{_each().pattern})")


@cache
def _end() -> re.Pattern[str]:
    surnames, titles = reading_words().surnames, any_of(reading_words().titles)
    person = rf"[{surnames}][\u3400-\u9fff]{{0,2}}|.{{0,2}}(?:{titles})"
    word = rf"{any_of(goods_words().around)}|{any_of(goods_words().behind)}|{person}|[^0-9a-z\u3400-\u9fff]"
    return re.compile(rf"(?:{word}){{0,6}}\Z")


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{any_of([*goods_words().joints])}|[,，、\s])*\s*")


@cache
def _me() -> re.Pattern[str]:
    words = reading_words()
    me = any_of([*words.mine, *words.own, *goods_words().me])
    return re.compile(rf"(?:{me})\s?(?:{any_of(goods_words().joints)})\s?(?:{any_of(words.neighbours)})?[\s]?\Z")
