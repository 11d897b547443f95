"""One browser, the demonstration served once, and its morning played once, for every test of the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.support.browser import PATIENCE, Foreign, Served, browsing, enter

WIDE: ViewportSize = {"width": 1440, "height": 900}
_PLAYS_WITHIN = 900_000
"""Milliseconds for some hundreds of messages, on a machine that does much else."""
NARROW: ViewportSize = {"width": 390, "height": 844}


# Not for the session: while a browser is held, this thread runs no other event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="package")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration; the browser comes first, for where there is none nothing is started."""
    del browser
    with Served(tmp_path_factory.mktemp("served")) as served:
        yield served
        assert served.end() == "", "nothing went wrong behind the pages"


@pytest.fixture(scope="package")
def context(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    """The secretary's browser."""
    context = browser.new_context(viewport=WIDE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    enter(page, served)
    page.close()
    yield context
    context.close()


@pytest.fixture(scope="package")
def played(context: BrowserContext, served: Served) -> Iterator[Page]:
    """The street, once some hundreds of messages of the morning have been played as fast as it can."""
    foreign = Foreign(context, served.url)
    page = context.new_page()
    page.goto(f"{served.url}street")
    page.get_by_role("button", name="播放早上收抗原").click()
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile(r"^([89]\d{2}|\d{4}) / \d{4} 条"), timeout=_PLAYS_WITHIN)
    page.get_by_role("button", name="停下").click()
    expect(status).to_have_text("放完了")
    yield page
    assert foreign.asked == [], "everything is served from here"
    assert foreign.wrong == []
    page.close()
