"""A program that changes the key of DATABASE again and again, each time killed one step later, until it is not.

    python -m tests.unit.cli.dying FOLDER DATABASE

Each time it begins with a fresh copy of FOLDER, and after its death everything must open with the keys that are there,
and a second run must end it. Prints how often it was killed. A process of its own: it forks.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from bot.cli import key
from data.session import Database
from tests.unit.cli.opened import opened, texts

STEPS = (
    (Database, "transaction"),
    (Database, "alone"),
    (Database, "forget_removed"),
    (key, "_write"),
    (Path, "replace"),
)


def rotate(url: str, steps: int | None) -> bool:
    """Change the key in a process that is killed before step ``steps``; whether it came to its end."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    left = count(steps or 0, -1) if steps is not None else count(1)

    def mortal(work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            if next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return work(*args, **kwargs)

        return step

    for owner, name in STEPS:
        setattr(owner, name, mortal(getattr(owner, name)))
    os.close(1)
    os.open(os.devnull, os.O_WRONLY)
    try:
        key.key(True, url)
        os._exit(0)
    finally:
        os._exit(1)


def main(folder: Path, name: str) -> None:
    """Raises AssertionError where a death loses something."""
    at_work = folder.with_name("at-work")
    url = f"sqlite:///{at_work / name}"
    before = texts(f"sqlite:///{folder / name}")
    for deaths in count():
        shutil.rmtree(at_work, ignore_errors=True)
        shutil.copytree(folder, at_work)
        done = rotate(url, deaths)
        assert texts(url) == before, f"killed before step {deaths}: not everything opens"
        if done:
            print(deaths)
            return
        assert rotate(url, None), f"killed before step {deaths}: a second run does not end it"
        assert texts(url) == before
        assert len((at_work / "fenjian.key").read_text().split()) == 1
        for old in (at_work / "fenjian.key.old").read_text().split():
            assert not opened(url, old), f"killed before step {deaths}: the old key still opens something"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
