"""Events of the gateway's stream, as they are stored."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.contract import Incoming, MessageType
from bot.transport.wechat.hearing import Packed, incoming, moment
from bot.transport.wechat.session import Event

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
THEN = datetime(2026, 3, 1, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize("number", [THEN.timestamp(), THEN.timestamp() * 1000])
def test_a_time_is_in_seconds_or_in_milliseconds(number: float) -> None:
    assert moment(number, NOW) == THEN


def test_a_time_that_is_missing_is_now() -> None:
    assert moment(0, NOW) == NOW


def test_of_a_message_only_the_id_is_known() -> None:
    heard = incoming(Event.MESSAGE, {"messageId": "m1"}, NOW)
    assert heard == [Incoming("m1", None, "", "", NOW, type=MessageType.NOTED)]


def test_each_who_came_is_noted_with_all_the_event_told() -> None:
    content = {"roomId": "@@r/1", "inviteeIdList": ["@a", "b~乙"], "timestamp": THEN.timestamp()}
    heard = incoming(Event.ROOM_JOIN, content, NOW)
    assert {one.type for one in heard} == {MessageType.NOTED}
    told = [Packed.unpack(one.id) for one in heard]
    assert told == [Packed(MessageType.JOIN, THEN, ("@@r/1", who)) for who in ("@a", "b~乙")]


def test_each_who_left_is_told_whole() -> None:
    content = {"roomId": "r", "removeeIdList": ["a", "b"], "timestamp": THEN.timestamp() * 1000}
    heard = incoming(Event.ROOM_LEAVE, content, NOW)
    assert [(one.type, one.group, one.sender, one.at) for one in heard] == [
        (MessageType.LEAVE, "r", "a", THEN), (MessageType.LEAVE, "r", "b", THEN)
    ]  # fmt: skip


def test_nobody_need_be_named_as_the_one_who_did_it() -> None:
    assert incoming(Event.ROOM_LEAVE, {"roomId": "r", "removeeIdList": ["a"]}, NOW)[0].at == NOW
    assert incoming(Event.ROOM_TOPIC, {"roomId": "r", "newTopic": "新名"}, NOW)[0].sender == ""


def test_a_new_topic_is_told_whole() -> None:
    (one,) = incoming(Event.ROOM_TOPIC, {"roomId": "r", "newTopic": "新名", "changerId": "a"}, NOW)
    assert (one.type, one.group, one.topic, one.text, one.sender) == (MessageType.TOPIC, "r", "新名", "新名", "a")


def test_the_same_event_twice_has_two_ids() -> None:
    """A friend request may come again under its old id, and is to be answered again."""
    twice = [incoming(Event.FRIENDSHIP, {"friendshipId": "f"}, NOW)[0].id for _ in range(2)]
    assert len(set(twice)) == 2


@pytest.mark.parametrize("content", [{}, {"messageId": None}, {"messageId": ""}, {"messageId": 7}])
def test_an_event_without_an_id_makes_no_sense(content: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError)):
        incoming(Event.MESSAGE, content, NOW)


def test_what_nobody_asked_for_is_nothing() -> None:
    assert incoming(Event.HEARTBEAT, {"data": "x"}, NOW) == ()
    assert incoming(99, {}, NOW) == ()


def test_a_messages_own_id_is_never_taken_for_an_event() -> None:
    assert Packed.unpack("7301") is None
    assert Packed.unpack("eventually") is None
