"""Our whole engine: from the first message that a transport hands over until the last is understood, counted and its
alarms stand in the outbox.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.answers import Answer
from tests.benchmarks.contender import Result
from tests.benchmarks.stage import handled, message, set_stage, totals


async def measure(folder: Path, answers: Sequence[Answer]) -> Result:
    """All answers at once, as when a phone comes back into the net."""
    engine, transport = await set_stage(folder, answers)
    messages = [message(answer, engine.clock) for answer in answers]
    begun = time.perf_counter()
    await asyncio.gather(*(transport.speak(each) for each in messages))
    stored = time.perf_counter() - begun
    await handled(folder)
    seconds = time.perf_counter() - begun
    done, answered, positive, outbox = totals(engine, folder)
    await engine.stop()
    return Result(seconds, done, answered, positive, stored=stored, outbox=outbox)
