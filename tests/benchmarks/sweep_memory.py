"""The most memory that a process with the compound of 5,000 holds while it plays a whole morning, in bytes:
``python -m tests.benchmarks.sweep_memory FOLDER``.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from bot.log import set_up
from bot.replay import Faulty, Replay, read_transcript
from bot.settings import Settings
from data.crypt import Seal
from data.demo.sweep import START, demo_community, make_sweep
from data.session import Database
from tests.benchmarks.contender import peak_memory


async def play(folder: Path) -> None:
    """A morning of 3,500 messages."""
    set_up("ERROR")
    community = demo_community()
    lines = [json.dumps(line, ensure_ascii=False) for line in make_sweep(community).lines]
    messages = [each for each in read_transcript(lines, community.bot.id) if not isinstance(each, Faulty)]
    database = Database(f"sqlite:///{folder / 'sweep.db'}", inline=True)
    replay = Replay(database, community, Seal(os.urandom(32)), Settings(), START)
    await replay.prepare()
    await replay.play(messages)
    database.close()


if __name__ == "__main__":
    asyncio.run(play(Path(sys.argv[1])))
    sys.stdout.write(f"{peak_memory()}\n")
