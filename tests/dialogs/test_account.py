"""The evening account: what was done for everybody, from rows alone, posted when staff say so."""

from __future__ import annotations

from tests.support.night import B3, B5, B8, HE, SONG, STAFF, WANG, Night


def draft(night: Night) -> str:
    night.until("19:01")
    return night.in_room(STAFF)[-1]


def test_it_tells_collections_answers_what_waits_and_what_is_open(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", B3)
    sweep.until("09:00")
    sweep.say("502-张三", "3号楼电梯坏了，什么时候修？", B3)
    sweep.say("101-王五", "门口的垃圾堆了三天，能不能清运一下", B8)
    sweep.later(1)
    first, *others = [item["id"] for item in sweep.state()["demands"]]
    sweep.say(SONG, f"/答复 {first} 暂缓 配件明天到", STAFF)
    text = draft(sweep)
    assert text.startswith(f"【草稿 {max(first, *others) + 1}】")
    assert "今天为大家做了什么" in text
    assert "1 户已答" in text
    assert "配件明天到" in text.split("【还要等，原因】")[1]
    assert "8号楼" in text.split("【还没有答复】")[1]


def test_any_of_staff_posts_it_and_it_is_a_notice_like_others(sweep: Night) -> None:
    number = draft(sweep).split("】")[0].removeprefix("【草稿 ")
    sweep.say(HE, f"确认 {number}", STAFF)
    sweep.later(1)
    assert not any("今天为大家做了什么" in text for text in sweep.in_room(B3))
    sweep.say(WANG, f"确认 {number}", STAFF)
    sweep.later(2)
    for room in (B3, B5, B8):
        assert "今天为大家做了什么" in sweep.in_room(room)[-1]
    assert sweep.state()["notices"][-1]["id"] == int(number)


def test_it_names_nobody_and_tells_nothing_that_is_only_ones_own(sweep: Night) -> None:
    sweep.until("09:00")
    sweep.tell("502-张三", "我妈糖尿病，胰岛素快没了，能帮忙配药吗")
    sweep.say("502-张三", "502的邻居又在阳台抽烟，物业管一管", B3)
    sweep.later(1)
    text = draft(sweep)
    for word in ("502", "张三", "糖尿病", "胰岛素", "阳"):
        assert word not in text.split("今天为大家做了什么")[1]


def test_on_a_day_without_anything_nothing_is_said(night: Night) -> None:
    night.until("20:00")
    assert night.heard == []


def test_a_promise_for_a_later_day_is_waited_for_and_then_owned(night: Night) -> None:
    night.say("502-张三", "请问下一批蔬菜什么时候发？", B3, "10:00")
    night.say(WANG, "/答复 1 将办 4月12日发到各楼门口", STAFF, "10:30")
    heard = []
    for _ in range(4):
        night.until("12:00")
        night.until("19:01")
        heard.append(night.said("今天为大家做了什么")[-1].text)
    sections = ["已答复", "还要等", "还要等", "对不起"]
    assert [section in text for section, text in zip(sections, heard, strict=True)] == [True] * 4
    assert "对不起" not in heard[2]


def test_what_was_bought_and_brought_is_counted_and_nothing_is_told_of_it(workday: Night) -> None:
    workday.say("502-张三", "需要配药：缬沙坦 80mg 2盒，瑞金医院", B3, "10:00")
    number = workday.look(lambda work: work.medicine.open()[0].number)
    for clock, step in (("11:00", "已买到"), ("12:00", "已送到"), ("12:01", "已送到")):
        workday.tell("小跑", f"{number} {step}", clock)
    text = draft(workday)
    assert "代买到药 1 份；药送到家 1 份" in text
    assert "缬沙坦" not in text
