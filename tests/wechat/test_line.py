"""The line to the gateway: it breaks, freezes, is taken, comes back. What was missed lies between two known moments."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.contract import Incoming, MessageType
from bot.errors import ConfigError, FetchFailed, SendFailed
from bot.transport.wechat import session
from bot.transport.wechat.transport import ANOTHER, LOGGED_OUT, WechatTransport
from tests.support.gateway import Gateway
from tests.support.proxy import proxy
from tests.support.wechat import Account, logged_in, say

ROOM = "r1@chatroom"
CONNECTED, DISCONNECTED = MessageType.CONNECTED, MessageType.DISCONNECTED


@pytest_asyncio.fixture
async def account(gateway: Gateway) -> AsyncIterator[Account]:
    await gateway.room(ROOM, "三号楼", [("wx-a", "甲")])
    async with logged_in(gateway, call_limit=1.0, probe_every=0.2, probe_limit=0.3) as account:
        yield account


def has(kind: MessageType, count: int) -> Callable[[list[Incoming]], bool]:
    return lambda heard: sum(one.type is kind for one in heard) >= count


async def test_a_gateway_that_was_killed_is_reached_again_within_five_seconds(
    gateway: Gateway, account: Account
) -> None:
    await gateway.speak(ROOM, "wx-a", "一")
    await account.until(has(MessageType.NOTED, 1))
    before = SystemClock().now()
    await gateway.kill()
    await account.until(has(DISCONNECTED, 1))
    with pytest.raises(SendFailed):
        await account.transport.send(say("没有线"))
    with pytest.raises(FetchFailed):
        await account.transport.fetch("m1")
    await gateway.start()
    back = SystemClock().monotonic()
    await account.until(has(CONNECTED, 2))
    assert SystemClock().monotonic() - back < 5
    await gateway.speak(ROOM, "wx-a", "二")
    heard = await account.until(has(MessageType.NOTED, 2))
    assert [one.type for one in heard] == [CONNECTED, MessageType.NOTED, DISCONNECTED, CONNECTED, MessageType.NOTED]
    assert heard[2].at <= before <= heard[3].at, "the gap begins with the last sign of life"


async def test_a_frozen_gateway_is_noticed_and_what_waits_for_it_does_not_wait_for_ever(
    gateway: Gateway, account: Account
) -> None:
    gateway.freeze()
    try:
        await account.until(has(DISCONNECTED, 1))
    finally:
        gateway.thaw()
    thawed = SystemClock().monotonic()
    await account.until(has(CONNECTED, 2))
    assert SystemClock().monotonic() - thawed < 5


async def test_what_is_missed_meanwhile_is_not_made_up_but_fetched_where_the_id_is_known(
    gateway: Gateway, account: Account
) -> None:
    said = await gateway.speak(ROOM, "wx-a", "一")
    await account.until(has(MessageType.NOTED, 1))
    await gateway.restart()
    await account.until(has(CONNECTED, 2))
    one = await account.transport.fetch(said)
    assert one is not None
    assert one.text == "一"


async def test_the_wechat_session_is_never_restarted(gateway: Gateway, account: Account) -> None:
    before = await gateway.run("return calls.stop ?? 0")
    await account.transport.stop()
    async with logged_in(gateway) as again:
        await again.lines(1)
    assert await gateway.run("return calls.stop ?? 0") == before


async def test_a_wrong_token_is_told_in_one_sentence(gateway: Gateway) -> None:
    transport = WechatTransport(gateway.endpoint, "wrong", clock=SystemClock())
    with pytest.raises(ConfigError) as caught:
        await transport.log_in()
    assert str(caught.value) == session.REFUSED
    assert await transport.ended() == session.REFUSED
    await transport.stop()


async def test_a_gateway_that_is_not_there_yet_is_waited_for(gateway: Gateway) -> None:
    await gateway.kill()
    transport = WechatTransport(gateway.endpoint, gateway.token, clock=SystemClock())
    with capture_logs() as logs:
        waiting = asyncio.create_task(transport.log_in())
        await asyncio.sleep(0.5)
        await gateway.start()
        assert await waiting == "wechat:wx-fenjian"
    assert [line["trouble"] for line in logs if "trouble" in line] == ["the gateway is not there"], "once, not each try"
    await transport.stop()


async def test_to_ask_for_the_account_while_the_line_breaks_waits_for_the_line(account: Account) -> None:
    for _ in range(5):
        account.transport._puppet.close()
        assert await asyncio.wait_for(account.transport.log_in(), 60) == "wechat:wx-fenjian"


async def test_a_second_bot_gives_up_and_the_first_goes_on(
    gateway: Gateway, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_OTHERS_GO", 0.5)
    second = WechatTransport(gateway.endpoint, gateway.token, clock=SystemClock())
    with pytest.raises(ConfigError, match="another client holds"):
        await second.log_in()
    await second.stop()
    await gateway.speak(ROOM, "wx-a", "一")
    assert await account.lines(1) == [CONNECTED]
    assert (await account.next()).text == "一"


async def test_what_is_left_of_the_own_broken_line_is_stopped(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network that loses a connection without a word: the gateway believes the bot is still there."""
    monkeypatch.setattr(session, "_OTHERS_GO", 0.5)
    async with proxy(gateway.port) as wire:
        transport = WechatTransport(f"127.0.0.1:{wire.port}", gateway.token, clock=SystemClock(), call_limit=2.0)
        account = Account(transport)
        await transport.start(account.receive)
        before = await gateway.run("return calls.stop ?? 0")
        await wire.cut_near()
        assert await account.lines(3) == [CONNECTED, DISCONNECTED, CONNECTED]
        assert await gateway.run("return calls.stop ?? 0") == before + 1
        await wire.cut_far()
        await gateway.room(ROOM, "三号楼", [("wx-a", "甲")])
        await asyncio.sleep(0.5)
        await gateway.speak(ROOM, "wx-a", "还在")
        assert (await account.next()).text == "还在"
        await transport.stop()


async def test_who_came_first_after_the_gateway_was_gone_is_not_driven_out(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_OTHERS_GO", 0.5)
    async with proxy(gateway.port) as wire:
        port = wire.port
        transport = WechatTransport(f"127.0.0.1:{port}", gateway.token, clock=SystemClock())
        other = WechatTransport(gateway.endpoint, gateway.token, clock=SystemClock())
        account = Account(transport)
        await transport.start(account.receive)
        before = await gateway.run("return calls.stop ?? 0")
        await wire.stop()
        assert await account.lines(2) == [CONNECTED, DISCONNECTED]
        await other.log_in()
        await asyncio.sleep(1.0)
        await wire.start(port)
        assert await asyncio.wait_for(transport.ended(), 60) == session.TAKEN
        assert await gateway.run("return calls.stop ?? 0") == before
        await other.stop()
        await transport.stop()


async def test_a_bot_whose_line_was_taken_over_does_not_take_it_back(
    gateway: Gateway, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_OTHERS_GO", 0.5)
    other = WechatTransport(gateway.endpoint, gateway.token, clock=SystemClock())
    await other._puppet.open().stop()
    taken = asyncio.create_task(other.log_in())
    try:
        assert await asyncio.wait_for(account.transport.ended(), 60) == session.TAKEN
        assert await taken == "wechat:wx-fenjian"
    finally:
        await other.stop()


async def test_a_logged_out_account_is_the_end(gateway: Gateway, account: Account) -> None:
    await gateway.run("await puppet.logout('kicked')")
    assert await asyncio.wait_for(account.transport.ended(), 60) == LOGGED_OUT
    assert await account.lines(2) == [CONNECTED, DISCONNECTED]
    await gateway.kill()


async def test_another_account_at_the_gateway_is_another_bot(gateway: Gateway, account: Account) -> None:
    await gateway.kill()
    await gateway.start(ACCOUNT="wx-successor")
    assert await asyncio.wait_for(account.transport.ended(), 60) == ANOTHER
    async with logged_in(gateway) as successor:
        assert successor.transport.account == "wechat:wx-successor"


MALFORMED = [
    "puppet.emit('message', {})",
    "puppet.emit('message', {messageId: null})",
    "puppet.emit('room-join', {})",
    "puppet.emit('room-join', {roomId: 'r', inviteeIdList: 7})",
    "puppet.emit('room-leave', {roomId: 'r', removeeIdList: ['a']})",
    "puppet.emit('room-topic', {roomId: 'r'})",
    "puppet.emit('scan', {status: 99})",
    "puppet.emit('scan', {status: 'x', qrcode: 7})",
    "puppet.emit('error', {gerror: '{}'})",
    "puppet.emit('heartbeat', {})",
    "puppet.emit('dong', {})",
    "puppet.emit('dirty', {payloadType: 3})",
    "puppet.emit('friendship', {})",
    "puppet.emit('ready', {})",
]


@pytest.mark.parametrize("emit", MALFORMED)
async def test_a_malformed_event_ends_nothing(gateway: Gateway, account: Account, emit: str) -> None:
    await gateway.run(emit)
    await gateway.speak(ROOM, "wx-a", "还在")
    assert (await account.next()).text == "还在"
    assert await account.lines(1) == [CONNECTED]


async def test_a_code_to_scan_is_told_and_a_callback_that_fails_ends_nothing(gateway: Gateway) -> None:
    await gateway.restart(ACCOUNT="wx-fenjian")
    codes: list[tuple[str, int]] = []

    def on_scan(code: str, status: int) -> None:
        codes.append((code, status))
        raise OSError("no room for a picture")

    async with logged_in(gateway, on_scan=on_scan) as account:
        await gateway.run("mocker.scan('https://login.example/l/abc')")
        await gateway.room(ROOM, "三号楼", [("wx-a", "甲")])
        await gateway.speak(ROOM, "wx-a", "还在")
        assert (await account.next()).text == "还在"
    assert codes == [("https://login.example/l/abc", 2)]


async def test_what_the_inbox_refuses_is_told_and_the_rest_goes_on(gateway: Gateway) -> None:
    stored: list[str] = []
    done = asyncio.Event()

    async def receive(one: Incoming) -> None:
        if one.id == "m3":
            raise ValueError("502 阳性")
        stored.append(one.id)
        if one.id == "m5":
            done.set()

    await gateway.room(ROOM, "三号楼", [("wx-a", "甲")])
    transport = WechatTransport(gateway.endpoint, gateway.token, clock=SystemClock())
    with capture_logs() as logs:
        await transport.start(receive)
        await gateway.run("for (let n = 0; n < 6; n++) speak(given, 'wx-a', 'x', {id: `m${n}`})", ROOM)
        await asyncio.wait_for(done.wait(), 60)
        await transport.stop()
    assert stored[1:] == ["m0", "m1", "m2", "m4", "m5"]
    (line,) = [line for line in logs if line["log_level"] == "error"]
    assert "阳性" not in str(line)
