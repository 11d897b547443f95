"""Every item of the day stands in exactly one section of the evening account, or in one of its counts."""

from __future__ import annotations

import re

from tests.support.items import FOOD, LIFT, items
from tests.support.night import B3, STAFF, WANG, Night

RUBBISH = "楼道里的垃圾很臭，请安排清理"
LAMP, GATE = "楼道的灯不亮了，麻烦换一下", "小区大门的门禁刷不开，能修一下吗"
BOX, TAP = "信箱坏了，麻烦修一下", "怎么又停水了？什么时候来水"
SECTION = re.compile(r"^【(.+?)】$", re.MULTILINE)


def account(night: Night) -> dict[str, str]:
    """The sections of this evening's account, by their headings; what follows none under ""."""
    night.until("19:01")
    text = next(text for text in reversed(night.in_room(STAFF)) if "今天为大家做了什么" in text)
    parts = SECTION.split(text.split("今天为大家做了什么")[1])
    return {"": parts[0]} | dict(zip(parts[1::2], parts[2::2], strict=True))


def where(sections: dict[str, str], words: str) -> list[str]:
    """The sections that tell of it."""
    return [name for name, text in sections.items() if words in text]


def test_each_state_has_its_section_and_no_other(workday: Night) -> None:
    said = (LIFT, FOOD, RUBBISH, LAMP, GATE, BOX, TAP)
    for minute, text in enumerate(said):
        workday.say(f"{minute + 1}01-甲", text, B3, f"09:1{minute}")
    assert len(items(workday)) == len(said), "each is a matter of its own"
    workday.say(WANG, "/答复 1 将办 答语甲", STAFF, "10:01")
    workday.say(WANG, "/答复 2 暂缓 答语乙", STAFF, "10:02")
    workday.say(WANG, "/答复 3 办结 已经清运", STAFF, "10:03")
    workday.say(WANG, "/答复 4 将办 明天换灯", STAFF, "10:04")
    workday.say("501-甲", "解决了", B3, "10:05")
    workday.say(WANG, "领取 6", STAFF, "10:06")
    workday.later(15)
    workday.say("401-甲", "还没解决", B3, "11:00", quote=LAMP)
    workday.later(1)
    states = [item["status"] for item in items(workday)]
    assert states == ["will_do", "not_yet", "done", "reopened", "done", "taken", "new"]
    sections = account(workday)
    again = "答复过，居民说还没解决，对不起"
    places = [where(sections, words) for words in ("电梯", "蔬菜", "垃圾", "灯", "门禁", "信箱", "来水")]
    unanswered = "还没有答复"
    assert places == [
        ["已答复"], ["还要等，原因"], ["已答复"], [again], ["已答复"], [unanswered], [unanswered],
    ]  # fmt: skip
    assert "明天换灯" in sections[again], "what was promised stays said"


def test_what_was_answered_and_opened_again_by_quoting_is_told(workday: Night) -> None:
    workday.say("502-张三", LAMP, B3, "10:00")
    workday.say(WANG, "下午派人来换灯泡", B3, "10:05", quote=LAMP)
    workday.tell(WANG, "是", "10:06")
    workday.later(15)
    workday.say("502-张三", "还没解决", B3, "16:00", quote=LAMP)
    workday.later(1)
    assert where(account(workday), "下午派人来换灯泡") == ["答复过，居民说还没解决，对不起"]


def test_what_is_too_much_to_tell_is_counted(workday: Night) -> None:
    things = (
        "电梯坏了",
        "路灯不亮",
        "门禁失灵",
        "水管漏水",
        "下水道堵了",
        "停车杆坏了",
        "信箱被撬",
        "对讲机没声音",
        "楼道窗户碎了",
        "暖气不热",
    )
    for minute, text in enumerate(things):
        workday.say("502-张三", f"3号楼{text}，麻烦物业快来修", B3, f"10:0{minute}")
    told = account(workday)["还没有答复"]
    rows = told.count("起）")
    assert rows == 8
    assert f"另有 {len(items(workday)) - rows} 件" in told


def test_what_is_only_ones_own_and_waits_is_counted(workday: Night) -> None:
    workday.say("502-张三", "502的邻居又在阳台抽烟，物业管一管", B3, "10:00")
    text = account(workday)[""]
    assert "只和本人有关、还在办的 1 件" in text
    assert "抽烟" not in text


def test_a_drug_that_was_cancelled_was_not_bought(workday: Night) -> None:
    workday.say("502-张三", "需要配药：缬沙坦 80mg 2盒，瑞金医院", B3, "10:00")
    workday.say("401-李四", "需要配药：二甲双胍 1盒，瑞金医院", B3, "10:01")
    first, second = workday.look(lambda work: [one.number for one in work.medicine.open()])
    workday.tell("小跑", f"{first} 已买到", "11:00")
    workday.tell("小跑", f"{second} 已买到", "11:01")
    workday.tell("小跑", f"{second} 取消", "11:02")
    assert "代买到药 1 份" in account(workday)[""]
