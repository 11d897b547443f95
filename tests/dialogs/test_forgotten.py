"""Who asks to be forgotten is: nothing that he wrote can be read again, wherever the bot repeated it."""

from __future__ import annotations

from bot.contract import Incoming
from data.tables import FileRow, InboxRow, OutboxRow
from data.work import Work
from tests.support.items import LIFT, RUBBISH
from tests.support.night import B3, B5, HE, STAFF, WANG, Night

THIEF = "楼上601的人真不要脸，偷我快递，是小偷"
ALONE = "我抑郁了活着没意思"


def kept(night: Night) -> str:
    """Every text of the inbox and the outbox, opened."""

    def opened(work: Work) -> list[object]:
        store = work.store
        models = (InboxRow, OutboxRow)
        return [store.seal.open_data(row.body) for one in models for row in store.rows(store.select(one)) if row.body]

    return str(night.look(opened))


def test_what_was_handled_together_with_the_wish_is_gone_too(workday: Night) -> None:
    """After an outage, or a pause of the disk, many messages are one unit of work."""
    at = workday.replay.clock.now()
    texts = ["我儿子今年高考压力很大", "/我的 删除", "大家下午好"]
    workday.replay.engine.take(
        [Incoming(f"x{one}", None, "wx-502-张三", text, at, name="502-张三") for one, text in enumerate(texts)]
    )
    workday.later(1)
    assert "高考" not in kept(workday)
    assert "下午好" in kept(workday), "what came after it is no part of the wish"


def test_lists_and_reports_that_repeated_his_words_are_erased(workday: Night) -> None:
    workday.say("502-张三", THIEF, B3, "10:00")
    workday.say("502-张三", RUBBISH, B3, "10:01")
    workday.tell("502-张三", ALONE, "10:02")
    workday.say("1-101 孙七", LIFT, B5, "10:03")
    for command in ("/汇总", "/汇总 2"):
        workday.say(WANG, command, STAFF)
    workday.tell(HE, "/分拣")
    workday.tell(HE, "分拣 2 上报")
    workday.say(WANG, "/汇总 4", STAFF)
    workday.tell(WANG, "/导出 诉求")
    workday.say(WANG, "/答复 2 将办 明天清运。", STAFF)
    workday.later(15)
    assert len(workday.said("垃圾三天")) >= 4
    workday.tell("502-张三", "/我的 删除")
    workday.later(1)
    for words in ("不要脸", "偷我快递", "垃圾三天", "活着没意思"):
        assert words not in kept(workday)
    assert "电梯坏了" in kept(workday), "a neighbour's"
    assert workday.look(lambda work: work.store.rows(work.store.select(FileRow))) == [], "the workbook"
