"""How long the reader takes: ``python -m tests.benchmarks.understand_speed``.

Prints the median and the 95th percentile of one message in microseconds of one core, over the labelled corpus (answers,
head counts, chains, orders, chatter), beside a bare ``re.search`` of one pattern; and the slowest of some messages of
100 KB.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable

from bot.understand import Message, Reader
from tests.unit.understand.corpus import COMMAND_WORDS, FOLDER, load

_BARE = re.compile(r"(\d{3,4})\s*(?:室)?\s*(\d+)?\s*人?\s*(阴|阳|一条杠|两条杠)")
_BIG = (
    "阴", "502 阴 ", "1. 502 阴\n", "3号楼", "1", "「a：\n", "502-", "1.1", "需要", "好", "羊不显示，", "谁阳了",
    "路1弄2号302", "[2][1501] 阴\n", "楼号：3 房号：502 ", "鸡蛋2盒", "1. 502 鸡蛋2盒\n", "600ml*24瓶", "拜新同2盒",
    "片", "杨性",
)  # fmt: skip


def _times(run: Callable[[Message], object], messages: list[Message], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        for message in messages:
            start = time.process_time()
            run(message)
            times.append((time.process_time() - start) * 1e6)
    return sorted(times)


def _show(name: str, times: list[float]) -> None:
    print(f"{name:24} median {statistics.median(times):7.1f} µs   p95 {times[int(len(times) * 0.95)]:7.1f} µs")


def main() -> None:
    """Print the figures."""
    start = time.process_time()
    reader = Reader(command_words=COMMAND_WORDS)
    print(f"Reader()                 {(time.process_time() - start) * 1e3:7.1f} ms")
    everything: list[Message] = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        rows = load(path.stem)
        messages = [Message(r["text"], r["sender"], r["group"], r["building"], r["collecting"]) for r in rows]
        _times(reader.read, messages, 1)
        _show(path.stem, _times(reader.read, messages, 30))
        everything += messages
    _show("all", _times(reader.read, everything, 20))
    _show("a bare re.search", _times(lambda message: _BARE.search(message.text), everything, 20))
    slowest = max(
        (
            min(_times(reader.read, [Message(piece * (100_000 // len(piece)), "502", "official", "3", form)], 3)),
            piece,
            form,
        )
        for piece in _BIG
        for form in ("antigen", "headcount", "supplies", "medicine", None)
    )
    print(f"100 KB, the slowest      {slowest[0] / 1000:7.1f} ms   ({slowest[1]!r} while collecting {slowest[2]})")


if __name__ == "__main__":
    main()
