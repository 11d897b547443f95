"""A notice is written, seen as it will look, sent by a second word, corrected and withdrawn; the street shows it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.browser import Served

SIX, SEVEN = "天山河畔6号楼官方群", "天山河畔7号楼官方群"
FIRST, SECOND = "六号楼电梯今天下午两点检修。", "六号楼电梯检修改到四点。"


def test_a_notice_goes_where_it_was_meant_to_and_is_corrected_and_withdrawn_there(played: Page, served: Served) -> None:
    page = played.context.new_page()
    page.goto(f"{served.url}notices")
    to = page.get_by_label("发给")
    to.click()
    for name in ("全区", "6号楼"):
        page.get_by_role("option", name=name, exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_label("正文").fill(FIRST)
    expect(page.locator(".looks")).to_contain_text(FIRST)
    page.get_by_role("button", name="预览").click()
    expect(page.locator(".pending .reader")).to_have_text([SIX])
    page.locator(".pending").get_by_role("button", name="发送").click()
    bulletin = page.locator(".bulletin", has_text=FIRST)
    expect(bulletin).to_be_visible()
    played.get_by_role("button", name="过 10 分钟").click()
    expect(bulletin.locator(".states")).to_contain_text("已送达 1")
    bulletin.get_by_role("button", name="更正").click()
    page.get_by_role("dialog").get_by_label("正文").fill(SECOND)
    page.get_by_role("dialog").get_by_role("button", name="预览").click()
    page.locator(".pending").get_by_role("button", name="发送").click()
    expect(page.locator(".bulletin", has_text=SECOND)).to_contain_text("第2版")
    played.get_by_role("button", name="过 10 分钟").click()
    played.get_by_role("button", name=SIX).click()
    expect(played.locator(".chat .lines")).to_contain_text(SECOND)
    played.get_by_role("button", name=SEVEN).click()
    expect(played.locator(".chat .lines .q-message").first).to_be_visible()
    expect(played.locator(".chat .lines")).not_to_contain_text("六号楼电梯")
    page.locator(".bulletin", has_text=SECOND).get_by_role("button", name="撤回").click()
    page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    withdrawn = page.locator(".bulletin", has_text=SECOND)
    expect(withdrawn).to_contain_text("已撤回")
    expect(withdrawn.get_by_role("button", name="更正")).to_have_count(0)
    played.get_by_role("button", name="过 10 分钟").click()
    expect(played.locator(".chat .lines")).not_to_contain_text("已撤回，请不要再")
    played.get_by_role("button", name=SIX).click()
    expect(played.locator(".chat .lines")).to_contain_text("已撤回，请不要再")
    page.close()
