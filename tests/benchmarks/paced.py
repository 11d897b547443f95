"""How long ``receive`` takes while the engine works: ``python -m tests.benchmarks.paced FOLDER``.

Messages come at random moments (Poisson), 1,000 a second for five seconds; dispatch handles them at the same time. What
is measured runs from the moment a message was due to the return of ``receive``, when it is committed: a generator that
falls behind cannot flatter the figure. Prints a line of JSON, in milliseconds.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from pathlib import Path

from bot.log import set_up
from data.demo.sweep import demo_community
from tests.benchmarks.answers import Answer, make_answers
from tests.benchmarks.stage import handled, message, set_stage, totals

RATE = 1000.0
SECONDS = 5.0
_NAP = 0.0005


async def pace(folder: Path) -> dict[str, float]:
    """Play the five seconds."""
    set_up("ERROR")
    answers, _ = make_answers(demo_community())
    engine, transport = await set_stage(folder, answers)
    chance = random.Random(1)
    took: list[float] = []
    tasks: list[asyncio.Task[None]] = []

    async def one(answer: Answer, due: float) -> None:
        await transport.speak(message(answer, engine.clock))
        took.append((time.perf_counter() - due) * 1000)

    begun = time.perf_counter()
    due = begun
    for answer in answers:
        due += chance.expovariate(RATE)
        while (wait := due - time.perf_counter()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(min(wait, _NAP))
        tasks.append(asyncio.create_task(one(answer, due)))
        if due - begun > SECONDS:
            break
    await asyncio.gather(*tasks)
    spoken = time.perf_counter()
    await handled(folder)
    behind = time.perf_counter() - spoken
    done = totals(engine, folder)[0]
    await engine.stop()
    took.sort()
    assert done == len(took)
    return {
        "messages": len(took), "p50": took[len(took) // 2], "p99": took[int(len(took) * 0.99)], "longest": took[-1],
        "behind": behind * 1000,
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(pace(Path(sys.argv[1])))) + "\n")
