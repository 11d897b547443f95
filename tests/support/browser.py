"""A real browser for the tests of the pages, and the program that serves them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn, Self

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

ROOT = Path(__file__).resolve().parents[2]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# It asks nobody outside this machine for anything.
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
_ENDS_WITHIN = 120
_FETCHES_WITHIN = 600
PATIENCE = 300_000
"""Milliseconds: the machine may be busy."""


@cache
def _system_browser() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def _fetched(playwright: Playwright) -> bool:
    """Whether the browser's own Chromium is there, fetched now where it was not."""
    if Path(playwright.chromium.executable_path).exists():
        return True
    fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        return subprocess.run(fetch, check=False, capture_output=True, timeout=_FETCHES_WITHIN).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _missing(why: str) -> NoReturn:
    sentence = f"The pages are not tested here: {why}. On Debian or Ubuntu: apt install chromium"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@contextmanager
def browsing() -> Iterator[Browser]:
    """The browser, until it is not needed any more; skips where there is none, except in CI."""
    with sync_playwright() as playwright:
        path = _system_browser()
        if path is None and not _fetched(playwright):
            _missing("there is no Chromium, and none could be fetched")
        try:
            browser = playwright.chromium.launch(executable_path=path, args=_QUIET, timeout=PATIENCE)
        except PlaywrightError as error:
            _missing(f"Chromium does not start ({error.message.splitlines()[0]})")
        try:
            yield browser
        finally:
            browser.close()


class Served:
    """``fenjian run`` with its pages, as somebody starts it who has no terminal."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        surroundings = {key: value for key, value in os.environ.items() if not key.startswith("FENJIAN")}
        surroundings |= {"PYTHONPATH": str(ROOT), "FENJIAN_CONSOLE_PORT": "0", "FENJIAN_PACE": "0"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", "--console", *arguments], cwd=folder, env=surroundings, text=True,
            encoding="utf-8", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        said = ""
        assert self._process.stdout is not None
        while "Running." not in said:
            line = self._process.stdout.readline()
            assert line, f"it ended after:\n{said}"
            said += line
        self.said = said
        found = re.search(r"Pages: (\S+)", said)
        assert found is not None, said
        self.url = found[1]
        link = re.search(r"link.*?: *(http\S+)", said, re.DOTALL)
        self.link = link[1] if link else ""

    def end(self) -> str:
        """Stop it; return what it had to complain about."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        _, wrong = self._process.communicate(timeout=_ENDS_WITHIN)
        return wrong

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.returncode is None:
            self._process.kill()
            self._process.communicate()


class Foreign:
    """Notes what a page asks of other hosts, and what goes wrong in it."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.asked: list[str] = []
        self.wrong: list[str] = []
        context.on("request", lambda request: self._note(request.url, url))
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))

    def _note(self, asked: str, own: str) -> None:
        if not asked.startswith((own, "data:", "blob:", own.replace("http", "ws", 1))):
            self.asked.append(asked)


def enter(page: Page, served: Served) -> None:
    """Follow the one-time link."""
    page.goto(served.link)
    page.wait_for_url(served.url)
