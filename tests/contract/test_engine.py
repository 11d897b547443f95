"""The engine's promises, on either database: once stored, once counted, once sent."""

from __future__ import annotations

import json

import sqlalchemy as sa

from bot.contract import Incoming
from bot.state import read_state
from data.tables import InboxRow, OutboxRow
from tests.support.night import B3, B5, HE, SONG, STAFF, WANG, Night


def outcomes(night: Night) -> list[tuple[str, str]]:
    """(state, kind) of everything in the outbox, in the order it was queued."""
    rows = night.look(lambda work: work.store.rows(work.store.select(OutboxRow)))
    return [(row.state, row.kind) for row in sorted(rows, key=lambda row: (row.created_at, row.cause))]


def test_a_whole_morning(night: Night) -> None:
    night.collect()
    night.say("502-张三", "502 3人阴", at="06:05")
    night.say("401-李四", "401 1人阳3人阴", at="06:10")
    night.say("1-101 孙七", "1-101 2人阴", B5, "06:12")
    night.say("502-张太太", "502 两人阴", at="06:20")
    night.tell(HE, "/代报 602 2人阴", "06:40")
    night.say(WANG, "/统计", STAFF, "06:50")
    night.tell(HE, "更正 502 3人阴", "07:00")
    night.say("402-王五", "402 1人阴", at="07:45")
    night.until("09:10")
    three = night.building("3")
    assert three["answers"] == {
        "401": "positive", "402": "negative", "502": "negative", "602": "negative",
    }  # fmt: skip
    assert three["positive_rooms"] == ["401"]
    assert three["late"] == ["402"]
    assert night.answers("5") == {"1-101": "negative"}
    assert len(night.said("【汇总】")) == 1
    assert len(night.said("【汇总更新】")) == 1
    assert {state for state, _ in outcomes(night)} <= {"confirmed", "dropped"}, "every echo came back"


def test_the_same_id_is_stored_once_in_one_batch_and_in_two(sweep: Night) -> None:
    now = sweep.replay.clock.now()
    message = Incoming("twice", B3, "wx-z", "502 3人阴", now, name="502-张三", topic=B3)
    other = Incoming("twice", B3, "wx-z", "502 2人阴", now, name="502-张三", topic=B3)
    before = sweep.look(lambda work: len(work.store.rows(work.store.select(InboxRow))))
    sweep.replay.engine.take([message, other])
    sweep.replay.engine.take([message])
    assert sweep.look(lambda work: len(work.store.rows(work.store.select(InboxRow)))) == before + 1
    assert sweep.people() == {"negative": 3}


def test_many_at_once_count_like_one_by_one(sweep: Night) -> None:
    now = sweep.replay.clock.now()
    rooms = ["301", "302", "401", "402", "501", "502", "602"]
    batch = [
        Incoming(f"b{n}", B3, f"wx-{n}", f"{rooms[n % 7]} {1 + n // 7}人阴", now, name=f"{rooms[n % 7]}某", topic=B3)
        for n in range(7)
    ]
    sweep.replay.engine.take(batch)
    assert sorted(sweep.answers()) == rooms
    assert sweep.people() == {"negative": 7}


def test_what_stands_can_be_played_again_from_the_history(sweep: Night) -> None:
    from bot.answers import settle
    from data.collections import given_of

    for who, text in (
        ("502-张三", "502 3人阴"), ("502-张太太", "502 2人阴"), ("401-李四", "401 阳"), ("401-李四", "401 4人阴"),
        ("402-王五", "402 没测"), ("402-王五", "402 1人阴"),
    ):  # fmt: skip
        sweep.say(who, text)
    sweep.tell(HE, "更正 502 3人阴")
    for room in ("502", "401", "402"):

        def replayed(work: object, room: str = room) -> tuple[object, object]:
            collections, directory = work.collections, work.directory  # type: ignore[attr-defined]
            collection, home = collections.all()[-1], directory.find("3", None, room)[0]
            standing = None
            for row in collections.history(collection, home):
                standing = settle(standing, given_of(row))
            return standing, collections.standing(collection, home)

        oracle, stands = sweep.look(replayed)
        assert oracle == stands


def test_a_restart_forgets_nothing(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say(SONG, "/广播 3号楼\n大家好", STAFF)
    sweep.new(1)
    before = sweep.state()
    sweep.restart()
    assert sweep.state() == before
    sweep.say(SONG, "确认", STAFF)
    sweep.new(1)
    assert sweep.in_room(B3)[-1] == "大家好"
    sweep.say("502-张三", "撤销")
    assert sweep.answers() == {}
    sweep.until("07:31")
    assert len(sweep.said("【汇总】")) == 1


def test_ticks_that_were_due_while_the_process_was_down_fire_once(sweep: Night) -> None:
    sweep.replay.clock.move_to(sweep.time("07:40"))
    sweep.restart()
    sweep.later(2)
    sweep.restart()
    sweep.later(2)
    assert len(sweep.said("【汇总】")) == 1
    assert len([one for one in sweep.said("已截止") if one.to == "wx-he"]) == 1


def test_two_processes_on_one_database_see_the_same(sweep: Night) -> None:
    """What one of them changed (a role, a group) the other knows at its next message: no memory contradicts it."""
    other = sweep._wake_up(sweep.replay.clock.now())
    sweep.say(SONG, "/免去 @小荷 信息员", STAFF)
    now = sweep.replay.clock.now()
    other.clock.move_to(now)
    other.engine.take([Incoming("other-1", None, "wx-he", "/代报 502 3人阴", now, name="小荷")])
    assert sweep.answers() == {}
    assert other.engine.look(read_state) == sweep.state()


def test_the_state_is_plain_json(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    assert json.loads(json.dumps(sweep.state())) == sweep.state()


def test_every_key_begins_with_the_community(database: object) -> None:
    engine: sa.Engine = database.engine  # type: ignore[attr-defined]
    inspector = sa.inspect(engine)
    tables = [name for name in inspector.get_table_names() if name not in ("alembic_version", "community")]
    assert len(tables) > 15
    assert all(inspector.get_pk_constraint(name)["constrained_columns"][0] == "community" for name in tables)
    database.close()  # type: ignore[attr-defined]
