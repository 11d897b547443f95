"""Which chat group is which: a topic alone opens no door to results."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.contract import Incoming, MessageType
from data.store import table
from data.tables import GroupAliasRow
from data.work import Work
from tests.support.night import B3, HE, SONG, STAFF, WANG, Night


@pytest.fixture
def without_staff(sweep: Night) -> Night:
    """The bot has not met the staff group yet, on a network that has keys of its own for groups."""
    forget(sweep, STAFF)
    return sweep


def forget(night: Night, topic: str) -> None:
    """On this network no group's key is its topic."""

    def remove(work: Work) -> None:
        work.store.remove(GroupAliasRow, table(GroupAliasRow).c.alias == topic)
        work.changed()

    night.look(remove)


def elsewhere(
    night: Night, key: str, who: str, text: str, topic: str = STAFF, kind: MessageType = MessageType.TEXT
) -> None:
    """``who`` writes in a chat group that has ``topic`` and its own ``key``."""
    at = night.time(None)
    night.later(1 / 60)
    night.replay.say(Incoming(f"{key}-{at}", key, night.contact(who), text, at, name=who, topic=topic, type=kind))


def test_a_strangers_group_of_that_name_hears_nothing(without_staff: Night) -> None:
    elsewhere(without_staff, "room-7", "Mallory", "hi")
    without_staff.say("502-张三", "502 一人阳性", B3)
    heard = without_staff.new(3)
    assert not any(message.group == "room-7" for _, message in without_staff.replay.transport.sent)
    told = [one.to for one in heard if "502" in one.text]
    assert "wx-he" in told
    assert "wx-song" in told, "no group: the secretary hears it in private"


def test_where_the_secretary_writes_it_is_the_staff_group(without_staff: Night) -> None:
    elsewhere(without_staff, "room-8", SONG, "大家好")
    without_staff.say("502-张三", "502 一人阳性", B3)
    without_staff.new(3)
    assert any(
        message.group == "room-8" and "502" in message.text for _, message in without_staff.replay.transport.sent
    )


def test_a_relay_does_not_vouch_for_the_staff_group(without_staff: Night) -> None:
    elsewhere(without_staff, "room-9", HE, "大家好")
    without_staff.say("502-张三", "502 一人阳性", B3)
    without_staff.new(3)
    assert not any(message.group == "room-9" for _, message in without_staff.replay.transport.sent)


def test_staff_may_bind_it_afterwards(without_staff: Night) -> None:
    elsewhere(without_staff, "room-7", "502-张三", "hi")
    elsewhere(without_staff, "room-7", WANG, "/绑定 居委群")
    without_staff.new(1)
    without_staff.say("502-张三", "502 一人阳性", B3)
    without_staff.new(3)
    assert any(
        message.group == "room-7" and "502" in message.text for _, message in without_staff.replay.transport.sent
    )


def test_a_group_that_the_file_lists_no_more_hears_nothing(sweep: Night) -> None:
    groups = tuple(replace(one, topic="居委新群") if one.topic == STAFF else one for one in sweep.community.groups)
    sweep.community = replace(sweep.community, groups=groups)
    sweep.restart()
    sweep.say("502-张三", "502 一人阳性", B3)
    sweep.later(3)
    assert any("502" in text for text in sweep.in_room("居委新群"))
    assert not any("502" in text for text in sweep.in_room(STAFF))


def test_what_was_bound_by_somebody_stays(sweep: Night) -> None:
    sweep.say(SONG, "/绑定 官方群 8号楼", "8号楼新群")
    sweep.new(1)
    sweep.restart()
    sweep.say("801-周八", "801 2人阴", "8号楼新群")
    sweep.later(1)
    assert sweep.answers("8") == {"801": "negative"}


# A group is called something else.


@pytest.fixture
def renamed(sweep: Night) -> Night:
    """On a network with keys of its own for groups, building 3 answers in a group that is then called otherwise."""

    def key(work: Work) -> None:
        work.store.change(GroupAliasRow, table(GroupAliasRow).c.alias == B3, alias="room-3")
        work.changed()

    sweep.look(key)
    elsewhere(sweep, "room-3", "502-张三", "502 2人阴", B3)
    elsewhere(sweep, "room-3", HE, "幸福三号楼", "幸福三号楼", MessageType.TOPIC)
    return sweep


def test_a_group_with_a_new_name_is_the_same_group(renamed: Night) -> None:
    elsewhere(renamed, "room-3", "401-李四", "401 3人阴", "幸福三号楼")
    renamed.later(1)
    assert renamed.answers() == {"502": "negative", "401": "negative"}


def test_and_stays_it_when_the_bot_starts_again(renamed: Night) -> None:
    renamed.restart()
    elsewhere(renamed, "room-3", "401-李四", "401 3人阴", "幸福三号楼")
    renamed.later(1)
    assert renamed.answers() == {"502": "negative", "401": "negative"}


def test_the_file_may_take_the_new_name_over(renamed: Night) -> None:
    groups = tuple(replace(one, topic="幸福三号楼") if one.topic == B3 else one for one in renamed.community.groups)
    renamed.community = replace(renamed.community, groups=groups)
    renamed.restart()
    forget(renamed, "幸福三号楼")
    elsewhere(renamed, "room-3", "401-李四", "401 3人阴", "幸福三号楼")
    renamed.later(1)
    assert renamed.answers() == {"502": "negative", "401": "negative"}
    assert renamed.state()["collections"][-1]["buildings"]["3"]["reported"] == 2


def test_a_group_that_took_the_staffs_name_later_hears_nothing(without_staff: Night) -> None:
    elsewhere(without_staff, "room-7", "Mallory", "hi", "麻将群")
    elsewhere(without_staff, "room-7", "Mallory", STAFF, STAFF, MessageType.TOPIC)
    elsewhere(without_staff, "room-7", "Mallory", "hi")
    without_staff.say("502-张三", "502 一人阳性", B3)
    without_staff.new(3)
    assert not any(message.group == "room-7" for _, message in without_staff.replay.transport.sent)


def test_a_group_that_means_something_does_not_become_another_by_its_name(renamed: Night) -> None:
    elsewhere(renamed, "room-3", HE, "8号楼官方群", "8号楼官方群", MessageType.TOPIC)
    elsewhere(renamed, "room-3", "401-李四", "401 3人阴", "8号楼官方群")
    renamed.later(1)
    assert renamed.answers()["401"] == "negative"
