"""Whether words answer something else than what is asked: 302 抗原2人阴性 is no count of who had a swab taken."""

from __future__ import annotations

from collections.abc import Collection

from bot.understand.form import Form
from bot.understand.patterns import any_of, lazily
from bot.understand.segments import Segment
from bot.understand.tokens import Clause, Kind
from bot.understand.word_lists import bit, seen


class Elsewhere:
    """What the other forms ask about and take for answers, beside ``form``.

    Alarms are left out: whoever reads outcomes hears those whatever is collected.
    """

    def __init__(self, form: Form, others: Collection[Form]) -> None:
        self._counts = form.reader == "headcount"
        known = set(_answers(form)) | {word.lower() for word in form.look_alikes}
        apart, answers = set(known), set[str]()
        for other in others:
            apart |= {word.lower() for word in other.look_alikes}
            quiet = {word.lower() for one in other.answers.values() if not one.alarm for word in one.words}
            apart |= set(_answers(other)) - quiet
            answers |= quiet
        subjects = {word.lower() for other in others for word in other.about or other.words}
        own = {word.lower() for word in form.about or form.words}
        self._subject = bit(subjects - own)
        self._own = bit(own)
        self._answers = bit(answers - apart)
        self._answer = lazily(rf"(?P<apart>{any_of(apart)})|{any_of(answers - apart)}")

    def asked(self, folded: str) -> bool:
        """Whether ``folded`` names what another form asks about, and nothing that this one does."""
        held = seen(folded)
        return held & self._subject > 0 and not held & self._own

    def concerns(self, segment: Segment, folded: str) -> bool:
        """Whether what ``segment`` of ``folded`` says of a household may be meant for another form.

        A number answers any form that counts, so there the whole text is looked at, and behind the room every other
        form's answer; a result is doubted only where its own clause names another test.
        """
        if not self._counts:
            answering = (clause for clause in segment.clauses if Kind.ANSWER in clause.kinds)
            return self.asked(folded) and any(self.asked(_words(clause, folded)) for clause in answering)
        held = seen(folded)
        if held & self._own:
            return False
        start = max((token.end for token in segment.tokens if token.kind is Kind.PLACE), default=segment.start())
        return held & self._subject > 0 or self._answered(folded[start : segment.end()])

    def _answered(self, folded: str) -> bool:
        """Whether ``folded`` holds an answer that only another form knows."""
        if not seen(folded) & self._answers:
            return False
        return any(not match["apart"] for match in self._answer.finditer(folded))


def _words(clause: Clause, folded: str) -> str:
    return folded[clause.tokens[0].start : clause.tokens[-1].end]


def _answers(form: Form) -> list[str]:
    return [word.lower() for answer in form.answers.values() for word in (*answer.words, *answer.weak)]
