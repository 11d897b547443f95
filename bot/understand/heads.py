"""Who is named one by one: 我和老公阳，女儿阴 is two and one, though no number is said."""

from __future__ import annotations

from bot.understand.tokens import Kind, Token, between_marks
from bot.understand.words import reading_words

_MARKS = (Kind.COMMA, Kind.STOP, Kind.QUESTION)
_HEADS = (Kind.MEMBER, Kind.OWN)
_OTHERS = frozenset({Kind.OTHERS, Kind.NEIGHBOURS, Kind.REST})
_ENDING = (Kind.ANSWER, Kind.PLACE)  # 我是502的: who says where he lives, says no more
_NAMING = (Kind.OTHER, Kind.NAME, Kind.POSSESSIVE)
_COLONS = (":", "：")
_COLON = frozenset(_COLONS)
_A_NAME = 2  # characters of somebody who is named for himself
_NUMBERS = (Kind.PEOPLE, Kind.NUMBER)
_A_WORD = 1  # characters nobody taught us, beside which it is still only a list of people
_OF_OTHERS = frozenset({"others", "past", "hearsay", "long_ago", "elsewhere", "retracted"})


def heads_by_answer(tokens: list[Token], voided: dict[int, str], text: str = "") -> dict[int, int]:
    """How many people each answer is given of, by where it starts; not in it where that is not said for sure."""
    if not any(token.kind is Kind.MEMBER for token in tokens):
        return {}
    found: dict[int, int] = {}
    heads, sure, unknown = 0, True, 0  # since the last answer; characters nobody taught us since the last mark
    again = ""  # the writer, as he has named himself
    listed = -1  # where the last of those stands who are named behind their answer
    whole = False  # 孩子都阴: of one there are several then
    for index, token in enumerate(tokens):
        kind = token.kind
        if kind is Kind.ANSWER and token.start not in voided and (named := _named_behind(tokens, index, text))[0]:
            found[token.start], listed = named
        elif kind is Kind.ANSWER and token.start not in voided and heads and sure and not (whole and heads == 1):
            found[token.start] = heads
        whole = kind is Kind.WHOLE or (whole and kind is not Kind.ANSWER)
        told = kind in _MARKS and unknown > _A_WORD and not _told_of_one(tokens, index, heads)
        denied = index > 0 and tokens[index - 1].kind is Kind.NEGATION  # 娃没，我阳
        undone = kind is Kind.ANSWER and voided.get(token.start) == "negated"  # 我和她没过关，两条
        ending = (kind in _ENDING and not undone) or kind is Kind.PROXY
        if ending or told or (kind in _MARKS and (not heads or denied)):
            heads, sure, again = 0, True, ""
        if (
            kind in _HEADS
            and index > listed
            and not _at_home(tokens, index, text)
            and not _possessive(tokens, index)
            and not _introduced(tokens, index)
        ):
            if index and not _COLON.isdisjoint(text[tokens[index - 1].end : token.start]):
                heads, sure = 0, True  # 我们寝室：小汪阴
            alone = kind is Kind.MEMBER and token.end - token.start == _A_WORD and not token.part
            if alone and token.number and again == text[token.start : token.end]:
                heads, sure = 0, True  # 我跟我老伴，我阴: who begins again with himself speaks of himself
            if alone and token.number:
                again = again or text[token.start : token.end]
            heads += token.number if kind is Kind.MEMBER else 0
            sure = sure and kind is Kind.MEMBER and token.number > 0
        sure = sure and (kind not in _OTHERS or _rest_is_named(tokens, index))
        unknown = 0 if kind in _MARKS else unknown + (token.number if kind is Kind.OTHER else 0)
    return found


def _told_of_one(tokens: list[Token], index: int, heads: int) -> bool:
    """老太太没躲过去，两道: one with whom the clause before the mark at ``index`` begins, and the answer behind it."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if heads != 1 or after is None or after.kind is not Kind.ANSWER:
        return False
    start = index
    while start and tokens[start - 1].kind not in _MARKS:
        start -= 1
    first = start + (tokens[start].kind is Kind.OWN)
    return tokens[first].kind is Kind.MEMBER and tokens[first].end - tokens[first].start >= _A_NAME


def _named_behind(tokens: list[Token], index: int, text: str) -> tuple[int, int]:
    """两条的是我老公; 阴：爸、妈、我: how many are named behind the answer at ``index``, who have it.

    And where the last of them stands. 0 where nobody is, or somebody is of whom it is not said how many they are.
    """
    behind = [token.kind for token in tokens[index + 1 : index + 4]]
    first = index + 1 + (behind[:1] == [Kind.POSSESSIVE])
    headed = first < len(tokens) and text[tokens[first - 1].end : tokens[first].start].strip() in _COLONS
    if not (headed and tokens[first].kind is Kind.MEMBER):
        headed = False
        if behind[:2] != [Kind.POSSESSIVE, Kind.FILLER] or behind[2:] not in ([Kind.MEMBER], [Kind.OWN]):
            return 0, -1
        first = index + 3
    heads, last = 0, first
    for place, token in enumerate(tokens[first:], first):
        if token.kind is Kind.STOP or token.kind in _ENDING or (token.kind in _MARKS and not headed):
            break
        if token.kind is Kind.MEMBER and not _possessive(tokens, place):
            if headed and not token.number:
                return 0, -1
            heads, last = heads + token.number, place
    return heads, last


def _at_home(tokens: list[Token], index: int, text: str) -> bool:
    """家里就保姆: where she is, and no further head; 我们和老公 are more."""
    if tokens[index].kind is not Kind.OWN:
        return False
    between, after = [*tokens[index + 1 : index + 3], None, None][:2]
    if between is None or after is None or between.kind is not Kind.FILLER or after.kind is not Kind.MEMBER:
        return False
    joined = tokens[index].end == between.start and between.end == after.start
    return joined and text[between.start : between.end] not in reading_words().joining


def _rest_is_named(tokens: list[Token], index: int) -> bool:
    """剩下岳母: who is left is named at once."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return tokens[index].kind is Kind.REST and after is not None and after.kind is Kind.MEMBER


def _possessive(tokens: list[Token], index: int) -> bool:
    """我老公 is one: 我 says whose he is; 我爸我妈 are two."""
    token, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or after.kind is not Kind.MEMBER or after.start != token.end or token.part:
        return False
    return token.kind is Kind.OWN or min(token.end - token.start, after.end - after.start) < _A_NAME


def _introduced(tokens: list[Token], index: int) -> bool:
    """我是301的姚阿公: who the writer is, and no further head."""
    if tokens[index].kind is not Kind.MEMBER:
        return False
    start = index
    while start and tokens[start - 1].end == tokens[start].start and tokens[start - 1].kind in _NAMING:
        start -= 1
    return start > 0 and tokens[start].kind is Kind.POSSESSIVE and tokens[start - 1].kind is Kind.PLACE


def numbers_of_others(tokens: list[Token], voided: dict[int, str]) -> set[int]:
    """Where the numbers stand that belong to answers which are not this household's: 同事阳了仨，我阴."""
    found: set[int] = set()
    if not voided:
        return found
    for clause in between_marks(tokens, _MARKS):
        answers = [token for token in clause if token.kind is Kind.ANSWER]
        numbers = [token for token in clause if token.kind in _NUMBERS]
        theirs = [token for token in answers if voided.get(token.start) in _OF_OTHERS]
        if not theirs or not numbers:
            continue
        if len(theirs) == len(answers):
            found |= {token.start for token in numbers}
        else:
            ends = {token.end for token in theirs}
            found |= {token.start for token in numbers if token.start in ends}
    return found


def answer_at_once(tokens: list[Token], first: Token, voided: dict[int, str]) -> str:
    """The answer that stands from the token ``first`` on, before the next mark; "" where none does."""
    for token in tokens[tokens.index(first) :]:
        if token.kind is Kind.ANSWER and token.start not in voided:
            return token.answer
        if token.kind is Kind.COMMA or token.kind is Kind.STOP:
            break
    return ""
