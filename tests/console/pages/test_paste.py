"""A copied chat is pasted, a doubtful line settled with the keyboard, and the workbook read back."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, expect

from tests.support.browser import Served

CHAT = """1101-李超: 1101 3人阴
1102-海阔天空: 1102 若隐若现
"""


def test_a_chat_is_counted_and_taken_away(context: BrowserContext, served: Served) -> None:
    page = context.new_page()
    page.goto(f"{served.url}paste")
    page.get_by_label("聊天记录").fill(CHAT)
    page.get_by_label("哪栋楼").click()
    page.get_by_role("option", name="3号楼", exact=True).click()
    page.get_by_role("button", name="数一数").click()
    figures = page.locator(".figures")
    expect(figures.locator(".review dd")).to_have_text("1")
    expect(page.locator(".doubt")).to_contain_text("若隐若现")
    box = page.get_by_label("1102 改成")
    box.fill("大概吧")
    box.press("Enter")
    expect(page.get_by_text("还看不明白")).to_be_visible()
    box.fill("2人阴")
    box.press("Enter")
    expect(figures.locator(".review dd")).to_have_text("0")
    expect(page.locator(".scroll tr", has_text="1102")).to_contain_text("阴性")
    with page.expect_download() as loading:
        page.get_by_role("button", name="下载表格").click()
    book = load_workbook(BytesIO(loading.value.path().read_bytes()))
    cells = [str(cell) for row in book.worksheets[1].iter_rows(values_only=True) for cell in row if cell is not None]
    assert "1102" in cells
    page.close()
