"""A second look at what no rule read while answers are collected: slang, words typed by sound, figures of speech.

What was learned from labelled texts may only ever call a person. It makes nothing sure, and where the rules know why a
text is no answer (hearsay, a wish, an example, somebody else), it is not asked.
"""

from __future__ import annotations

from functools import lru_cache

from bot.understand.clauses import split, void_reasons
from bot.understand.form import Form
from bot.understand.learned import learned
from bot.understand.patterns import any_of, lazily
from bot.understand.scan import Scanner
from bot.understand.settling import settle
from bot.understand.tokens import Kind, Token

NONE = "none"
"""The class of a text that is no answer of the writer's own."""
RESULT = "result"
"""The label of its model."""
_LONGEST = 80  # characters of a message that is looked at again
_ALARM, _ANSWER = 0.05, 0.4  # what speaks more for an answer than for none, where somebody has to look
_BESIDE = {"request": 0.2, "complaint": 0.2, "question": 0.4, "offer": 0.4, "signup": 0.4}  # and it is something else
_PLAINLY = 0.45  # what speaks more for an alarm than for all else, where the rules read another answer
_REMEMBERED = 2048  # texts that are weighed once
_LITTLE = 1  # characters nobody taught us beside an answer that change nothing
_EXCUSING = frozenset(
    {
        Kind.HEARSAY, Kind.CONDITION, Kind.HINT, Kind.LONG_AGO, Kind.ANNOUNCED, Kind.WEATHER, Kind.DEFINING, Kind.WISH,
        Kind.DECOY,
    }
)  # fmt: skip
_MORE = frozenset({Kind.NEGATION, Kind.OTHERS, Kind.PRONOUN, Kind.EXISTS, Kind.POSSESSIVE, Kind.REST})
_OF_OTHERS = frozenset({Kind.OTHERS, Kind.NEIGHBOURS, Kind.FLOOR, Kind.ELSEWHERE})
_OWN = frozenset({Kind.OWN, Kind.MEMBER, Kind.PLACE})
_KNOWN = frozenset(
    {
        "others", "hint", "condition", "wish", "hearsay", "long_ago", "question", "elsewhere", "general", "exists",
        "past", "plan", "weather",
    }
)  # fmt: skip


class SecondLook:
    """Looks again by the model that ``form`` names. Its classes are the names of the answers, and ``NONE``."""

    def __init__(self, form: Form, scanner: Scanner) -> None:
        self._model = form.second_look.model if form.second_look else ""
        self._worth = set(form.second_look.worth) if form.second_look else set[str]()
        self._scanner = scanner
        self._against = lazily(any_of(word.lower() for word in form.signs.against))
        self._suspicious = {name for name, answer in form.answers.items() if answer.alarm or answer.review}
        self._alarms = {name for name, answer in form.answers.items() if answer.alarm}
        # Neighbours say the same few things all day.
        self._weighed = lru_cache(maxsize=_REMEMBERED)(self._weigh)

    def says(self, folded: str, kind: str) -> bool | None:
        """Whether ``folded``, read as ``kind``, may tell an alarm (True) or another answer (False); None for neither.

        Beside a demand only an alarm is worth a look.
        """
        if not self._model or len(folded) > _LONGEST or not folded.strip():
            return None
        said, sure, _ = self._weighed(folded)
        alarming = said in self._suspicious and sure > _ALARM + _BESIDE.get(kind, 0.0)
        if not alarming and (kind in _BESIDE or said not in self._worth or sure <= _ANSWER):
            return None
        return None if self._excused(folded) else alarming

    def may_doubt(self, tokens: list[Token], folded: str) -> bool:
        """A cheap first look: whether ``tokens`` of ``folded`` may tell of somebody whose answer was not read."""
        if not self._model or len(folded) > _LONGEST:
            return False
        for token in tokens:  # 我阴，老公没躲过; 我是一条，老婆不是
            kind = token.kind
            if kind in _MORE or (kind is Kind.OTHER and token.number > _LITTLE):
                return True
        return False

    def doubts(self, folded: str) -> bool:
        """Whether ``folded`` plainly tells an alarm, though the rules read another answer out of it."""
        return self._weighed(folded)[-1] > _PLAINLY

    def against(self, folded: str) -> float:
        """How much more speaks for no answer than for any; 0 where nothing was learned."""
        return -self._weighed(folded)[1] if self._model else 0.0

    def _weigh(self, folded: str) -> tuple[str, float, float]:
        """The answer for which most speaks, how much more than for none, and for an alarm more than for all else."""
        scores = dict(learned(self._model).weigh(folded, ()).of(RESULT))
        none = scores.pop(NONE)
        said = max(scores, key=scores.__getitem__)
        alarm = max((score for name, score in scores.items() if name in self._alarms), default=none)
        against = max([none, *(score for name, score in scores.items() if name not in self._alarms)])
        return said, scores[said] - none, alarm - against

    def _excused(self, folded: str) -> bool:
        """Whether the rules know why ``folded`` is no answer."""
        if self._against.search(folded) is not None:
            return True
        tokens = self._scanner.scan(folded)
        settle(tokens, folded)
        kinds = {token.kind for token in tokens}
        if kinds & _EXCUSING or (kinds & _OF_OTHERS and not kinds & _OWN):
            return True
        return not _KNOWN.isdisjoint(void_reasons(split(tokens, folded), folded).values())
