"""The outbox, on either database: claimed, paced, sent, marked; nothing twice but what is told to be unknown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.contract import Incoming
from bot.errors import SendFailed, SendUnknown
from data.tables import OutboxRow
from tests.support.night import B3, SONG, STAFF, Night


def rows(night: Night, text: str = "大家好") -> list[Any]:
    """The outbox rows of the notice."""
    found = night.look(lambda work: work.store.rows(work.store.select(OutboxRow)))
    return [row for row in found if row.kind == "notice"]


def notice(night: Night) -> None:
    """The secretary sends 大家好 to building 3."""
    night.say(SONG, "/广播 3号楼\n大家好", STAFF)
    night.say(SONG, "确认", STAFF)


def times(night: Night) -> int:
    """How often the network took 大家好."""
    return sum(1 for _, message in night.replay.transport.sent if message.text == "大家好")


def test_an_echo_confirms(night: Night) -> None:
    notice(night)
    night.later(1)
    (row,) = rows(night)
    assert row.state == "confirmed"
    assert row.attempts == 1


def test_a_failure_is_tried_again_after_growing_waits(night: Night) -> None:
    night.replay.transport.fault(SendFailed("network"), target=B3, times=3)
    notice(night)
    begun = night.replay.clock.now()
    night.later(4)
    (row,) = rows(night)
    assert row.state == "confirmed"
    assert row.attempts == 4
    assert times(night) == 1
    (sent,) = [at for at, message in night.replay.transport.sent if message.text == "大家好"]
    assert timedelta(seconds=5 + 30 + 120) <= sent - begun <= timedelta(seconds=5 + 30 + 120 + 20)


def test_what_fails_for_good_is_in_the_ledger(night: Night) -> None:
    night.replay.transport.fault(SendFailed("network"), target=B3, times=50)
    notice(night)
    night.later(60)
    (row,) = rows(night)
    assert row.state == "failed"
    assert row.attempts == 5
    assert night.state()["notices"][0]["failed"] == 1
    assert times(night) == 0


def test_one_room_that_fails_holds_up_no_other(night: Night) -> None:
    night.replay.transport.fault(SendFailed("network"), target=B3, times=50)
    night.say(SONG, "/广播 全区\n大家好", STAFF)
    night.say(SONG, "确认", STAFF)
    night.later(1)
    assert times(night) == 2


def test_of_what_is_unknown_the_echo_settles_it(night: Night) -> None:
    """The network took it and its answer was lost: the bot hears its own words, and sends nothing again."""
    night.replay.transport.fault(SendUnknown("no answer"), target=B3)
    notice(night)
    night.later(0.3)
    assert rows(night)[0].state == "unknown"
    now = night.replay.clock.now()
    night.replay.say(Incoming("net-1", B3, "wx-fenjian", "大家好", now, name="分拣小助手", topic=B3, own=True))
    assert rows(night)[0].state == "confirmed"
    night.later(10)
    assert times(night) == 0


def test_else_it_is_sent_once_more_after_a_wait_and_never_a_third_time(night: Night) -> None:
    night.replay.transport.fault(SendUnknown("no answer"), target=B3, times=9)
    notice(night)
    night.later(0.3)
    night.later(1)
    assert rows(night)[0].attempts == 1, "not blindly"
    night.later(60)
    (row,) = rows(night)
    assert (row.state, row.attempts) == ("unknown", 2)
    assert night.state()["notices"][0]["unknown"] == 1


@pytest.mark.parametrize("delivered", [True, False])
def test_what_was_being_sent_when_the_process_died(night: Night, delivered: bool) -> None:
    notice(night)
    engine = night.replay.engine
    claimed = None
    while claimed is None or claimed[1].text != "大家好":
        if claimed is not None:
            engine.outbox._sent(claimed[0].id, None)
        night.replay.clock.move_to(night.replay.clock.now() + timedelta(seconds=5))
        claimed = engine.outbox.claim()
    assert rows(night)[0].state == "sending"
    night.restart()
    assert rows(night)[0].state == "unknown"
    assert night.state()["notices"][0]["unknown"] == 1, "the ledger says so"
    if delivered:
        now = night.replay.clock.now()
        night.replay.say(Incoming("net-1", B3, "wx-fenjian", "大家好", now, name="分拣小助手", topic=B3, own=True))
    night.later(10)
    assert rows(night)[0].state == "confirmed"
    assert times(night) == (0 if delivered else 1)


def test_the_same_words_twice_are_confirmed_one_by_one(night: Night) -> None:
    notice(night)
    night.later(1)
    notice(night)
    night.later(1)
    assert [row.state for row in rows(night)] == ["confirmed", "confirmed"]
    assert times(night) == 2


def test_an_echo_in_another_room_confirms_nothing(night: Night) -> None:
    night.replay.transport.fault(SendUnknown("no answer"), target=B3)
    notice(night)
    night.later(0.3)
    now = night.replay.clock.now()
    night.replay.say(Incoming("net-1", STAFF, "wx-fenjian", "大家好", now, name="分拣小助手", topic=STAFF, own=True))
    assert rows(night)[0].state == "unknown"
