"""What every transport keeps, whichever network lies behind it. A new one is a line in tests/support/bench.py."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from bot.clock import VirtualClock
from bot.contract import Incoming, Outgoing
from bot.errors import SendError, SendFailed, SendUnknown
from bot.transport.simulated import SimulatedTransport
from tests.support.bench import NETWORKS, Bench
from tests.support.night import BEGIN


@pytest.fixture(params=NETWORKS)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async with NETWORKS[request.param]() as network:
        bench = Bench(network)
        await bench.transport.start(bench.receive)
        yield bench
        await bench.transport.stop()


def message(text: str, group: str | None = "甲群", contact: str | None = None, key: str = "k") -> Outgoing:
    return Outgoing(key, group, contact, text)


async def test_an_account_names_itself(bench: Bench) -> None:
    first = bench.transport.account
    assert first
    await bench.transport.stop()
    bench.transport = bench.network.connect()
    await bench.transport.start(bench.receive)
    assert bench.transport.account == first


async def test_events_arrive_in_order(bench: Bench) -> None:
    for number in range(20):
        await bench.speak(str(number))
    assert [one.text for one in await bench.heard(20)] == [str(number) for number in range(20)]


async def test_two_events_have_two_ids(bench: Bench) -> None:
    for _ in range(3):
        await bench.speak("早")
    assert len({one.id for one in await bench.heard(3)}) == 3


async def test_the_simulated_network_goes_on_once_an_event_is_stored() -> None:
    network = SimulatedTransport(VirtualClock(BEGIN), ("wx-fenjian", "分拣小助手"))
    stored: list[str] = []

    async def store(message: Incoming) -> None:
        await asyncio.sleep(0)
        stored.append(message.id)

    await network.start(store)
    await network.speak(Incoming("m1", "甲群", "wx-a", "早", BEGIN))
    assert stored == ["m1"], "handed over before speak returns: that is the acknowledgement"


async def test_an_event_says_where_who_when_and_what(bench: Bench) -> None:
    await bench.speak("早")
    (one,) = await bench.heard(1)
    assert (one.group, one.topic, one.sender, one.name) == ("甲群", "甲群", "wx-a", "甲")
    assert (one.text, one.own) == ("早", False)
    assert one.at.tzinfo is not None


async def test_a_private_message_has_no_group(bench: Bench) -> None:
    await bench.speak("早", None)
    (one,) = await bench.heard(1)
    assert (one.group, one.sender) == (None, "wx-a")


async def test_what_is_sent_comes_back_as_the_bots_own(bench: Bench) -> None:
    network_id = await bench.transport.send(message("大家好"))
    (echo,) = await bench.heard(1)
    assert echo.own
    assert (echo.group, echo.text) == ("甲群", "大家好")
    assert network_id is None or echo.id == network_id


async def test_the_echo_of_a_private_message_names_whom_it_went_to(bench: Bench) -> None:
    await bench.transport.send(message("您好", None, "wx-b"))
    (echo,) = await bench.heard(1)
    assert (echo.group, echo.sender, echo.own) == (None, "wx-b", True)


async def test_two_messages_have_two_ids(bench: Bench) -> None:
    ids = [await bench.transport.send(message("大家好", key=str(number))) for number in range(3)]
    assert len(set(ids)) == 3


@pytest.mark.parametrize("error", [SendFailed("x"), SendFailed("x", retryable=False), SendUnknown("x")])
async def test_a_failure_says_what_is_known(bench: Bench, error: SendError) -> None:
    await bench.network.fault(error)
    with pytest.raises(type(error)) as caught:
        await bench.transport.send(message("大家好"))
    if isinstance(error, SendFailed):
        assert isinstance(caught.value, SendFailed)
        assert caught.value.retryable is error.retryable
        assert bench.received == [], "surely not delivered"
    await bench.transport.send(message("大家好"))
    assert len(await bench.heard(1)) == 1


async def test_who_is_no_friend_cannot_be_written_to(bench: Bench) -> None:
    await bench.network.estrange("wx-b")
    with pytest.raises(SendFailed) as caught:
        await bench.transport.send(message("您好", None, "wx-b"))
    assert not caught.value.retryable


async def test_groups_and_members_are_known(bench: Bench) -> None:
    groups = {group.id: group.topic for group in await bench.transport.groups()}
    assert set(groups.values()) == {"甲群", "乙群"}
    members = await bench.transport.members("甲群")
    assert {(member.contact, member.name) for member in members} >= {("wx-a", "甲"), ("wx-b", "乙")}
    assert await bench.transport.members("没有的群") == []


async def test_friends_are_a_set_or_everybody(bench: Bench) -> None:
    friends = await bench.transport.friends()
    assert friends is None or "wx-a" in friends


async def test_after_stop_nothing_is_handed_over(bench: Bench) -> None:
    await bench.transport.send(message("大家好"))
    await bench.heard(1)
    await bench.transport.stop()
    with suppress(SendError):
        await bench.speak("早")
    await asyncio.sleep(0)
    assert len(bench.received) == 1
