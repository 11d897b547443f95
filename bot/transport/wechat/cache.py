"""What the gateway told lately, for a while, and not without end."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

from bot.clock import Clock

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """The newest ``size`` values, each for ``age`` seconds."""

    def __init__(self, clock: Clock, size: int, age: float) -> None:
        self._clock = clock
        self._size = size
        self._age = age
        self._values: OrderedDict[tuple[str, ...], tuple[float, Value]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, *key: str) -> Value | None:
        """The value of ``key``; None where it is not known, or too old."""
        found = self._values.get(key)
        if found is None:
            return None
        since, value = found
        if self._clock.monotonic() - since >= self._age:
            del self._values[key]
            return None
        return value

    def put(self, value: Value, *key: str) -> None:
        self._values[key] = (self._clock.monotonic(), value)
        self._values.move_to_end(key)
        if len(self._values) > self._size:
            self._values.popitem(last=False)

    def forget(self, *start: str) -> None:
        """Forget every key that begins with ``start``."""
        for key in [key for key in self._values if key[: len(start)] == start]:
            del self._values[key]

    def clear(self) -> None:
        self._values.clear()
