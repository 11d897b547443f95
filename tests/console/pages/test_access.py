"""Everybody can use the pages: no serious finding of axe-core, light or dark; and the newcomer's path by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.console.places import PLACES
from tests.console.pages.conftest import NARROW
from tests.support.browser import Served

GRAVE = ("serious", "critical")
INSIDE = {"today": ".tile", "street": ".q-message", "building/12": ".flat.answered"}
"""What a page shows once it is whole; of the others, its main part."""
PAGES = {place.path.removeprefix("/"): INSIDE.get(name, "main .sheet") for name, place in PLACES.items()}
PAGES |= {"building/12": ".flat.answered", "password": "form"}


def grave(page: Page) -> list[str]:
    """What axe-core finds that keeps somebody out: the rule, and the first places."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['any'][0]['message'] if node['any'] else ''}"
        for one in found if one["impact"] in GRAVE for node in one["nodes"][:3]
    ]  # fmt: skip


_AT_REST = """() => document.getAnimations().every(
  one => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)"""
"""Colours that still fade from one scheme to the other are nobody's to read."""


def scan(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        if "nicegui" in page.content():
            page.wait_for_selector(f"body.body--{scheme}", state="attached")
        page.wait_for_function(_AT_REST)
        assert grave(page) == [], scheme


@pytest.mark.parametrize(("path", "sign"), PAGES.items(), ids=lambda one: str(one).strip(".") or "today")
def test_nobody_is_kept_out_of_a_page(played: Page, served: Served, path: str, sign: str) -> None:
    page = played.context.new_page()
    page.goto(f"{served.url}{path}")
    page.wait_for_selector(sign)
    scan(page)
    page.set_viewport_size(NARROW)
    assert grave(page) == [], "on a phone"
    page.close()


def test_nobody_is_kept_out_of_the_log_in(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}login")
    scan(page)
    page.close()


def reach(page: Page, name: str, role: str = "") -> None:
    """Press Tab until what is called ``name`` has the focus, and shows that it has."""
    for _ in range(200):
        page.keyboard.press("Tab")
        here: dict[str, str] = page.evaluate(_FOCUS)
        if name in here["name"] and role in here["role"]:
            page.wait_for_function(_SHOWN)
            return
    pytest.fail(f"{name} cannot be reached with the keyboard")


_FOCUS = """() => {
  const one = document.activeElement;
  const label = one.getAttribute("aria-label") || (one.labels && one.labels[0] && one.labels[0].innerText);
  return {name: label || one.innerText || one.placeholder || "", role: one.tagName.toLowerCase()};
}"""
_SHOWN = """() => {
  const one = document.activeElement, field = one.closest(".q-field--focused"), look = getComputedStyle(one);
  return field !== null || look.outlineStyle !== "none" || look.boxShadow !== "none";
}"""


def test_a_newcomers_path_by_keyboard_alone(played: Page, served: Served) -> None:
    """From the street, where somebody speaks, to the page of today, into a building, and an answer is corrected."""
    page = played.context.new_page()
    page.goto(f"{served.url}street")
    page.wait_for_selector(".q-message")
    reach(page, "播放早上收抗原", "button")
    reach(page, "天山河畔居委工作群", "button")
    page.keyboard.press("Enter")
    expect(page.locator(".chat .title")).to_have_text("天山河畔居委工作群")
    reach(page, "说点什么")
    page.keyboard.type("统计")
    page.keyboard.press("Enter")
    expect(page.locator(".chat .lines .q-message-sent").last).to_contain_text("已答")
    page.goto(served.url)
    page.wait_for_selector(".tile")
    building = page.locator(".tile").first.get_attribute("aria-label") or ""
    reach(page, building, "a")
    page.keyboard.press("Enter")
    # Of the few positives that were played, the other tests need one that is not corrected.
    flat = page.locator(".flat.answered:not(.positive)").first
    flat.wait_for()
    positives, here = page.locator(".flat.positive").count(), flat.element_handle()
    reach(page, flat.inner_text().strip().splitlines()[0], "button")
    page.keyboard.press("Enter")
    expect(page.locator(".story .answer").first).to_be_visible()
    page.wait_for_function("() => document.activeElement.closest('.q-dialog') !== null")
    reach(page, "阳性", "button")
    page.keyboard.press("Space")
    expect(page.get_by_label("改成")).to_have_value("阳性")
    reach(page, "为什么")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option", name="打电话问过")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_count(0)
    reach(page, "更正", "button")
    page.keyboard.press("Enter")
    expect(page.locator(".flat.positive")).to_have_count(positives + 1)
    assert here is not None
    assert here.evaluate("flat => flat.isConnected"), "the flats stay where they are while answers come in"
    page.close()
