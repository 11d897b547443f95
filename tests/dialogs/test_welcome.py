"""Who may bring the bot into a group, and whose friend request it accepts."""

from __future__ import annotations

import pytest

from bot.contract import Act, MessageType
from data.outgoing import Queued
from tests.support.night import B3, HE, SONG, WANG, Night


def accepted(night: Night) -> list[str]:
    """What the account was told to accept."""
    night.later(1)
    return [message.text for _, message in night.replay.transport.sent if message.act is Act.ACCEPT]


@pytest.mark.parametrize("who", [SONG, WANG, HE])
def test_an_invitation_from_somebody_with_a_role_is_accepted(night: Night, who: str) -> None:
    night.tell(who, "invitation-1", kind=MessageType.INVITE)
    assert accepted(night) == ["invitation-1"]


def test_an_invitation_from_anybody_else_is_left_alone(night: Night) -> None:
    night.tell("路人", "invitation-1", kind=MessageType.INVITE)
    night.say("502-张三", "大家早")
    night.tell("502-张三", "invitation-2", kind=MessageType.INVITE)
    assert accepted(night) == []


def test_a_member_who_asks_becomes_a_friend(night: Night) -> None:
    night.say("502-张三", "大家早", B3)
    night.tell("502-张三", "friendship-1", kind=MessageType.REQUEST)
    assert accepted(night) == ["friendship-1"]


def test_a_member_without_a_line_yet_is_accepted_all_the_same(night: Night) -> None:
    night.say("502-张三", "大家早", B3)
    night.replay.engine.dispatch.open_to_all = False
    night.say("401-李四", "早", B3)
    night.tell("401-李四", "friendship-2", kind=MessageType.REQUEST)
    assert accepted(night) == ["friendship-2"]


def test_a_stranger_who_asks_is_left_alone(night: Night) -> None:
    night.tell("卖保险的", "friendship-1", kind=MessageType.REQUEST)
    assert accepted(night) == []


def test_the_same_invitation_twice_is_accepted_once(night: Night) -> None:
    night.tell(SONG, "invitation-1", kind=MessageType.INVITE)
    night.tell(SONG, "invitation-1", kind=MessageType.INVITE)
    assert accepted(night) == ["invitation-1"]


def test_nothing_is_said_to_anybody_about_it(night: Night) -> None:
    night.tell(SONG, "invitation-1", kind=MessageType.INVITE)
    night.later(2)
    queued: list[Queued] = night.look(lambda work: work.outgoing.waiting())
    assert queued == []
    assert [one for one in night.heard if one.text != "invitation-1"] == []
