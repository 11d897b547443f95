"""What is done at the console is a command like any other: same rights, same audit, answered where it was typed."""

from __future__ import annotations

import re

from bot.contract import CONSOLE
from data.store import table
from data.tables import AuditRow, InboxRow
from tests.console.conftest import Desk
from tests.support.night import B3, HE, SONG, WANG


def audit(desk: Desk, name: str) -> list[str]:
    person, source = desk.person(name), table(AuditRow).c
    rows = desk.night.look(lambda work: work.store.rows(work.store.select(AuditRow, source.person == person)))
    return [row.act for row in rows]


def test_a_relay_settles_a_doubtful_answer_and_reads_it_there(desk: Desk) -> None:
    desk.night.collect()
    desk.night.say("502-张三", "502 若隐若现")
    assert desk.night.answers() == {"502": "unclear"}
    desk.night.new(5)
    answered = desk.type(HE, "/resolve 3-502 3人阴")
    assert answered.done
    assert answered.texts == ("已核实 1 户。",)
    assert desk.night.answers() == {"502": "negative"}
    assert desk.night.new(5) == [], "nothing goes to the private chat, and nothing to a group"
    assert "resolve" in audit(desk, HE)


def test_what_may_not_be_typed_in_the_chat_may_not_be_typed_here(desk: Desk) -> None:
    desk.night.collect()
    refused = desk.type(HE, "/resolve 5-1-101 阴")
    assert not refused.done
    assert refused.taken == "refused"
    assert refused.texts, "it says why"
    assert desk.night.answers("5") == {}
    assert "refused:resolve" in audit(desk, HE)
    assert desk.type(HE, "/broadcast 全区\n停水").taken == "refused"


def test_a_collection_is_opened_from_here_and_the_groups_hear_it(desk: Desk) -> None:
    preview = desk.type(SONG, "/collect 抗原 3号楼 截止 7:30\n请回复。")
    assert "确认" in preview.texts[0]
    assert desk.type(SONG, "/confirm").done
    desk.night.later(1)
    assert len(desk.night.said("请回复。", [one for one in desk.night.heard if one.room == B3])) == 1


def test_many_commands_in_a_minute_are_all_answered(desk: Desk) -> None:
    desk.night.collect()
    for room in ("301", "302", "401", "402", "501"):
        assert desk.type(HE, f"/resolve 3-{room} 1人阴").texts == ("已核实 1 户。",)


def test_nobody_on_the_network_can_call_himself_the_console(desk: Desk) -> None:
    desk.night.collect()
    desk.night.say("502-张三", "502 若隐若现")
    desk.night.tell("骗子", "/resolve 3-502 阴", contact=f"{CONSOLE}{desk.person(HE)}:0000")
    assert desk.night.answers() == {"502": "unclear"}


def test_nobody_who_was_dismissed_goes_on(desk: Desk) -> None:
    desk.night.collect()
    assert desk.visitor(HE).may_know("3")
    desk.type(SONG, f"/dismiss @{HE} 信息员")
    assert not desk.visitor(HE).may_know("3")
    assert desk.type(HE, "/resolve 3-502 阴").taken == "refused"


def test_what_is_typed_is_sealed(desk: Desk) -> None:
    desk.night.collect()
    desk.type(HE, "/resolve 3-502 3人阴")
    source = table(InboxRow).c
    typed = desk.night.look(lambda work: work.store.rows(work.store.select(InboxRow, source.contact.like("console:%"))))
    assert len(typed) == 1
    assert "3人阴".encode() not in bytes(typed[0].body)


def test_a_notice_confirmed_in_two_browsers_is_sent_once(desk: Desk) -> None:
    previewed = desk.type(SONG, "/broadcast 3号楼\n明天上午九点停水，请提前储水，下午三点恢复。")
    assert previewed.done
    number = re.search(r"\d+", "".join(previewed.texts))
    assert number is not None
    assert not desk.type(WANG, f"/confirm {number[0]}").done, "who began it confirms it"
    assert [desk.type(SONG, f"/confirm {number[0]}").done for _ in range(2)] == [True, False]
    desk.night.later(2)
    assert len([text for text in desk.night.in_room(B3) if "停水" in text]) == 1
