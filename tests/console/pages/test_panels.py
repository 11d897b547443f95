"""The pages behind the counter: medicine, people and the roster, forms, lexicon, the record, whether all is well."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.console.pages.conftest import NARROW, WIDE
from tests.support.browser import PATIENCE, Served, enter
from tests.support.workbooks import table

SUPPORT = Path(__file__).resolve().parents[2] / "support"
NUMBER = "11010519491231002X"
PLACES = ("medicine", "people", "forms", "lexicon", "audit", "doctor")
BAD_ROSTER = "花园名册,,\n楼号,室号,人数\n3号楼,301,2\n3号楼,502,3\n3号楼,999室,9个半\n3号楼,,4\n12号楼,101,1\n"


@pytest.fixture(scope="module")
def own(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small compound of its own: its roster's file is written."""
    del browser
    folder = tmp_path_factory.mktemp("own")
    for name in ("community.yaml", "households.csv"):
        shutil.copy(SUPPORT / name, folder)
    with Served(folder, "--community", "community.yaml") as served:
        yield served
        assert served.end() == "", "nothing went wrong behind the pages"


@pytest.fixture(scope="module")
def secretary(browser: Browser, own: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=WIDE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    enter(page, own)
    page.close()
    yield context
    context.close()


@pytest.fixture
def at(secretary: BrowserContext, own: Served) -> Iterator[Callable[[str], Page]]:
    """The secretary's page at a place."""
    pages: list[Page] = []

    def go(place: str) -> Page:
        page = secretary.new_page()
        pages.append(page)
        page.goto(f"{own.url}{place}")
        return page

    yield go
    for page in pages:
        page.close()


def say(page: Page, group: str, text: str) -> None:
    """Somebody of that group says something."""
    page.get_by_role("button", name=group).first.click()
    expect(page.locator(".chat .title")).to_have_text(group)
    box = page.locator(".mouth textarea")
    box.fill(text)
    box.press("Enter")
    expect(page.locator(".chat .lines")).to_contain_text(text)


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_medicine_moves_on_and_what_is_masked_asks_why(at: Callable[[str], Page]) -> None:
    street = at("street")
    say(street, "3号楼官方群", "301 需要配药：络活喜 5mg 2盒，华山医院，有医保卡")
    say(street, "和小助手私聊", f"身份证 {NUMBER}，用医保卡")
    page = at("medicine")
    row = page.locator(".dose").first
    expect(row).to_contain_text("3-301")
    expect(row).to_contain_text("待配")
    row.get_by_role("checkbox", name="选中编号").click()
    expect(page.get_by_role("status")).to_have_text("选中 1 项")
    choose(page, "办到哪一步", "已买到")
    page.get_by_role("button", name="记下").click()
    expect(row).to_contain_text("已买到")
    row.get_by_role("button", name="查看").click()
    story = page.locator(".story")
    story.get_by_role("button", name="查看").click()
    expect(page.get_by_text("请先选一个理由")).to_be_visible()
    expect(story.locator(".words")).to_be_hidden()
    choose(page, "为什么查看", "在柜台挂号配药")
    story.get_by_role("button", name="查看").click()
    expect(story.locator(".words")).to_contain_text(NUMBER)
    story.get_by_role("button", name="关闭").click()
    expect(story).to_have_count(0)
    record = at("audit")
    expect(record.locator("tbody")).to_contain_text("看了证件")
    expect(record.locator("tbody")).to_contain_text("理由：在柜台挂号配药")
    assert NUMBER not in page.content() + record.content()


def test_a_table_with_errors_is_looked_at_first_and_taken_over_once_confirmed(
    at: Callable[[str], Page], own: Served, tmp_path: Path
) -> None:
    file = tmp_path / "名册.csv"
    file.write_text(BAD_ROSTER, encoding="gb18030")
    page = at("people")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选一个表格").press("Enter")
    chooser.value.set_files(file)
    preview = page.locator(".preview")
    expect(preview).to_contain_text("没有写室号")
    expect(preview).to_contain_text("不是人数")
    expect(preview).to_contain_text("12号楼 1 户：101")
    expect(preview).to_contain_text("没有提到、原样不动的楼：5、8")
    roster = own.folder / "households.csv"
    before = roster.read_text(encoding="utf-8")
    page.get_by_role("button", name="就这样改名册").click()
    expect(page.get_by_text("有没读懂的行")).to_be_visible()
    assert roster.read_text(encoding="utf-8") == before, "nothing changes before it is confirmed"
    page.get_by_role("checkbox", name="没读懂的 1 行先不收").click()
    page.get_by_role("button", name="就这样改名册").click()
    expect(page.get_by_text("是不是表格没有列全")).to_be_visible()
    assert roster.read_text(encoding="utf-8") == before
    page.get_by_role("checkbox", name=re.compile("确实要去掉这 . 户")).click()
    page.get_by_role("button", name="就这样改名册").click()
    expect(page.locator(".told")).to_contain_text("名册改好了")
    expect(page.get_by_text("现在：4 栋楼")).to_be_visible()
    assert "12,,101,1," in roster.read_text(encoding="utf-8")
    assert [path.read_text(encoding="utf-8") for path in own.folder.glob("households-*.csv")] == [before]
    with page.expect_download() as download:
        page.get_by_role("button", name="下载现在的名册").click()
    rows = table(Path(download.value.path()).read_bytes())
    assert [row["室号"] for row in rows if row["楼号"] == "3"] == ["301", "502", "999"]


def test_a_sentence_is_tried_and_every_word_explained(at: Callable[[str], Page]) -> None:
    page = at("lexicon")
    page.get_by_role("textbox", name="一句话，或一段接龙").fill("301 三个人都阴，我爸两条杠")
    page.get_by_role("textbox", name=re.compile("^哪栋楼的群")).fill("3")
    choose(page, "正在收集", "抗原检测")
    page.get_by_role("button", name="试一试").click()
    found = page.locator(".found")
    expect(found.locator(".entries")).to_contain_text(re.compile("3-301 .*阳性"))
    expect(found.locator("tr", has_text="两条杠")).to_contain_text("回答：阳性")
    expect(found.locator("tr", has_text="两条杠")).to_contain_text("data/forms/antigen.yaml")
    page.get_by_role("textbox", name=re.compile("^一个词")).fill("两条杠")
    expect(page.get_by_text(re.compile(r"data/forms/antigen\.yaml 第 \d+ 行")).first).to_be_visible()


def test_a_draft_of_a_form_is_refused_with_its_line_and_tried_once_it_is_sound(at: Callable[[str], Page]) -> None:
    page = at("forms")
    draft = page.get_by_role("textbox", name="表单（YAML）")
    sound = draft.input_value()
    draft.fill(sound.replace("reader: choice", "reader: guess"))
    page.get_by_role("button", name="检查").click()
    expect(page.locator(".faults")).to_contain_text("line 4")
    draft.fill(sound)
    page.get_by_role("button", name="检查").click()
    expect(page.locator(".faults")).to_have_count(0)
    page.get_by_role("textbox", name="一句话，或一段接龙").last.fill("502 没人")
    page.get_by_role("button", name="试一试").last.click()
    expect(page.locator(".found").last).to_contain_text("502 不在")


def test_what_is_wrong_is_said_with_its_mend(at: Callable[[str], Page]) -> None:
    page = at("doctor")
    expect(page.locator(".findings")).to_contain_text("赵干事 还没有认证")
    expect(page.locator(".findings")).to_contain_text("数据库 完好，可以写")


def test_whom_the_secretary_lets_in_sees_what_the_role_may_and_no_more(
    browser: Browser, at: Callable[[str], Page], own: Served
) -> None:
    page = at("people")
    person = page.locator(".person", has_text="小荷")
    person.get_by_role("button", name="给小荷发一次性链接").click()
    link = page.locator(".story").get_by_role("textbox").input_value()
    page.locator(".story").get_by_role("button", name="关闭").click()
    guest = browser.new_context(viewport=WIDE)
    guest.set_default_timeout(PATIENCE)
    relay = guest.new_page()
    relay.goto(link)
    relay.wait_for_url(own.url)
    expect(relay.locator(".where a")).to_contain_text(["今天", "街区", "配药", "表单", "词库"])
    for place in ("people", "audit", "doctor"):
        relay.goto(f"{own.url}{place}")
        expect(relay.get_by_text("这里没有您能看的内容")).to_be_visible()
    person.get_by_role("button", name="收回小荷的账号").click()
    page.locator(".story").get_by_role("button", name="收回账号").click()
    expect(page.get_by_text("已收回")).to_be_visible()
    relay.goto(own.url)
    expect(relay).to_have_url(f"{own.url}login")
    guest.close()


def test_a_role_is_given_and_taken_by_the_same_commands(at: Callable[[str], Page]) -> None:
    page = at("people")
    choose(page, "谁", "小荷")
    choose(page, "职责", "楼组长")
    page.get_by_role("textbox", name=re.compile("^哪几栋楼")).fill("3,5号楼")
    page.get_by_role("button", name="任命", exact=True).click()
    person = page.locator(".person", has_text="小荷")
    expect(person).to_contain_text("楼组长 3、5号楼")
    person.get_by_role("button", name="免去小荷的楼组长").click()
    page.locator(".story").get_by_role("button", name="免去").click()
    expect(person).not_to_contain_text("楼组长")


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "dark"), (NARROW, "light")], ids=["wide", "narrow"])
def test_nothing_overflows_and_everything_can_be_read_out(
    browser: Browser, secretary: BrowserContext, own: Served, scheme: str, width: ViewportSize
) -> None:
    looking = browser.new_context(
        viewport=width,
        color_scheme="dark" if scheme == "dark" else "light", storage_state=secretary.storage_state(),
    )  # fmt: skip
    looking.set_default_timeout(PATIENCE)
    page = looking.new_page()
    for place in PLACES:
        page.goto(f"{own.url}{place}")
        page.wait_for_selector(".sheet h2, .sheet h3")
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"], place
        grave = [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
        assert grave == [], place
    looking.close()


def test_on_a_phone_one_goes_everywhere_by_the_keyboard(
    browser: Browser, secretary: BrowserContext, own: Served
) -> None:
    phone = browser.new_context(viewport=NARROW, storage_state=secretary.storage_state())
    phone.set_default_timeout(PATIENCE)
    page = phone.new_page()
    page.goto(own.url)
    ways = page.locator(".ways")
    ways.locator("summary").press("Enter")
    expect(ways.get_by_role("link")).to_contain_text(["今天", "街区", "配药", "人员", "记录", "体检"])
    ways.get_by_role("link", name="体检").press("Enter")
    page.wait_for_url(f"{own.url}doctor")
    expect(ways.locator("summary")).to_contain_text("体检")
    phone.close()
