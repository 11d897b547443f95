"""One contender of the speed benchmark, alone in its process: ``python -m tests.benchmarks.contender NAME FOLDER``.

Prints a line of JSON: what it counted, and the seconds from the first message to the last one's commit.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import resource
import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.log import set_up
from data.demo.sweep import demo_community
from tests.benchmarks.answers import Answer, make_answers

CONTENDERS = ("our_engine", "peer_nonebot", "peer_aiogram", "bare_sqlite")
Measure = Callable[[Path, Sequence[Answer]], Coroutine[Any, Any, "Result"]]


@dataclass(slots=True)
class Result:
    """What a contender did. ``stored`` is seconds until the last message was durable; ``peak`` in bytes."""

    seconds: float
    messages: int
    answered: int
    positive: int
    stored: float = 0.0
    outbox: int = 0
    peak: int = 0


def peak_memory() -> int:
    """The most memory this process ever held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main() -> None:
    """Run one contender."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    measure: Measure = importlib.import_module(f"tests.benchmarks.{name}").measure
    set_up("ERROR")
    answers, _ = make_answers(demo_community())
    gc.collect()
    result = asyncio.run(measure(folder, answers))
    result.peak = peak_memory()
    sys.stdout.write(json.dumps(asdict(result)) + "\n")


if __name__ == "__main__":
    main()
