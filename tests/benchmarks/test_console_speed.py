"""The pages are quick, and cost the engine little, whoever watches."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.benchmarks.report import ROOT, table
from tests.support.browser import PATIENCE, browsing

pytestmark = pytest.mark.benchmark

VIEWERS = ["", "", "", "", "street", "street", "street", "building/3", "building/12", "building/25"]
ROUNDS = 2
FIRST_PAGE, CLICK, LOSS = 2.0, 300.0, 0.15
_PAUSE = 700
"""Milliseconds between two clicks."""
# The click is timed in the page itself, until what it asked for is painted.
_CLICK = """name => new Promise(done => {
  const title = document.querySelector(".chat .title");
  const group = [...document.querySelectorAll(".group")].find(one => one.innerText.includes(name));
  const began = performance.now();
  const watch = new MutationObserver(() => {
    if (!title.innerText.includes(name)) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  });
  watch.observe(title, {childList: true, characterData: true, subtree: true});
  group.click();
})"""


class Bot:
    """The stage in a process of its own, on the first of two cores; the browser has the other, as a visitor's would."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.console_stage", str(folder)], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        _keep_to(self._process.pid, 0)
        said = ""
        while "link" not in said:
            said += self._line()
        self.url = re.findall(r"Pages: (\S+)", said)[0]
        self.link = re.findall(r"link.*: (http\S+)", said)[0]

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the stage ended"
        return line

    def begin(self) -> None:
        """Begin to play a morning."""
        assert self._process.stdin is not None
        self._process.stdin.write("play\n")
        self._process.stdin.flush()

    def played(self) -> dict[str, float]:
        """Wait for its end."""
        found: dict[str, float] = json.loads(self._line())
        return found

    def end(self) -> None:
        self._process.communicate(timeout=60)


def _keep_to(process: int, core: int) -> None:
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(process, {core})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    before = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    _keep_to(0, 1)
    with browsing() as browser:
        yield browser
    if before is not None:
        os.sched_setaffinity(0, before)


@contextmanager
def stage(folder: Path) -> Iterator[Bot]:
    """A bot of its own: a second morning has the first one's cries for help still open, and is no measure."""
    folder.mkdir()
    bot = Bot(folder)
    try:
        yield bot
    finally:
        bot.end()


@contextmanager
def watching(bot: Bot, context: BrowserContext, paths: Sequence[str]) -> Iterator[None]:
    """Somebody looks at each of ``paths``; a visitor's browser works elsewhere, so only its socket is there."""
    (cookie,) = context.cookies()
    command = [sys.executable, "-m", "tests.benchmarks.viewers", bot.url, f"{cookie['name']}={cookie['value']}", *paths]
    viewers = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert viewers.stdout is not None
    assert viewers.stdout.readline() == "looking\n"
    yield
    heard, _ = viewers.communicate()
    assert min(json.loads(heard)) > 0, "every page was told what changed"


def enter(browser: Browser, bot: Bot) -> BrowserContext:
    """Somebody's browser, let in."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(bot.link)
    page.wait_for_url(bot.url)
    page.close()
    return context


def test_ten_viewers_cost_little_and_a_click_is_answered(browser: Browser, tmp_path: Path) -> None:
    alone, watched, clicks = [], [], []
    for number in range(ROUNDS):
        with stage(tmp_path / f"alone{number}") as bot:
            bot.begin()
            alone.append(bot.played())
        with (
            stage(tmp_path / f"watched{number}") as bot, enter(browser, bot) as context,
            watching(bot, context, VIEWERS),
        ):  # fmt: skip
            bot.begin()
            watched.append(bot.played())
        with stage(tmp_path / f"clicked{number}") as bot, enter(browser, bot) as context:
            page = _look_at(context, bot, "street")
            bot.begin()
            clicks += _clicks(page)
            bot.played()
    best = [max(one["rate"] for one in rounds) for rounds in (alone, watched)]
    cpu = [min(one["cpu"] for one in rounds) for rounds in (alone, watched)]
    clicks.sort()
    loss = 1 - best[1] / best[0]
    middle, late = statistics.median(clicks), clicks[int(len(clicks) * 0.9)]
    rates, spent = [f"{one:.0f}" for one in best], [f"{one:.1f}" for one in cpu]
    table(
        "A morning as fast as it can, with nobody at the pages and with ten viewers", ["", "nobody", "ten", "at most"],
        [
            ["messages a second, the best round", *rates, f"{LOSS:.0%} less; it was {loss:.0%}"],
            ["seconds of the processor, the least", *spent, ""],
            [f"a click (half, nine of ten of {len(clicks)})", f"{middle:.0f}, {late:.0f} ms", "", f"{CLICK:.0f} ms"],
        ],
    )  # fmt: skip
    assert middle < CLICK
    assert loss < LOSS


def test_the_first_page_is_there_soon(browser: Browser, tmp_path: Path) -> None:
    took = []
    with stage(tmp_path / "played") as bot, enter(browser, bot) as inside:
        bot.begin()
        bot.played()
        state: Any = inside.storage_state()
        for _ in range(5):
            # Nothing is cached: as somebody's who comes for the first time.
            context = browser.new_context(storage_state=state)
            page = context.new_page()
            began = perf_counter()
            page.goto(bot.url)
            page.wait_for_selector(".tile")
            took.append(perf_counter() - began)
            context.close()
    table("The first page, nothing cached, until the buildings stand there", ["", "best", "middle", "bar"], [
        ["seconds", f"{min(took):.2f}", f"{statistics.median(took):.2f}", f"{FIRST_PAGE:.0f}"],
    ])  # fmt: skip
    assert min(took) < FIRST_PAGE


def _look_at(inside: BrowserContext, bot: Bot, path: str) -> Page:
    page = inside.new_page()
    page.goto(f"{bot.url}{path}")
    page.wait_for_selector("main .sheet")
    return page


def _clicks(page: Page) -> list[float]:
    """How long clicks take, in milliseconds, as long as the morning is played."""
    took: list[float] = []
    status = page.get_by_role("status")
    page.wait_for_function("() => /\\d+ \\/ \\d+/.test(document.querySelector('[role=status]').innerText)")
    while "/" in status.inner_text():
        for name in ("3号楼", "12号楼"):
            # As a person clicks: not again and again.
            page.wait_for_timeout(_PAUSE)
            took.append(page.evaluate(_CLICK, name))
    return took
