"""A demand is answered at the page and heard in the right groups only; two are made one, and taken apart again."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Served

RAIL, BOX = "楼梯扶手断了一截，请物业来修", "楼道消防栓的玻璃碎了，请物业来换"
LEAK, LID, SPEAKER = "大厅天花板漏水了，麻烦物业来修", "楼下的井盖松了，请安排人来修", "楼里的广播喇叭坏了，请物业来修"
THREE, FIVE = "天山河畔3号楼官方群", "天山河畔5号楼官方群"


def say(street: Page, group: str, text: str) -> None:
    street.get_by_role("button", name=group).click()
    expect(street.locator(".chat .title")).to_have_text(group)
    who = street.get_by_label("我是")
    who.click()
    who.fill("01")
    street.get_by_role("option").first.click()
    box = street.locator(".mouth textarea")
    box.fill(text)
    box.press("Enter")
    expect(street.locator(".chat .lines")).to_contain_text(text)


def card(page: Page | Locator, said: str) -> Locator:
    return page.locator(".card", has_text=said).first


def test_an_answer_is_heard_in_the_groups_that_asked(played: Page, served: Served) -> None:
    say(played, THREE, LEAK)
    page = played.context.new_page()
    page.goto(f"{served.url}demands")
    card(page.locator(".column.new"), "天花板").get_by_role("button").click()
    story = page.locator(".story")
    expect(story.locator(".answers")).to_contain_text(LEAK)
    expect(story.locator(".mark.reader")).to_have_text([THREE])
    story.get_by_label("答复内容").fill("维修师傅下午两点到。")
    expect(story.locator(".looks")).to_contain_text("维修师傅下午两点到。")
    story.get_by_role("button", name="发出答复").click()
    expect(page.locator(".told")).to_contain_text("1个群")
    expect(card(page.locator(".column.will_do"), "维修师傅")).to_be_visible()
    played.get_by_role("button", name="过 10 分钟").click()
    expect(played.locator(".chat .lines")).to_contain_text("维修师傅下午两点到。")
    played.get_by_role("button", name=FIVE).click()
    expect(played.locator(".chat .lines .q-message").first).to_be_visible()
    expect(played.locator(".chat .lines")).not_to_contain_text("维修师傅")
    page.close()


def number(box: Locator) -> int:
    return int((box.get_attribute("aria-label") or "").split()[-1])


def test_two_are_made_one_and_taken_apart_with_the_keyboard(played: Page, served: Served) -> None:
    say(played, FIVE, LID)
    say(played, FIVE, SPEAKER)
    page = played.context.new_page()
    page.goto(f"{served.url}demands")
    new = page.locator(".column.new")
    boxes = [card(new, said).get_by_role("checkbox") for said in ("井盖", "喇叭")]
    stays, goes = sorted(map(number, boxes))
    for box in boxes:
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_checked()
    page.get_by_role("button", name="合并", exact=True).press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="合并", exact=True).press("Enter")
    expect(new.get_by_role("checkbox", name=f"选中编号 {goes}", exact=True)).to_have_count(0)
    new.get_by_role("button", name=f"看编号 {stays}：").press("Enter")
    expect(page.locator(".story .answer")).to_have_count(2)
    page.get_by_role("checkbox", name="勾选第 2 条").press("Space")
    page.get_by_role("button", name="把勾选的拆成另一件").press("Enter")
    expect(card(new, "井盖")).to_be_visible()
    expect(card(new, "喇叭")).to_be_visible()
    page.close()


def test_two_are_made_one_and_one_is_answered_by_dragging(played: Page, served: Served) -> None:
    say(played, FIVE, RAIL)
    say(played, FIVE, BOX)
    page = played.context.new_page()
    page.goto(f"{served.url}demands")
    new = page.locator(".column.new")
    stays, goes = sorted(number(card(new, said).get_by_role("checkbox")) for said in ("扶手", "消防栓"))
    card(new, "扶手").drag_to(card(new, "消防栓"))
    page.get_by_role("dialog").get_by_role("button", name="合并", exact=True).click()
    expect(new.get_by_role("checkbox", name=f"选中编号 {goes}", exact=True)).to_have_count(0)
    one = new.locator(".card", has=page.get_by_role("checkbox", name=f"选中编号 {stays}", exact=True))
    one.drag_to(page.locator(".column.not_yet h2"))
    story = page.locator(".story")
    story.get_by_label("答复内容").fill("下个月的大会上一起商量。")
    story.get_by_role("button", name="发出答复").click()
    expect(card(page.locator(".column.not_yet"), "下个月的大会")).to_be_visible()
    page.close()
