"""A newcomer's path through the pages, in a real browser: the morning is played, looked into, and corrected."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.console.pages.conftest import NARROW, WIDE
from tests.support.browser import PATIENCE, Served

_STEADY = """() => {
    const now = [...document.querySelectorAll(".figure dd")].map(one => one.textContent).join();
    if (now !== window.figuresSeen) { window.figuresSeen = now; window.figuresSince = Date.now(); }
    return now && Date.now() - window.figuresSince > 5000;
}"""
"""Whether the figures have stood still for five seconds."""
PASSWORD = "一句好记又足够长的话"


def figure(page: Page, name: str) -> int:
    """A number of the page's head."""
    text = page.locator(f".figure.{name} dd").first.inner_text()
    return int(text.split("/")[0])


def test_a_link_that_was_used_lets_nobody_in(browser: Browser, served: Served, context: BrowserContext) -> None:
    assert served.link
    other = browser.new_context()
    page = other.new_page()
    page.goto(served.link)
    expect(page.get_by_role("alert")).to_contain_text("用过")
    page.goto(f"{served.url}building/3")
    assert page.url.endswith("/login")
    other.close()
    assert context.pages is not None


def test_the_street_shows_the_groups_and_what_was_said_in_private(played: Page) -> None:
    expect(played.locator(".private .lines .q-message").first).to_be_visible()
    played.get_by_role("button", name="天山河畔3号楼官方群").click()
    expect(played.locator(".chat .title")).to_have_text("天山河畔3号楼官方群")
    expect(played.locator(".chat .lines .q-message").first).to_be_visible()


def test_somebody_is_spoken_as_and_the_bot_answers_him_alone(played: Page) -> None:
    played.get_by_role("button", name="天山河畔居委工作群").click()
    expect(played.get_by_label("我是")).to_have_value("宋书记 (书记)")
    box = played.locator(".mouth textarea")
    box.fill("统计")
    box.press("Enter")
    expect(played.locator(".chat .lines .q-message-sent").last).to_contain_text("已答")


def test_a_newcomer_corrects_an_answer_and_the_totals_change(played: Page, served: Served) -> None:
    page = played.context.new_page()
    page.goto(served.url)
    expect(page.locator(".tile")).to_have_count(25)
    expect(page.locator(".chart canvas, .chart svg").first).to_be_visible()
    # What was played is still being handled when the play was stopped.
    page.wait_for_function(_STEADY, timeout=PATIENCE)
    before = figure(page, "positive")
    assert figure(page, "answered") > 100
    assert before > 0
    page.locator(".tile", has=page.locator(".mark.positive")).first.click()
    page.locator(".flat.positive").first.click()
    story = page.locator(".story")
    expect(story.locator(".answer .words").first).to_be_visible()
    story.get_by_role("button", name="更正", exact=True).click()
    expect(page.get_by_text("请选一个理由")).to_be_visible()
    story.get_by_role("button", name="阴性", exact=True).click()
    story.get_by_label("为什么").click()
    page.get_by_role("option", name="打电话问过").click()
    story.get_by_role("button", name="更正", exact=True).click()
    expect(page.locator(".told")).to_contain_text("已核实 1 户")
    other = played.context.new_page()
    other.goto(served.url)
    expect(other.locator(".figure.positive dd")).to_have_text(str(before - 1))
    for one in (page, other):
        one.close()


@pytest.mark.parametrize(("path", "sign"), [("", ".tile"), ("street", ".q-message"), ("building/12", ".flat.answered")])
def test_nothing_overflows(played: Page, served: Served, path: str, sign: str) -> None:
    page = played.context.new_page()
    page.goto(f"{served.url}{path}")
    page.wait_for_selector(sign)
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.close()


def test_six_wrong_passwords_shut_the_door_for_a_while(browser: Browser, served: Served, played: Page) -> None:
    page = played.context.new_page()
    page.goto(f"{served.url}password")
    page.get_by_label("名字").fill("宋书记")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次密码").fill(PASSWORD)
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(served.url)
    page.close()
    stranger = browser.new_context()
    page = stranger.new_page()
    page.goto(served.url)

    def log_in(password: str) -> None:
        page.get_by_label("名字").fill("宋书记")
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="进入").click()

    log_in(PASSWORD)
    page.wait_for_url(served.url)
    page.get_by_role("button", name="菜单").click()
    page.get_by_text("退出").click()
    page.wait_for_url(f"{served.url}login")
    for _ in range(5):
        log_in("wrong")
        expect(page.get_by_role("alert")).to_contain_text("不对")
    log_in("wrong")
    expect(page.get_by_role("alert")).to_contain_text("十五分钟")
    log_in(PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("十五分钟")
    stranger.close()
