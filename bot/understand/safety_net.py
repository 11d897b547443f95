"""What no rule reads and may all the same tell an alarm: signs of a result that nothing speaks against."""

from __future__ import annotations

from bot.understand.clauses import split, void_reasons
from bot.understand.context import Context
from bot.understand.form import Form
from bot.understand.patterns import any_of, lazily
from bot.understand.scan import Scanner
from bot.understand.segments import Segment
from bot.understand.settling import settle
from bot.understand.tokens import Clause, Kind, Token, Voided
from bot.understand.word_lists import bit, seen

_LONGEST = 60  # characters of a message in which signs are looked for
_SHORT = 8  # characters nobody taught us, beside which one plain sign is enough
_LITTLE = 4  # and so many beside what is said of one's own
_ENOUGH = 3  # what signs must weigh in a longer message
_PLAIN, _FAINT = 2, 1
_DONE = 14  # characters of a message that says no more than that it is done
# Said anywhere, these speak against it; the others do so in their own clause.
_EXCUSING = frozenset(
    {Kind.HEARSAY, Kind.CONDITION, Kind.HINT, Kind.LONG_AGO, Kind.ANNOUNCED, Kind.WEATHER, Kind.TOPIC, Kind.DEFINING}
)
_NO_NEWS = frozenset({"hint"})  # why an answer in the text that does not count excuses all of it
_EXCUSED = frozenset(
    {Kind.QUESTION, Kind.WISH, Kind.PLAN, Kind.OTHERS, Kind.NEIGHBOURS, Kind.DECOY, Kind.ELSEWHERE, Kind.FLOOR}
)
_NOTHING_MORE = frozenset(
    {
        Kind.FILLER, Kind.COMMA, Kind.STOP, Kind.MEMBER, Kind.OWN, Kind.WHOLE, Kind.PEOPLE, Kind.NUMBER, Kind.PLACE,
        Kind.NOW,
    }
)  # fmt: skip
_OWN = frozenset({Kind.OWN, Kind.MEMBER, Kind.PLACE})


class SafetyNet:
    """Looks for the signs of one form's results."""

    def __init__(self, form: Form, scanner: Scanner) -> None:
        signs = form.signs
        self._alarms = {name for name, answer in form.answers.items() if answer.alarm}
        self._scanner = scanner
        self._plain = lazily(any_of(word.lower() for word in signs.plain))
        self._faint = lazily(any_of(word.lower() for word in signs.faint))
        self._done = lazily(any_of(word.lower() for word in signs.done))
        self._left = lazily(any_of(word.lower() for word in signs.beside))
        self._promised = lazily(any_of(word.lower() for word in signs.promised))
        self._against = bit(word.lower() for word in signs.against)
        self._signs = tuple(bit(word.lower() for word in listed) for listed in (signs.plain, signs.faint))
        self._is_done = bit(word.lower() for word in signs.done)
        self._is_left = bit(word.lower() for word in signs.beside)

    def may_alarm(self, folded: str) -> bool:
        """A cheap first look: whether ``folded`` bears signs at all."""
        if len(folded) > _LONGEST:
            return False
        held = seen(folded)
        plain, faint = self._signs
        return held & plain > 0 or (held & faint > 0 and len(self._faint.findall(folded)) > 1)

    def alarming(self, folded: str, context: Context) -> bool:
        """Whether ``folded``, of which nothing was read, tells an alarm of the writer's own household by its signs."""
        tokens, clauses = self._read(folded)
        kinds = {token.kind for token in tokens}
        own = bool(kinds & _OWN)
        if kinds & _EXCUSING or not (own or context.collecting) or seen(folded) & self._against:
            return False
        if not _NO_NEWS.isdisjoint(void_reasons(clauses, folded).values()):
            return False
        spoken = [clause for clause in clauses if not clause.kinds & _EXCUSED]
        weight = sum(self._weight(clause, folded) for clause in spoken) + own
        said = sum(token.number for token in tokens if token.kind is Kind.OTHER)
        plain = any(self._plain.search(_words(clause, folded)) for clause in spoken)
        return weight >= _ENOUGH + (not context.collecting) or (context.collecting and plain and said <= _SHORT)

    def done(self, folded: str) -> bool:
        """Whether ``folded`` says that the test is done, and not a word of what it showed: 测好了."""
        if len(folded) > _DONE or not seen(folded) & self._is_done:
            return False
        done = self._done.search(folded)
        if done is None or self._promised.search(folded, done.end()) is not None:
            return False
        tokens, _ = self._read(folded)
        return all(token.kind in _NOTHING_MORE for token in tokens)

    def left_over(self, segment: Segment, voided: Voided, folded: str) -> bool:
        """Whether what was not read of ``segment`` may tell an alarm."""
        return self._untaught(segment.tokens, folded) or self._of_kin(segment.clauses, voided)

    def _untaught(self, tokens: list[Token], folded: str) -> bool:
        """Whether the words nobody taught us among ``tokens`` hold a sign of an alarm, or are a part of one: 没躲过."""
        if not seen(folded) & self._is_left:
            return False
        untaught = [token for token in tokens if token.kind is Kind.OTHER]
        if not untaught:
            return False
        signs = [match.span() for match in self._left.finditer(folded, tokens[0].start, tokens[-1].end)]
        read = [token for token in tokens if token.kind in (Kind.ANSWER, Kind.DECOY)]
        return any(_across(untaught, *sign) and not _across(read, *sign) for sign in signs)

    def _of_kin(self, clauses: list[Clause], voided: Voided) -> bool:
        """可惜婆婆两道: whether ``clauses`` hold an alarm of one of the household that was too vague to count."""
        return any(
            not clause.kinds & (_EXCUSED | _EXCUSING)
            and Kind.MEMBER in clause.kinds
            and sum(token.number for token in clause.tokens if token.kind is Kind.OTHER) <= _LITTLE
            and any(token.answer in self._alarms and token.start not in voided for token in clause.tokens)
            for clause in clauses
        )

    def _read(self, folded: str) -> tuple[list[Token], list[Clause]]:
        tokens = self._scanner.scan(folded)
        settle(tokens, folded)
        return tokens, split(tokens, folded)

    def _weight(self, clause: Clause, folded: str) -> int:
        words = _words(clause, folded)
        faint = len(set(self._faint.findall(words)))
        return faint * _FAINT + _PLAIN * (self._plain.search(words) is not None)


def _across(tokens: list[Token], start: int, end: int) -> bool:
    """Whether one of ``tokens`` stands between ``start`` and ``end``, or a part of it."""
    return any(token.start < end and start < token.end for token in tokens)


def _words(clause: Clause, folded: str) -> str:
    return folded[clause.tokens[0].start : clause.tokens[-1].end]
