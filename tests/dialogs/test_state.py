"""The state object has exactly the contract's shape."""

from __future__ import annotations

import json

from bot.errors import SendFailed, SendUnknown
from tests.support.night import B3, B5, B8, SONG, STAFF, Night


def test_of_a_night_without_anything(night: Night) -> None:
    assert night.state() == {"collections": [], "demands": [], "notices": []}


def test_of_a_collection(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳2人阴")
    sweep.say("401-李四", "401 看不清")
    sweep.say("1-101 孙七", "1-101 2人阴", B5)
    sweep.until("07:35")
    sweep.say("402-王五", "402 1人阴", at="07:40")
    state = sweep.state()
    (collection,) = state["collections"]
    assert {key: collection[key] for key in ("id", "form", "title", "status")} == {
        "id": 1, "form": "antigen", "title": "抗原检测", "status": "closed",
    }  # fmt: skip
    assert list(collection["buildings"]) == ["3", "5", "8"]
    three = collection["buildings"]["3"]
    people = three["totals"].pop("people")
    assert three == {
        "households": 7,
        "reported": 3,
        "missing": ["301", "302", "501", "602"],
        "review": ["401"],
        "positive_rooms": ["502"],
        "late": ["402"],
        "answers": {"401": "unclear", "402": "negative", "502": "positive"},
        "totals": {"households": {"unclear": 1, "negative": 1, "positive": 1}},
    }
    assert people["negative"] == 3
    assert people["positive"] == 1
    five = collection["buildings"]["5"]
    assert five["missing"] == ["1-102", "2-101", "2-102"], "unit-room where the roster has units"
    assert five["answers"] == {"1-101": "negative"}
    assert collection["totals"]["households"] == {"unclear": 1, "negative": 2, "positive": 1}
    assert collection["totals"]["people"]["negative"] == 5
    assert json.loads(json.dumps(state)) == state


def test_households_are_reported_or_missing_never_both(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("601-某人", "601 3人阴")
    three = sweep.building()
    assert three["reported"] + len(three["missing"]) == three["households"] + 1, "the vacant flat answered too"
    assert set(three["answers"]) & set(three["missing"]) == set()
    assert set(three["review"]) <= set(three["answers"])


def test_of_a_notice_that_reached_everybody(night: Night) -> None:
    night.say(SONG, "/广播 3,5号楼\n大家好", STAFF)
    night.say(SONG, "确认", STAFF)
    night.later(2)
    (notice,) = night.state()["notices"]
    assert {key: notice[key] for key in ("id", "version", "rooms", "delivered", "unknown", "failed")} == {
        "id": 1, "version": 1, "rooms": [B3, B5], "delivered": 2, "unknown": 0, "failed": 0,
    }  # fmt: skip


def test_of_one_that_failed_somewhere_and_is_sent_again_there_only(night: Night) -> None:
    night.replay.transport.fault(SendFailed("kicked out", retryable=False), target=B8)
    night.say(SONG, "/广播 全区\n大家好", STAFF)
    night.say(SONG, "确认", STAFF)
    night.later(2)
    (notice,) = night.state()["notices"]
    assert (notice["delivered"], notice["failed"]) == (2, 1)

    night.say(SONG, "/补发 1", STAFF)
    night.later(2)
    (notice,) = night.state()["notices"]
    assert (notice["delivered"], notice["failed"]) == (3, 0)
    assert [one.room for one in night.heard if one.text == "大家好"].count(B3) == 1
    assert night.in_room(B8) == ["大家好"]

    night.say(SONG, "/补发 1", STAFF)
    night.later(1)
    assert "不用补发" in night.heard[-1].text


def test_of_one_whose_fate_is_unknown(night: Night) -> None:
    night.replay.transport.fault(SendUnknown("no answer"), target=B8, times=2)
    night.say(SONG, "/广播 8号楼\n大家好", STAFF)
    night.say(SONG, "确认", STAFF)
    night.later(30)
    (notice,) = night.state()["notices"]
    assert (notice["delivered"], notice["unknown"], notice["failed"]) == (0, 1, 0)
