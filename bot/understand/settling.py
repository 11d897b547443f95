"""What a word means is settled by those around it: 她 after 我, 自己家 after 我妈, a room that is denied."""

from __future__ import annotations

from itertools import pairwise

from bot.understand.odd import settle_odd_rooms
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
        Kind.ANNOUNCED, Kind.HEARSAY,
    }
)  # fmt: skip
_A_WORD = 2  # characters of somebody who is not 我


def settle(tokens: list[Token], text: str) -> None:
    """Settle ``tokens`` of ``text`` (folded) in place."""
    kinds = {token.kind for token in tokens}
    if kinds.isdisjoint(_UNSETTLED):
        return
    if Kind.PLACE in kinds:
        settle_odd_rooms(tokens, text)
    if Kind.PRONOUN in kinds:
        _settle_pronouns(tokens)
    if Kind.THAT_ONE in kinds:
        _settle_those(tokens)
    if Kind.OWN_HOME in kinds:
        _settle_homes(tokens)
    if Kind.PEOPLE in kinds and Kind.MEMBER in kinds:
        _settle_sums(tokens, text)
    if Kind.CORRECTION in kinds and Kind.DOUBT in kinds:
        _settle_corrections(tokens, text)
    if Kind.NEGATION in kinds:
        _settle_rooms(tokens)
        _settle_numbers(tokens)
    if Kind.ANNOUNCED in kinds or Kind.HEARSAY in kinds:
        _settle_sayings(tokens, text)


def quieten(tokens: list[Token]) -> None:
    """没有故事的女同学 502 阴: before the room stands a name, unless an answer or a number does."""
    places = [index for index, token in enumerate(tokens) if token.kind is Kind.PLACE]
    head = tokens[: places[0]] if places else []
    if any(token.kind in (Kind.ANSWER, Kind.PEOPLE, Kind.NUMBER, Kind.COMMA, Kind.STOP) for token in head):
        return
    for token in head:
        if token.kind in _QUIET:
            token.kind, token.number = Kind.OTHER, 0


def _settle_pronouns(tokens: list[Token]) -> None:
    """我阴，她阳: who has named his household goes on with it; before that, she is somebody else."""
    own = answered = somebody = False
    for token in tokens:
        if token.kind is Kind.PRONOUN:
            again = somebody and not answered  # 我妈说她: no further head
            ours = again or (own and answered)
            token.kind, token.number = (Kind.MEMBER, 0 if again else 1) if ours else (Kind.OTHERS, 0)
        elif token.kind is Kind.OTHERS:
            own = somebody = False
        elif token.kind in _HOUSEHOLD:
            own = True
            somebody = somebody or (token.kind is Kind.MEMBER and token.end - token.start >= _A_WORD)
        elif token.kind is Kind.ANSWER or token.kind in (Kind.PEOPLE, Kind.NUMBER):
            answered = True


def _settle_those(tokens: list[Token]) -> None:
    """我妈那个: what she has in hand; 那个阳了 is somebody else."""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.kind is Kind.THAT_ONE:
            named = before is not None and before.kind in _HOUSEHOLD and before.end == token.start
            token.kind = Kind.FILLER if named else Kind.OTHERS


def _settle_homes(tokens: list[Token]) -> None:
    """自己家 is the writer's, unless it is said of somebody of the family: 我妈在自己家."""
    somebody = False
    for token in tokens:
        if token.kind in _MARKS:
            somebody = False
        elif token.kind is Kind.MEMBER:
            somebody = somebody or token.end - token.start >= _A_WORD
        elif token.kind is Kind.OWN_HOME:
            token.kind, token.number = (Kind.ELSEWHERE, 0) if somebody else (Kind.OWN, 1)


def _settle_sums(tokens: list[Token], text: str) -> None:
    """老两口加孙子 is three; 老两口和孩子们 is nobody knows how many."""
    joining, measuring = reading_words().joining, tuple(reading_words().measuring)
    for before, after in pairwise(tokens):
        counted = before.kind is Kind.PEOPLE and after.kind is Kind.MEMBER and before.end == after.start
        if counted and before.number > 1 and text.endswith(measuring, before.start, before.end):
            after.kind, after.number = Kind.FILLER, 0  # 三个娃儿
    for before, joint, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if {before.kind, after.kind} != {Kind.PEOPLE, Kind.MEMBER} or text[joint.start : joint.end] not in joining:
            continue
        if before.end == joint.start and joint.end == after.start:
            number = before.number + after.number if before.number and after.number else 0
            before.kind, before.number = (Kind.PEOPLE, number) if number else (Kind.MEMBER, 0)
            after.kind, after.number = Kind.FILLER, 0


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


def _settle_corrections(tokens: list[Token], text: str) -> None:
    """上一条写错，应该是4人阴: who corrects himself says what it should have been."""
    corrected = False
    for token in tokens:
        corrected = corrected or token.kind is Kind.CORRECTION
        if corrected and token.kind is Kind.DOUBT and text[token.start : token.end] in reading_words().should:
            token.kind = Kind.FILLER


def _settle_numbers(tokens: list[Token]) -> None:
    """不是3人是4人: the number that is denied is none, where another one follows at once."""
    for index in range(1, len(tokens) - 1):
        token = tokens[index]
        if token.kind is not Kind.PEOPLE or not _denies(tokens[index - 1], token):
            continue
        after = next((one for one in tokens[index + 1 :] if one.kind not in (Kind.FILLER, Kind.COMMA)), None)
        before = next(
            (
                one
                for one in (tokens[index - 2 :: -1] if index > 1 else ())
                if one.kind not in (Kind.FILLER, Kind.COMMA)
            ),
            None,
        )
        instead = before is not None and before.kind is Kind.PEOPLE  # 我家两口，不是三口
        if instead or (after is not None and after.kind is Kind.PEOPLE):
            token.kind = tokens[index - 1].kind = Kind.FILLER
            token.number = 0


def _settle_rooms(tokens: list[Token]) -> None:
    """不是302是203: the room that is denied is none, where another one stands."""
    places = [index for index, token in enumerate(tokens) if token.kind is Kind.PLACE]
    denied = [index for index in places if index and _denies(tokens[index - 1], tokens[index])]
    if len(denied) == len(places):
        return
    for index in denied:
        tokens[index].kind, tokens[index].place = Kind.FILLER, None
        tokens[index - 1].kind = Kind.FILLER


def _denies(before: Token, token: Token) -> bool:
    return before.kind is Kind.NEGATION and before.end == token.start
