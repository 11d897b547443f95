"""Whatever comes in, nothing is lost and the bot stays up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.call import Call
from bot.contract import Incoming, MessageType
from data.tables import InboxRow
from handlers import all_routes
from tests.support.night import B3, HE, SONG, STAFF, Night


def states(night: Night) -> list[str]:
    rows = night.look(lambda work: work.store.rows(work.store.select(InboxRow)))
    return [row.state for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "哈" * 35_000, "999 " * 25_000, "1. " * 30_000, "#接龙\n" + "\n".join(f"{n}. {n}室 1人阴" for n in range(6000)),
        "「" * 50_000, "阳" * 50_000, "0" * 100_000, "\n" * 50_000, "/" * 50_000, "@" * 30_000,
    ],
    ids=range(10),
)  # fmt: skip
def test_a_hundred_kilobytes(sweep: Night, text: str) -> None:
    sweep.say("401-李四", text)
    sweep.say("502-张三", "502 3人阴")
    sweep.later(3)
    assert sweep.answers()["502"] == "negative"
    assert set(states(sweep)) == {"done"}


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\x00", "502\x003人阴\x07", "\u202e502 3人阴", "\ud83d", "🦐🐮🐔" * 50, "\ufeff/统计",
        "/", "／", "/ ", "确认 9" + "9" * 30, "确认 ①", "确认 ²",
        "\u200b\u200b", "{{ 7*7 }}", "'; DROP TABLE inbox; --", "%s%n", "/广播\n", "/收集",
        "/统计 " + "8" * 5000, "代报 " + "五" * 50,
    ],
)  # fmt: skip
def test_control_characters_emoji_and_nonsense(sweep: Night, text: str) -> None:
    for who in ("401-李四", SONG):
        sweep.say(who, text, B3)
        sweep.say(who, text, STAFF)
        sweep.tell(who, text)
    sweep.say("502-张三", "502 3人阴")
    sweep.later(3)
    assert sweep.answers()["502"] == "negative"
    assert set(states(sweep)) == {"done"}


@pytest.mark.parametrize("name", ["", "\x00\x01", "王" * 5000, "502" * 2000, "{{ x }}", "\ud83d502"])
def test_a_strange_nickname(sweep: Night, name: str) -> None:
    sweep.say(name, "302 2人阴", contact="wx-strange")
    sweep.until("06:31")
    assert sweep.answers()["302"] == "negative"
    assert set(states(sweep)) == {"done"}


def test_a_handler_that_fails_parks_its_own_message_and_no_other(sweep: Night) -> None:
    def breaks(call: Call) -> None:
        call.work.people.tie(call.sender, ("3", "", "301"), "text")
        raise RuntimeError("a fault that carries 502 3人阴")

    routes = all_routes()
    routes.events[MessageType.FILE] = breaks
    sweep.replay.engine.dispatch._router = routes
    sweep.replay.engine.inbox.store([])
    sweep.say("502-张三", "502 3人阴")
    sweep.say("401-李四", "报告.pdf", kind=MessageType.FILE)
    sweep.say("402-王五", "402 1人阴")
    assert sorted(sweep.answers()) == ["402", "502"]
    assert states(sweep).count("parked") == 1
    ties = sweep.look(lambda work: work.people.ties(work.people.person("wx-401-李四")))
    assert all(tie.room != "301" for tie in ties), "what it had written is undone"
    rows = sweep.look(lambda work: work.store.rows(work.store.select(InboxRow)))
    (error,) = [row.error for row in rows if row.error]
    assert "502" not in error, "no text in an error"


def test_a_failing_handler_between_others_in_one_batch(sweep: Night) -> None:
    def breaks(call: Call) -> None:
        raise RuntimeError

    routes = all_routes()
    routes.events[MessageType.FILE] = breaks
    sweep.replay.engine.dispatch._router = routes
    now = sweep.replay.clock.now()
    batch = [
        Incoming(
            f"b{number}", B3, f"wx-{number}", f"{room} 1人阴" if room else "报告", now, name=f"{room}某", topic=B3,
            type=MessageType.TEXT if room else MessageType.FILE,
        )
        for number, room in enumerate(["301", "", "302", "401", "", "402"])
    ]  # fmt: skip
    sweep.replay.engine.take(batch)
    assert sorted(sweep.answers()) == ["301", "302", "401", "402"]
    assert states(sweep).count("parked") == 2


def test_a_clock_that_is_set_back_holds_no_message_for_hours(sweep: Night) -> None:
    sweep.say(SONG, "/广播 3号楼\n大家好", STAFF, "12:00")
    sweep.say(SONG, "确认", STAFF, "12:00:05")
    clock = sweep.replay.clock
    clock.move_to(clock.now() - timedelta(hours=3))
    sweep.replay._stale = True
    sweep.say("502-张三", "502 3人阴", at="09:01")
    sweep.later(2)
    assert sweep.in_room(B3)[-1] == "大家好"
    assert sweep.answers() == {"502": "negative"}


def test_a_clock_that_leaps_ahead_fires_the_deadline_and_no_stale_reminder(sweep: Night) -> None:
    sweep.say("502-张三", "大家早")
    sweep.replay.clock.move_to(sweep.replay.clock.now() + timedelta(hours=5))
    sweep.replay._stale = True
    sweep.later(3)
    assert sweep.said("还没有收到") == []
    assert sweep.said("敲门单") == []
    assert len(sweep.said("【汇总】")) == 1
    assert sweep.state()["collections"][0]["status"] == "closed"


def test_messages_after_a_clock_went_back_keep_their_order(sweep: Night) -> None:
    sweep.say("502-张三", "502 2人阴", at="12:00")
    clock = sweep.replay.clock
    clock.move_to(clock.now() - timedelta(hours=4))
    sweep.say("502-张三", "502 3人阴", at="08:05")
    assert sweep.people() == {"negative": 3}


def test_a_relay_hears_that_nothing_was_understood(sweep: Night) -> None:
    sweep.tell(HE, "/代报 谢谢")
    assert "没看懂" in sweep.answer()


@pytest.mark.parametrize("word", ["汇总", "统计", "转发", "分拣", "领取"])
def test_a_word_with_a_building_that_is_none_is_told_so_where_people_work(sweep: Night, word: str) -> None:
    sweep.say(SONG, f"{word} 99号楼", STAFF)
    told = [one.text for one in sweep.new(1)]
    assert set(states(sweep)) == {"done"}
    assert "稍后再试" not in "".join(told)
    assert len(told) == 1


def test_among_neighbours_a_command_word_with_a_building_that_is_none_may_be_a_cry(sweep: Night) -> None:
    sweep.say(HE, "统计 99号楼 有人摔倒流血昏迷了，救命", B3)
    assert any("紧急求助" in one.text for one in sweep.new(1))
