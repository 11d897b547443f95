"""What is kept in memory is never believed against the database: another process may have changed it."""

from __future__ import annotations

from itertools import count

import pytest

from bot.app import Engine
from bot.contract import Incoming
from bot.errors import StorageError
from bot.transport.simulated import SimulatedTransport
from data.tables import AliasRow, TieRow
from data.work import Work
from tests.support.night import B3, HE, SEAL, SONG, STAFF, Night

_ids = count(1)


def second_process(night: Night) -> Engine:
    """Another engine on the same database; its own account is the same."""
    transport = SimulatedTransport(night.replay.clock, ("wx-fenjian", "分拣小助手"), echo_after=None)
    return Engine(
        night.database, night.community, SEAL, night.settings, night.replay.clock, transport, forms=night.forms
    )


def take(engine: Engine, night: Night, who: str, text: str, room: str = B3) -> None:
    now = night.replay.clock.now()
    engine.inbox._last_seq = None  # as a process that has just come to the inbox
    engine.take([Incoming(f"two-{next(_ids)}", room, night.contact(who), text, now, name=who, topic=room)])


def test_two_processes_count_as_one(sweep: Night) -> None:
    one, two = sweep.replay.engine, second_process(sweep)
    take(one, sweep, "502-张三", "502 3人阴")
    take(two, sweep, "502-张太太", "502 2人阴")
    assert sweep.building()["review"] == ["502"], "the second heard what the first had counted"
    take(one, sweep, "401-李四", "401 2人阴")
    take(two, sweep, "401-李四", "更正 401 3人阴")
    take(one, sweep, "401-李四", "更正 401 4人阴")
    assert sweep.people()["negative"] == 4


def test_a_positive_that_another_process_heard_is_not_overwritten(sweep: Night) -> None:
    one, two = sweep.replay.engine, second_process(sweep)
    take(one, sweep, "402-王五", "402 1人阴")
    take(two, sweep, "502-张三", "502 1人阳2人阴")
    take(one, sweep, "502-张三", "502 3人阴")
    assert sweep.building()["positive_rooms"] == ["502"]


def test_work_that_rests_on_what_is_no_more_is_done_again(sweep: Night) -> None:
    one, two = sweep.replay.engine, second_process(sweep)
    take(two, sweep, "301-钱七", "301 2人阴")

    def overtaken(work: Work) -> None:
        work.memory.changes -= 1  # somebody was quicker
        work.people.tie(work.people.person("wx-neu"), ("3", "", "502"), "text")

    with pytest.raises(StorageError):
        one.look(overtaken)
    assert sweep.look(lambda work: work.people.homes(work.people.person("wx-neu"))) == []
    take(one, sweep, "502-张三", "502 3人阴")
    assert sweep.people() == {"negative": 5}


def test_nothing_is_kept_of_what_was_undone(sweep: Night) -> None:
    engine = sweep.replay.engine

    def break_off(work: Work) -> None:
        person = work.people.person(sweep.contact("502-张三"), "502-张三")
        work.people.tie(person, ("3", "", "401"), "text")
        work.flush()
        raise RuntimeError("something broke")

    with pytest.raises(RuntimeError):
        engine.look(break_off)
    sweep.say("502-张三", "3人阴")
    assert sweep.answers() == {"502": "negative"}


def test_a_change_past_the_memory_is_seen_by_the_next_message(sweep: Night) -> None:
    sweep.say("502-张三", "早")
    engine = sweep.replay.engine
    with engine.dispatch.at_work() as work:
        work.store.change(TieRow, ended_at="asked")
    sweep.say("502", "2人阴", contact=sweep.contact("502-张三"))
    with engine.dispatch.at_work() as work:
        work.store.change(AliasRow, friend=False)
    assert sweep.look(lambda work: work.people.friends([work.people.person(sweep.contact("502-张三"))])) == {}


def test_a_role_given_by_another_process_holds_here_at_once(sweep: Night) -> None:
    two = second_process(sweep)
    sweep.say("502-张三", "大家早")
    take(two, sweep, SONG, "/任命 @502-张三 信息员 3号楼", STAFF)
    sweep.later(1)
    sweep.say("502-张三", "/统计", None)
    sweep.later(1)
    assert sweep.to("502-张三"), "a resident would not hear the table"


def test_the_table_is_the_same_whoever_counts_it(sweep: Night) -> None:
    two = second_process(sweep)
    for number, room in enumerate(("301", "302", "401", "402")):
        take((sweep.replay.engine, two)[number % 2], sweep, f"{room}-某", f"{room} 1人阴")
    sweep.tell(HE, "/统计")
    sweep.later(1)
    assert any("4" in text for text in sweep.to(HE))
    assert sorted(sweep.answers()) == ["301", "302", "401", "402"]
