"""What must hold of every message: nothing raises, the answer can be printed, and no 100 KB take over 100 ms."""

from __future__ import annotations

import json
import time
from dataclasses import replace

from bot.understand import Explainer, Message, Reader, load_forms, to_json
from bot.words import load_words

_SIZE = 100_000  # characters
_LIMIT = 0.1  # seconds of processor time for so many
_EVERY = 2_000  # one of so many inputs is repeated to that size, and one is explained


class Check:
    """Reads messages and keeps count."""

    def __init__(self, slowed: float = 1.0) -> None:
        """``slowed``: how many times the time that instruments cost."""
        self._limit = _LIMIT * slowed
        forms = load_forms()
        self._reader = Reader(forms, load_words().longest_first)
        self._explainer = Explainer(forms)
        for collecting in (*forms, "supplies", "medicine", None):  # what is built at first need
            self._reader.read(Message("502 2人阴，鸡蛋2盒，胰岛素1支？", "502-张三", "official", "3", collecting))
        self.inputs = self.answered = self.reviewed = 0
        self.slowest, self.slowest_big = 0.0, 0.0

    def __call__(self, message: Message) -> None:
        """Read ``message``. Raises whatever the reader raises, and AssertionError where it is slow."""
        self.inputs += 1
        start = time.process_time()
        meaning = self._reader.read(message)
        self.slowest = max(self.slowest, time.process_time() - start)
        json.dumps(to_json(meaning, None))
        self.answered += bool(meaning.entries)
        self.reviewed += meaning.review is not None
        if self.inputs % _EVERY == 0 and message.text:
            self._explainer.explain(message, meaning)
            self._big(replace(message, text=(message.text * (_SIZE // len(message.text) + 1))[:_SIZE]))

    def _big(self, message: Message) -> None:
        took = min(self._took(message) for _ in range(3))
        self.slowest_big = max(self.slowest_big, took)
        assert took < self._limit, (
            f"{took * 1000:.0f} ms for {message.text[:80]!r} repeated, collecting {message.collecting}"
        )

    def _took(self, message: Message) -> float:
        start = time.process_time()
        self._reader.read(message)
        return time.process_time() - start

    def report(self) -> str:
        """The figures so far, in a line."""
        return (
            f"{self.inputs} inputs, none raised; {self.answered} with entries, {self.reviewed} for a person; "
            f"slowest {self.slowest * 1000:.1f} ms, of 100 KB {self.slowest_big * 1000:.1f} ms"
        )
