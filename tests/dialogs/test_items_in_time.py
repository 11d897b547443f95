"""What becomes of an item: who did what with it, how it comes up again, and what the day's digest accounts for."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from bot.settings import Settings
from data.session import Database
from data.store import table
from data.tables import DemandRow
from tests.support.databases import restore
from tests.support.items import open_number
from tests.support.night import B3, HE, SONG, STAFF, WANG, Night

LIFT = "3号楼电梯又坏了，困了两次人，能不能叫物业来修"


def test_an_item_that_nobody_answers_comes_up_again_and_then_higher(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    number = open_number(night)
    night.later(24 * 60 + 5)
    assert len([one for one in night.said("已过答复时间") if one.room == STAFF]) == 1
    night.later(24 * 60)
    assert any(f"编号{number} 已过答复时间" in text for text in night.to(SONG))


def test_an_answered_item_does_not_come_up_again(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say(WANG, f"/答复 {open_number(night)} 将办 下午来修。", STAFF, "10:30")
    night.later(3 * 24 * 60)
    assert not night.said("已过答复时间")


def test_the_days_digest_goes_to_staff_and_accounts_for_every_voice(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say("401-李四", "楼道里的垃圾三天没人收了，请安排清理", B3, "10:01")
    night.until("18:05")
    (digest,) = [one for one in night.said("【诉求汇总】") if one.room == STAFF]
    assert "共2条，待答2" in digest.text
    assert "遗漏0" in digest.text
    assert len(night.said("【诉求汇总】")) == 1


def test_what_a_relay_leaves_alone_goes_up_by_itself_with_the_digest(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.tell(HE, "/分拣", "10:30")
    assert "不处理的会在汇总时一起报上去" in night.answer()
    night.until("18:05")
    night.new()
    night.say(WANG, "/汇总 1", STAFF)
    assert "4月10日 18:00 自动 报到居委" in night.answer()
    night.tell(HE, "/分拣 1 上报", "18:30")
    assert "1 之前已上报" in night.answer()


def test_when_the_digest_comes_is_a_setting(template: Path, desk: Database) -> None:
    with Night(restore(desk, template), settings=Settings(digest_at=time(12, 30))) as night:
        night.say("502-张三", LIFT, B3, "10:00")
        night.until("19:30")
        assert [one.clock[:5] for one in night.said("【诉求汇总】")] == ["12:30"]


def test_a_voice_that_is_in_no_item_is_missed_by_the_account(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say("401-李四", "楼道里的垃圾三天没人收了，请安排清理", B3, "10:01")
    night.later(1)
    rows = table(DemandRow)
    night.look(lambda work: work.store.change(DemandRow, rows.c.building == "3", item="nowhere"))
    night.restart()
    night.say(WANG, "/汇总", STAFF, "10:30")
    assert "共2条，待答0，紧急0，已答0，删除0，遗漏2" in night.answer()


def test_staff_see_who_did_what_with_an_item_when_and_why(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.tell(HE, "/分拣 1 是 物资", "10:10")
    night.tell(HE, "/分拣 1 删 楼长已经办了", "10:20")
    night.later(1)
    night.new()
    night.say(WANG, "/汇总 1", STAFF)
    told = night.answer()
    assert "4月10日 10:10 小荷 改为物资" in told
    assert "4月10日 10:20 小荷 删除（楼长已经办了）" in told


def test_of_residents_no_name_is_told_there(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say(WANG, "/答复 1 将办 下午来修。", STAFF, "10:20")
    night.say(WANG, "/答复 1 办结 已经修好。", STAFF, "10:30")
    night.say("502-张三", "还没解决", B3, "12:00")
    night.later(1)
    night.new()
    night.say(WANG, "/汇总 1", STAFF)
    told = night.answer()
    assert "10:20 王干事 答复：将办" in told
    assert "10:30 王干事 办结" in told
    assert "12:00 居民 重新打开" in told
    assert "张三" not in told


def test_of_many_voices_the_last_are_shown_and_how_to_read_all(night: Night) -> None:
    for number in range(33):
        night.say(f"{number + 101}-邻居", f"{LIFT}{'！' * (number % 3)}", B3, contact=f"wx-{number}")
    night.later(1)
    night.say(WANG, "/汇总 1", STAFF)
    assert "前面还有 3 条，全部原话发：导出 1" in "".join(one.text for one in night.new())
