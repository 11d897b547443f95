"""Whose answers a clause speaks of, word by word, and whether they are those of now."""

from __future__ import annotations

from bot.understand.tokens import Kind, Token

_SAID = frozenset({Kind.WHOLE, Kind.ANSWER})
_ALL_OF_THEM = frozenset({Kind.WHOLE, Kind.REST})
RETRACTED = "retracted"  # what the writer had said before, and takes back here
LAUGHED = "laughed"  # somebody laughs beside it
TOPIC = "topic"  # said of something else that has lines, too
OWN = frozenset({Kind.PLACE, Kind.OWN, Kind.MEMBER})
_SAYS = {Kind.PAST: "past", Kind.ELSEWHERE: "elsewhere", Kind.ANNOUNCED: "announced", Kind.LONG_AGO: "long_ago"}
_THEIRS = frozenset({Kind.OWN, Kind.MEMBER, Kind.POSSESSIVE})
_PEOPLE = frozenset({Kind.PEOPLE, Kind.NUMBER, Kind.MEMBER, Kind.OWN, Kind.WHOLE, Kind.PLACE})
_CLOSED = frozenset({Kind.COMMA, Kind.STOP, Kind.ANSWER})
_TOLD_TOGETHER = (Kind.ANSWER, Kind.PEOPLE, Kind.NUMBER)
_ORDER = ("announced", "long_ago", "others", "elsewhere", "past", "exists")


class Whose:
    """What has been said of whose answers they are. ``own``: the household is named; ``long_ago``: not of today."""

    def __init__(self, *, own: bool, long_ago: bool) -> None:
        self.own = own
        self._said: set[str] = {"long_ago"} if long_ago else set()

    def hear(self, tokens: list[Token], index: int) -> None:
        """Take in the token at ``index`` of a clause's ``tokens``."""
        token = tokens[index]
        if token.kind in _SAYS:
            self._said.add(_SAYS[token.kind])
        elif token.kind is Kind.NOW:
            self._said -= {"past", "long_ago"}
        elif token.kind is Kind.OTHERS:
            self._said.discard("others")
            if not self.own or _beside_own(tokens, index) or (token.number and _of_a_pet(tokens, index)):
                self._said.add("others")
        elif token.kind is Kind.EXISTS:
            if not self.own:
                self._said.add("exists")
        elif token.kind in OWN:
            self.own = True
            self._said -= {"others", "exists"}
            self._said -= {"elsewhere"} if token.kind is not Kind.MEMBER else set()
            self._said -= {"announced"} if token.kind is not Kind.PLACE and token.number else set()

    def reason(self) -> str:
        """Why an answer that follows does not count; "" where it does."""
        if not self._said:
            return ""
        if "elsewhere" in self._said and not self.own:
            return "others"
        return next(reason for reason in _ORDER if reason in self._said)


def retracted(tokens: list[Token], index: int) -> bool:
    """刚才报的阴, 打成阳了; 阴是看早了: said before, and not meant now."""
    start = tokens[index].start
    for before in reversed(tokens[:index]):
        if before.kind is Kind.ANSWER and before.end < start:
            break  # but 前面说四阴一阳: both
        if before.kind is Kind.NEGATION and before.end == start < tokens[index].start:
            return before.end - before.start > 1  # 不是两阴一阳，是三阴
        start = before.start if before.kind in _TOLD_TOGETHER and before.end == start else -1
        if before.kind is Kind.RETRACTING:
            return True
    for after in tokens[index + 1 :]:
        if after.kind is Kind.ANSWER:
            break
        if after.kind is Kind.CORRECTION:
            return True
    return False


def _of_a_pet(tokens: list[Token], index: int) -> bool:
    """人测了是阴，猫没测: of the animal at ``index`` alone; 两人一猫都阴 is of the people, too."""
    before = index
    while before and tokens[before - 1].end == tokens[before].start and tokens[before - 1].kind in _THEIRS:
        before -= 1  # 我家的猫
    index = before
    while before and tokens[before - 1].kind not in _CLOSED:
        before -= 1
    return not any(one.kind in _PEOPLE for one in tokens[before:index])


def _beside_own(tokens: list[Token], index: int) -> bool:
    """我同事, 我一个朋友, 除了狗: somebody of the writer's, but not of the household."""
    while index and tokens[index - 1].end == tokens[index].start:
        index -= 1
        if tokens[index].kind in (Kind.MEMBER, Kind.OWN, Kind.ALL_BUT):
            return True
        if tokens[index].kind not in (Kind.PEOPLE, Kind.EXISTS, Kind.POSSESSIVE):
            break
    return False


def some_left_out(tokens: list[Token]) -> bool:
    """除了爷爷都阳了: what his answer is, is not said."""
    left = False
    for token in tokens:
        if token.kind is Kind.ALL_BUT:
            left = True
        elif left and token.kind in _ALL_OF_THEM:
            return True
        elif token.kind is Kind.ANSWER:
            left = False
    last = tokens[-1].kind if tokens else None
    return left and last is Kind.MEMBER and any(token.kind in _SAID for token in tokens)  # 都阴，除了我; 都好，除了我
