"""What a word means is settled by those around it: 她 after 我, 自己家 after 我妈, a room that is denied."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise, takewhile

from bot.understand.awaited import awaited_steps
from bot.understand.corrected import correcting_steps
from bot.understand.leaning import leaning_steps
from bot.understand.odd import settle_next_door, settle_odd_rooms
from bot.understand.persons import (
    settle_alone,
    settle_included,
    settle_other_numbers,
    settle_ours,
    settle_sums,
    settle_things,
)
from bot.understand.somebody import person_steps
from bot.understand.tokens import Kind, Token
from bot.understand.words import reading_words

_MARKS = (Kind.COMMA, Kind.STOP)
_HOUSEHOLD = frozenset({Kind.OWN, Kind.MEMBER, Kind.PLACE})
# What these say of an answer, they do not say from inside the nickname that a line of a list begins with.
_QUIET = frozenset(
    {
        Kind.WEATHER, Kind.WISH, Kind.PLAN, Kind.DOUBT, Kind.JOKE, Kind.PAST, Kind.NEGATION, Kind.DECOY, Kind.OTHERS,
        Kind.EXISTS, Kind.SHOWN, Kind.LAUGHTER,
    }
)  # fmt: skip
_UNSETTLED = frozenset(
    {
        Kind.PLACE, Kind.PRONOUN, Kind.THAT_ONE, Kind.OWN_HOME, Kind.CORRECTION, Kind.PEOPLE, Kind.NEGATION,
        Kind.ANNOUNCED, Kind.HEARSAY, Kind.NEIGHBOURS, Kind.REST, Kind.HINT, Kind.MEMBER, Kind.WISH,
        Kind.COMMA, Kind.NUMBER, Kind.AWAITED,
    }
)  # fmt: skip
_OF_THE_REST = frozenset({Kind.PEOPLE, Kind.NUMBER, Kind.WHOLE, Kind.ANSWER, Kind.POSSESSIVE, Kind.REST})
_OTHERS = frozenset({Kind.OTHERS, Kind.NEIGHBOURS, Kind.HEARSAY})
_CLOSING = frozenset({Kind.COMMA, Kind.STOP, Kind.QUESTION})
_COMMAS = "，, "
_A_WORD = 2  # characters of somebody who is not 我


def settle(tokens: list[Token], text: str) -> None:
    """Settle ``tokens`` of ``text`` (folded) in place."""
    kinds = frozenset([token.kind for token in tokens])
    if kinds.isdisjoint(_UNSETTLED):
        return
    for step in _steps_of(kinds):
        step(tokens, text)


@lru_cache(maxsize=4096)
def _steps_of(kinds: frozenset[Kind]) -> list[Callable[[list[Token], str], None]]:
    return [step for needed, step in _steps() if needed <= kinds]


@cache
def _steps() -> tuple[tuple[frozenset[Kind], Callable[[list[Token], str], None]], ...]:
    """What is settled, in order, and of which kinds a text must have words for that."""
    return (
        (frozenset({Kind.PLACE}), settle_odd_rooms),
        (frozenset({Kind.PLACE}), _settle_replies),
        (frozenset({Kind.PLACE}), _settle_addressed),
        (frozenset({Kind.PLACE, Kind.POSSESSIVE, Kind.OTHERS}), _settle_thanked),
        (frozenset({Kind.NEIGHBOURS}), _settle_whereabouts),
        (frozenset({Kind.PLACE, Kind.NEIGHBOURS}), settle_next_door),
        *awaited_steps(),
        (frozenset({Kind.REST}), _settle_rest),
        (frozenset({Kind.PRONOUN}), _settle_pronouns),
        (frozenset({Kind.OWN_HOME}), _settle_homes),
        (frozenset({Kind.MEMBER, Kind.FILLER}), settle_alone),
        (frozenset({Kind.PEOPLE}), settle_things),
        (frozenset({Kind.PEOPLE, Kind.OWN, Kind.FILLER}), settle_ours),
        (frozenset({Kind.PEOPLE, Kind.OTHERS, Kind.FILLER}), settle_included),
        (frozenset({Kind.PEOPLE, Kind.OTHER, Kind.WHOLE, Kind.ANSWER}), settle_other_numbers),
        (frozenset({Kind.PEOPLE, Kind.MEMBER}), settle_sums),
        *correcting_steps(),
        (frozenset({Kind.NEGATION}), _settle_questions),
        (frozenset({Kind.ANNOUNCED}), _settle_sayings),
        (frozenset({Kind.HEARSAY}), _settle_sayings),
        *person_steps(),
        *leaning_steps(),
    )


def _settle_whereabouts(tokens: list[Token], text: str) -> None:
    """我爸在楼下搬菜: where somebody is, not who lives there."""
    words = reading_words()
    for token in tokens:
        if token.kind is Kind.NEIGHBOURS and token.start and text[token.start - 1] in words.whereabouts:
            token.kind = Kind.FILLER if text[token.start : token.end] in words.around else token.kind


def _settle_rest(tokens: list[Token], text: str) -> None:
    """另外报一下1805: by the way, not those left."""
    by_the_way = reading_words().by_the_way
    for before, token, after in zip([None, *tokens], tokens, tokens[1:], strict=False):
        if token.kind is not Kind.REST or text[token.start : token.end] not in by_the_way:
            continue
        if (before is None or before.kind in _CLOSING) and after.kind not in _OF_THE_REST:
            token.kind = Kind.FILLER


def _settle_replies(tokens: list[Token], text: str) -> None:
    """回1303，挂好了。: whom the writer answers."""
    replying = tuple(reading_words().replying)
    for before, token, after in zip([None, *tokens], tokens, tokens[1:], strict=False):
        if token.kind is not Kind.PLACE or after.kind not in (Kind.COMMA, Kind.STOP):
            continue
        start = before.start if before is not None and before.end == token.start else token.start
        if text[start : token.start] in replying and (start == 0 or text[start - 1] in "，,。;；!！ \n"):
            token.kind, token.place = Kind.FILLER, None


def quieten(tokens: list[Token]) -> None:
    """没有故事的女同学 502 阴: before the room stands a name, unless an answer or a number does."""
    places = [index for index, token in enumerate(tokens) if token.kind is Kind.PLACE]
    head = tokens[: places[0]] if places else []
    if any(token.kind in (Kind.ANSWER, Kind.PEOPLE, Kind.NUMBER, Kind.COMMA, Kind.STOP) for token in head):
        return
    for token in head:
        if token.kind in _QUIET:
            token.kind, token.number = Kind.OTHER, 0


def _settle_pronouns(tokens: list[Token], text: str) -> None:
    """我阴，她阳: who has named his household goes on with it; before that, she is somebody else."""
    own = answered = somebody = False
    heads = 0
    head: Token | None = None
    for token in tokens:
        if token.kind is Kind.MEMBER:
            heads, head = heads + 1, token
        if token.kind is Kind.PRONOUN:
            if token.start and text[token.start - 1] in reading_words().awaiting:
                token.kind = Kind.FILLER  # 等他回来再测
                continue
            again = somebody and not answered  # 我妈说她: no further head
            ours = own and answered
            if again and heads == 1 and head is not None and text[token.start - 1] in _COMMAS:
                token.kind, token.number, head.kind = Kind.MEMBER, head.number, Kind.FILLER  # 阿姨封在我家，她阳
                head, somebody = token, True
                continue
            if again:
                token.kind, token.number = (Kind.FILLER, 0) if heads == 1 else (Kind.MEMBER, 0)
                continue
            token.kind, token.number = (Kind.MEMBER, 1) if ours or _in_hand(tokens, token) else (Kind.OTHERS, 0)
        elif token.kind is Kind.OTHERS:
            own = somebody = False
        elif token.kind in _HOUSEHOLD:
            own = True
            somebody = somebody or (token.kind is Kind.MEMBER and token.end - token.start >= _A_WORD)
        elif token.kind is Kind.ANSWER or token.kind in (Kind.PEOPLE, Kind.NUMBER):
            answered = True


def _in_hand(tokens: list[Token], token: Token) -> bool:
    """她那根做废了, and nobody else has been named: somebody at home."""
    after = next((one for one in tokens if one.start == token.end), None)
    if after is None or after.kind is not Kind.THAT_ONE:
        return False
    return not any(one.kind in _OTHERS and one.start < token.start for one in tokens)


def _settle_homes(tokens: list[Token], _text: str) -> None:
    """自己家 is the writer's, unless it is said of somebody of the family: 我妈在自己家."""
    somebody = False
    for token in tokens:
        if token.kind in _MARKS:
            somebody = False
        elif token.kind is Kind.MEMBER:
            somebody = somebody or token.end - token.start >= _A_WORD
        elif token.kind is Kind.OWN_HOME:
            token.kind, token.number = (Kind.ELSEWHERE, 0) if somebody else (Kind.OWN, 1)


def _settle_sayings(tokens: list[Token], text: str) -> None:
    """我和居委说过了: who says it is the writer."""
    telling, told_by = reading_words().telling, reading_words().told_by
    named = False
    for token in tokens:
        named = named or token.kind is Kind.PLACE
        if token.kind is Kind.HEARSAY and named and text[token.start : token.end] in told_by:
            token.kind = Kind.FILLER  # 203租客，他说阴
        elif token.kind in (Kind.ANNOUNCED, Kind.HEARSAY) and token.start and text[token.start - 1] in telling:
            token.kind = Kind.FILLER


def _settle_questions(tokens: list[Token], text: str) -> None:
    """室友阳了没: a clause that ends with a negation right behind an answer asks."""
    for index, (before, token) in enumerate(pairwise(tokens), 1):
        if token.kind is not Kind.NEGATION or before.kind is not Kind.ANSWER or before.end != token.start:
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if text[token.start : token.end] in reading_words().asked and (after is None or after.kind in _CLOSING):
            token.kind = Kind.QUESTION


def _settle_thanked(tokens: list[Token], _text: str) -> None:
    """阴，704的朋友谢谢侬: whom the writer speaks to, or of, and nobody's answer."""
    for index, (place, of, whom) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        joined = place.end == of.start and of.end == whom.start
        if joined and (place.kind, of.kind, whom.kind) == (Kind.PLACE, Kind.POSSESSIVE, Kind.OTHERS):
            behind = takewhile(lambda one: one.kind not in _CLOSING, tokens[index:])
            if all(one.kind is not Kind.ANSWER for one in behind):
                place.kind, place.place = Kind.OTHERS, None


def _settle_addressed(tokens: list[Token], text: str) -> None:
    """1402你家肯定没事: who is spoken to has not spoken; 6、1003、两、阴: what numbers a line is nobody."""
    for place, token in pairwise(tokens):
        if place.kind is not Kind.PLACE or token.kind is not Kind.OTHERS or place.end != token.start:
            continue
        if text.startswith(tuple(reading_words().spoken_to), token.start):
            place.kind, place.place = Kind.OTHERS, None
    if [token.kind for token in tokens[:3]] == [Kind.NUMBER, Kind.COMMA, Kind.PLACE]:
        tokens[0].kind, tokens[0].number = Kind.FILLER, 0
