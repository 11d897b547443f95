"""The table fits the terminal, Chinese widths counted."""

from __future__ import annotations

import io
import json

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.demo.board import Row, table
from bot.demo.show import batches
from bot.replay import Faulty, read_transcript
from data.demo.sweep import demo_community, make_sweep

ROWS = [Row(str(number), 68, 60, 8, 12, 11, 10) for number in range(1, 26)]


@pytest.mark.parametrize(("width", "lines"), [(80, 9), (120, 7), (30, 25)])
def test_no_line_is_wider_than_the_terminal(width: int, lines: int) -> None:
    paper = io.StringIO()
    console = Console(file=paper, width=width)
    console.print(table(ROWS, width))
    printed = paper.getvalue().splitlines()
    assert max(cell_len(line) for line in printed) <= width
    assert len(printed) == 1 + lines, "the headings, the buildings"
    assert all(any(f"{number} " in line for line in printed) for number in range(1, 26))


def test_messages_of_a_few_seconds_go_together_and_never_over_a_full_minute() -> None:
    community = demo_community()
    lines = (json.dumps(line) for line in make_sweep(community).lines)
    messages = [one for one in read_transcript(lines, community.bot.id) if not isinstance(one, Faulty)]
    together = list(batches(messages))
    assert [message for batch in together for message in batch] == messages
    assert all(len({message.at.replace(second=0) for message in batch}) == 1 for batch in together)
    assert len(together) < len(messages) / 3
