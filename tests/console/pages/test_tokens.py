"""The secretary lets a program of the district in, and ends that again."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Served

OFFICE = "街道办"


def asked(served: Served, secret: str) -> dict[str, object]:
    question = Request(f"{served.url}api/v1/totals", headers={"authorization": f"Bearer {secret}"})
    with urlopen(question, timeout=120) as answer:
        found: dict[str, object] = json.loads(answer.read())
    return found


def test_a_token_is_made_used_and_ended_on_the_page(played: Page, served: Served) -> None:
    page = played.context.new_page()
    page.goto(f"{served.url}tokens")
    expect(page.get_by_text("现在没有能用的令牌")).to_be_visible()
    page.get_by_label("给谁用").fill(OFFICE)
    page.get_by_role("button", name="生成").click()
    secret = page.locator(".secret").inner_text()
    assert asked(served, secret)["name"] == "天山河畔花园"
    page.get_by_role("button", name="抄好了").click()
    page.get_by_role("button", name=f"停用“{OFFICE}”的令牌").click()
    expect(page.get_by_text("现在没有能用的令牌")).to_be_visible()
    with pytest.raises(HTTPError, match="401"):
        asked(served, secret)
    page.close()
