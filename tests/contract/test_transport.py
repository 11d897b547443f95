"""What every transport keeps, whichever network lies behind it. A new one is a line in TRANSPORTS."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.clock import SystemClock, VirtualClock
from bot.contract import Incoming, Outgoing, Transport
from bot.errors import SendError, SendFailed, SendUnknown
from bot.transport.simulated import SimulatedTransport
from tests.support.night import BEGIN

BOT = ("wx-fenjian", "分拣小助手")


class Bench:
    """A transport, and a hand on the network behind it."""

    def __init__(self, network: SimulatedTransport) -> None:
        self.transport: Transport = network
        self.network = network
        self.received: list[Incoming] = []
        self._arrived = asyncio.Event()

    async def receive(self, message: Incoming) -> None:
        self.received.append(message)
        self._arrived.set()

    async def speak(self, number: int, text: str, group: str | None = "甲群", sender: str = "wx-a") -> None:
        now = SystemClock().now()
        await self.network.speak(Incoming(f"m{number}", group, sender, text, now, name="甲", topic=group))

    async def heard(self, count: int) -> list[Incoming]:
        """What was received, once it is ``count`` events."""
        async with asyncio.timeout(5):
            while len(self.received) < count:
                self._arrived.clear()
                await self._arrived.wait()
        return self.received


def simulated() -> Bench:
    network = SimulatedTransport(VirtualClock(BEGIN), BOT)
    network.add_room("甲群", [("wx-a", "甲"), ("wx-b", "乙")])
    network.add_room("乙群")
    return Bench(network)


TRANSPORTS: dict[str, Callable[[], Bench]] = {"simulated": simulated}


@pytest.fixture(params=TRANSPORTS)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    bench = TRANSPORTS[request.param]()
    await bench.transport.start(bench.receive)
    yield bench
    await bench.transport.stop()


def message(text: str, group: str | None = "甲群", contact: str | None = None, key: str = "k") -> Outgoing:
    return Outgoing(key, group, contact, text)


def test_an_account_names_itself() -> None:
    for make in TRANSPORTS.values():
        assert make().transport.account
        assert make().transport.account == make().transport.account


async def test_events_arrive_in_order_and_are_stored_before_the_sender_goes_on(bench: Bench) -> None:
    for number in range(20):
        await bench.speak(number, str(number))
        assert bench.received[-1].text == str(number), "handed over before speak returns: that is the acknowledgement"
    assert [one.text for one in bench.received] == [str(number) for number in range(20)]


async def test_an_event_says_where_who_when_and_what(bench: Bench) -> None:
    await bench.speak(1, "早")
    (one,) = await bench.heard(1)
    assert (one.group, one.topic, one.sender, one.name) == ("甲群", "甲群", "wx-a", "甲")
    assert (one.text, one.own) == ("早", False)
    assert one.at.tzinfo is not None


async def test_a_private_message_has_no_group(bench: Bench) -> None:
    await bench.speak(1, "早", None)
    assert (await bench.heard(1))[0].group is None


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
    bench.network.fault(error)
    with pytest.raises(type(error)) as caught:
        await bench.transport.send(message("大家好"))
    if isinstance(error, SendFailed):
        assert isinstance(caught.value, SendFailed)
        assert caught.value.retryable is error.retryable
        assert bench.received == [], "surely not delivered"
    await bench.transport.send(message("大家好"))
    assert len(await bench.heard(1)) == 1


async def test_who_is_no_friend_cannot_be_written_to(bench: Bench) -> None:
    bench.network.strangers.add("wx-b")
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
    assert friends is None or isinstance(friends, frozenset)


async def test_after_stop_nothing_is_handed_over(bench: Bench) -> None:
    await bench.transport.send(message("大家好"))
    await bench.transport.stop()
    seen = len(bench.received)
    with pytest.raises(SendError):
        await bench.speak(1, "早")
    await asyncio.sleep(0)
    assert len(bench.received) == seen
