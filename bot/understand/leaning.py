"""What leans on a word said before: my wife "too" has the answer told last; "one of them" is no further person."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from bot.understand.no_heads import settle_no_heads
from bot.understand.numerals import to_number
from bot.understand.tokens import Clause, Kind, Token
from bot.understand.when_tested import settle_other_tests, settle_when_tested
from bot.understand.words import reading_words

_MARKS = (Kind.COMMA, Kind.STOP)
_A_FEW = 2  # characters of a thing that somebody lacks
_SEVERAL, _MOST = 2, 12  # numbers of people in what is told of one household
_LAST = 12  # characters that may stand behind the last word of a text
_PERSONS = (Kind.MEMBER, Kind.PRONOUN)
_OPPOSITE = {"positive": "negative"}  # who has it not, where somebody of the household has it
_REPEATED = frozenset({"positive", "negative"})
# Beside one of these it is not sure of whom the answer told last is said.
_UNSURE = frozenset(
    {
        Kind.OTHERS, Kind.NEIGHBOURS, Kind.HEARSAY, Kind.QUESTION, Kind.CONDITION, Kind.WISH, Kind.PLAN, Kind.DOUBT,
        Kind.PAST, Kind.LONG_AGO, Kind.EXISTS, Kind.JOKE, Kind.ELSEWHERE, Kind.TOPIC, Kind.FLOOR, Kind.DECOY,
    }
)  # fmt: skip
_NOT_TOLD_AT_HOME = frozenset({Kind.OTHERS, Kind.NEIGHBOURS, Kind.FLOOR, Kind.EXISTS, Kind.BUILDING})
_UNSURE_WHOSE = frozenset({Kind.EXISTS, Kind.QUESTION, Kind.OTHERS, Kind.NEIGHBOURS, Kind.HEARSAY, Kind.BUILDING})
_ENDS = frozenset("，,。;；!！.…~～ \n、)）")


def settle_hints(tokens: list[Token], text: str) -> None:
    """我进不了接龙，直接写：1108 阴; 你要的房号，写了：1504 阴: speaks of the list, and shows nobody how to answer."""
    hints = [index for index, token in enumerate(tokens) if token.kind is Kind.HINT]
    if len(hints) != 1:
        return
    words, index = reading_words(), hints[0]
    token = tokens[index]
    listed, beside = text[token.start : token.end], _clause(tokens, index)
    behind = {one.kind for one in tokens[beside.stop :]}
    if Kind.ANSWER not in behind:
        return
    told = text[tokens[beside.start].start : tokens[beside.stop - 1].end]
    unable = any(word in told for word in words.unable)
    named = (
        listed in words.labels and Kind.PLACE in behind and token is tokens[beside.stop - 1] and index > beside.start
    )
    if named or (listed in words.lists and unable):
        for one in tokens[beside.start : beside.stop]:
            one.kind = Kind.FILLER if one.kind is Kind.HINT or one.kind is Kind.NEGATION else one.kind


def settle_likewise(tokens: list[Token], text: str) -> None:
    """我阳，老公也是; 我阳了，女儿没有: of whom the answer told last is told, too, or its opposite."""
    words = reading_words()
    if any(token.kind in _UNSURE for token in tokens):
        return
    told: Token | None = None
    named = False
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind is Kind.ANSWER:
            told, named = token, False
        elif told is not None and token.kind in _PERSONS and tokens[index - 1].kind is not Kind.ANSWER:
            if named and text[token.start : token.end] in words.pronouns:
                token.kind, token.number = Kind.FILLER, 0  # 老公说他也是 is one
            named = True
            after = tokens[index + 1] if index + 1 < len(tokens) else token
            start = after.end if after.kind is Kind.POSSESSIVE else token.end
            again = _said(text, start, words.likewise)
            again = again or (_said(text, start, words.neither) if told.answer == "negative" else 0)
            other = 0 if again else _said(text, start, words.unlike)
            answer = told.answer if again else _OPPOSITE.get(told.answer, "")
            end = again or other
            if end and answer in _REPEATED and not _goes_on(tokens, end):
                behind = next((place for place in range(index + 1, len(tokens)) if tokens[place].start >= end), None)
                tokens[index + 1 : behind] = [Token(Kind.ANSWER, start, end, 0, None, answer, told.weak)]
        index += 1


def _said(text: str, start: int, words: list[str]) -> int:
    """Where one of ``words`` ends that begins at ``start`` and ends its clause; 0 where none does."""
    for word in words:
        end = start + len(word)
        if text.startswith(word, start) and (end == len(text) or text[end] in _ENDS):
            return end
    return 0


def _goes_on(tokens: list[Token], end: int) -> bool:
    """我阳，老公没有，他是阴: more is said of the same person."""
    after = next((token for token in tokens if token.start >= end and token.kind not in (*_MARKS, Kind.FILLER)), None)
    return after is not None and after.kind in (Kind.PRONOUN, Kind.ANSWER, Kind.OTHER, Kind.NEGATION)


def turned_out(tokens: list[Token], token: Token, text: str) -> bool:
    """阴，等我再看看……是两条: ``token`` is said last of all, and right behind a word that says what it is."""
    if len(text) - token.end > _LAST:
        return False
    index = tokens.index(token)
    last = all(one.kind in (Kind.FILLER, *_MARKS) for one in tokens[index + 1 :])
    before = [one.kind for one in tokens[max(0, index - 2) : index]]
    theirs = before[-1:] == [Kind.MEMBER] or before == [Kind.MEMBER, Kind.POSSESSIVE]  # 阴，但娃的两道
    return last and (theirs or text.endswith(tuple(reading_words().being), 0, token.start))


def doubts_a_test(clause: Clause, text: str) -> bool:
    """都阴，就是儿子那根有点花: of what somebody of the household has in hand it is not sure."""
    if Kind.ANSWER in clause.kinds or not {Kind.MEMBER, Kind.DOUBT} <= clause.kinds:
        return False
    words = reading_words()
    return any(
        token.kind is Kind.POSSESSIVE or text[token.start : token.end] in words.that_one for token in clause.tokens
    )


def lacks(clause: Clause, text: str) -> bool:
    """没发烧, 没有微信: it is a symptom, or a thing, that somebody has not."""
    words = reading_words()
    said = [(token.kind, text[token.start : token.end]) for token in clause.tokens]
    return any(kind is Kind.FILLER and word in words.symptoms for kind, word in said) or any(
        kind is Kind.NEGATION and word in words.lacking and after is Kind.OTHER and len(what) >= _A_FEW
        for (kind, word), (after, what) in pairwise(said)
    )


def forbids(clause: Clause, text: str) -> bool:
    """别再点我名."""
    forbidding = reading_words().forbidding
    return any(token.kind is Kind.NEGATION and text[token.start : token.end] in forbidding for token in clause.tokens)


def settle_parts(tokens: list[Token], text: str) -> None:
    """三人，其中一位是丈母娘: some of those that are counted; 走了一个: who is no longer there."""
    words = reading_words()
    among, left = tuple(words.among), tuple(words.left)
    counted = [index for index, token in enumerate(tokens) if token.kind is Kind.PEOPLE]
    if len(counted) < _SEVERAL or len(counted) > _MOST:
        return
    for index in counted:
        start = tokens[index].start
        part = text.endswith(among, 0, start) and not _answers_in(tokens, index)
        if part or text.endswith(left, 0, start):
            tokens[index].kind, tokens[index].number = Kind.FILLER, 0


def settle_groups(tokens: list[Token], text: str) -> None:
    """仨大人俩娃, 两个大人、俩娃: a word for several persons beside a number of others is one more number."""
    joining = reading_words().joining
    for token, after in pairwise(tokens):
        named = token.kind is Kind.PEOPLE and after.kind is Kind.MEMBER and after.number == 1
        if (
            named
            and token.part
            and token.end == after.start
            and text.endswith(tuple(reading_words().babies), 0, token.end)
        ):
            token.kind, token.number = Kind.FILLER, 0  # 三娃妈
    run: list[Token] = []
    for token in tokens:
        if token.kind is Kind.PEOPLE or (token.kind is Kind.MEMBER and token.number >= _SEVERAL):
            run.append(token)
        elif token.kind is not Kind.FILLER and text[token.start : token.end] not in ("、", *joining):
            _add_up(run)
            run = []
    _add_up(run)


def _add_up(run: list[Token]) -> None:
    numbers = [token for token in run if token.kind is Kind.PEOPLE]
    if numbers and len(numbers) < len(run) and all(token.part for token in numbers):
        for token in run:
            token.kind, token.part = Kind.PEOPLE, True


def settle_supposed(tokens: list[Token], text: str) -> None:
    """一条杠吧？: who supposes something of his own test asks nobody."""
    if any(token.kind in _NOT_TOLD_AT_HOME for token in tokens):
        return
    for before, token in pairwise(tokens):
        asked = token.kind is Kind.QUESTION and before.kind is Kind.ANSWER and before.end == token.start
        if asked and text[token.start : token.end] in reading_words().supposing:
            token.kind = Kind.DOUBT


def settle_floors(tokens: list[Token], text: str) -> None:
    """三楼阿叔已测，阴，305: the floor of the one room that is named is no other household."""
    rooms = [token.place.room for token in tokens if token.place is not None and token.place.room]
    floors = [token for token in tokens if token.kind is Kind.FLOOR]
    if len(rooms) != 1 or len(floors) != 1 or any(token.kind in _UNSURE_WHOSE for token in tokens):
        return
    floor = to_number(text[floors[0].start : floors[0].end - 1])
    if floor is not None and rooms[0][:-2] == str(floor):
        floors[0].kind = Kind.FILLER


def settle_told_at_home(tokens: list[Token], text: str) -> None:
    """叫儿子看的，说是一条: who says so is of the household."""
    if any(token.kind in _NOT_TOLD_AT_HOME for token in tokens):
        return
    member = False
    for token in tokens:
        member = member or token.kind is Kind.MEMBER
        if token.kind is Kind.HEARSAY and member and text[token.start : token.end] in reading_words().told_at_home:
            token.kind = Kind.FILLER
        elif token.kind is Kind.STOP:
            member = False


def settle_joy(tokens: list[Token], text: str) -> None:
    """太好了又是一道杠，1104: glad of what is so, where somebody's household is named."""
    if any(token.kind is Kind.PLACE or token.kind is Kind.OWN or token.kind is Kind.MEMBER for token in tokens):
        for token in tokens:
            if token.kind is Kind.WISH and text[token.start : token.end] in reading_words().joy:
                token.kind = Kind.FILLER


def settle_kin(tokens: list[Token], text: str) -> None:
    """父阴母阴子阳: one character for each, and the answer right behind it."""
    kin = reading_words().kin
    found = [
        before
        for before, after in pairwise(tokens)
        if before.kind is Kind.OTHER
        and before.end - before.start == 1
        and text[before.start] in kin
        and after.kind is Kind.ANSWER
        and after.start == before.end
    ]
    if len(found) > 1:
        for token in found:
            token.kind, token.number = Kind.MEMBER, 1


def settle_at_work(tokens: list[Token], text: str) -> None:
    """我妈单位阳了一个: those with whom somebody of the household works, and nobody at home."""
    work = tuple(reading_words().at_work)
    for before, token in pairwise(tokens):
        if before.kind is Kind.MEMBER and token.start == before.end and text.startswith(work, token.start):
            token.kind = Kind.OTHERS if token.kind is Kind.OTHER else token.kind


def settle_noted(tokens: list[Token], text: str) -> None:
    """收到704家5人阴，您不用重复发了: who has noted an answer tells whose it was, and gives none."""
    first, after = tokens[0], tokens[1]
    if first.kind is not Kind.FILLER or not first.number or after.kind is not Kind.PLACE or first.end != after.start:
        return
    if any(word in text for word in reading_words().noted):
        first.kind = Kind.HINT


def settle_names(tokens: list[Token], _text: str) -> None:
    """303：陆老师阴，周老师没测: of one door, several who are named, each with his answer right behind."""
    named = [before for before, after in pairwise(tokens) if before.kind is Kind.NAME and after.kind is Kind.ANSWER]
    if len(named) > 1 and sum(token.kind is Kind.PLACE for token in tokens) == 1:
        for token in named:
            token.kind, token.number = Kind.MEMBER, 1


def _clause(tokens: list[Token], index: int) -> range:
    """Where the clause of the token at ``index`` begins and ends."""
    start = end = index
    while start and tokens[start - 1].kind not in _MARKS:
        start -= 1
    while end < len(tokens) and tokens[end].kind not in _MARKS:
        end += 1
    return range(start, end)


def _answers_in(tokens: list[Token], index: int) -> bool:
    clause = _clause(tokens, index)
    return any(token.kind is Kind.ANSWER for token in tokens[clause.start : clause.stop])


def leaning_steps() -> tuple[tuple[frozenset[Kind], Callable[[list[Token], str], None]], ...]:
    """What is settled here, and of which kinds a text must have words for that."""
    return (
        (frozenset({Kind.NUMBER, Kind.ANSWER}), settle_no_heads),
        (frozenset({Kind.PEOPLE, Kind.ANSWER}), settle_no_heads),
        (frozenset({Kind.HINT, Kind.ANSWER}), settle_hints),
        (frozenset({Kind.HEARSAY, Kind.MEMBER}), settle_told_at_home),
        (frozenset({Kind.WISH, Kind.ANSWER}), settle_joy),
        (frozenset({Kind.PLACE, Kind.OTHER, Kind.ANSWER}), settle_kin),
        (frozenset({Kind.MEMBER, Kind.OTHER, Kind.ANSWER}), settle_at_work),
        (frozenset({Kind.PLACE, Kind.FILLER, Kind.ANSWER}), settle_noted),
        (frozenset({Kind.PLACE, Kind.NAME, Kind.ANSWER}), settle_names),
        (frozenset({Kind.ANSWER, Kind.COMMA}), settle_when_tested),
        (frozenset({Kind.ANSWER, Kind.COMMA, Kind.FILLER}), settle_other_tests),
        (frozenset({Kind.FLOOR, Kind.PLACE, Kind.ANSWER}), settle_floors),
        (frozenset({Kind.QUESTION, Kind.ANSWER}), settle_supposed),
        (frozenset({Kind.PEOPLE, Kind.ANSWER}), settle_parts),
        (frozenset({Kind.PEOPLE, Kind.MEMBER}), settle_groups),
        (frozenset({Kind.MEMBER, Kind.ANSWER}), settle_likewise),
    )
