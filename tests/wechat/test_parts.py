"""The small parts of the account: wording, cache, address, and what a failure means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from grpclib.const import Status
from grpclib.exceptions import GRPCError, StreamTerminatedError

from bot.clock import VirtualClock
from bot.errors import ConfigError, SendFailed, SendUnknown
from bot.transport.wechat.cache import Cache
from bot.transport.wechat.channel import address
from bot.transport.wechat.puppet import LineDown
from bot.transport.wechat.sending import meaning
from bot.transport.wechat.wording import from_network, to_network

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["@甲 @乙 还没有报", "注意:\n一、开门", "好:\n\n:\n", "没有@谁"])
def test_what_goes_out_comes_back_as_it_was(text: str) -> None:
    sent = to_network(text, [("wx-a", "甲"), ("wx-b", "乙")])
    assert from_network(sent, own=True) == text
    assert ":\n" not in sent, "wechat4u cuts there"


def test_a_mention_is_closed_as_wechat_closes_it() -> None:
    assert to_network("@甲 @甲二 早", [("wx-a", "甲"), ("wx-c", "甲二")]) == "@甲\u2005@甲二\u2005早"


def test_a_cache_keeps_what_is_new_and_not_too_much_of_it() -> None:
    clock = VirtualClock(BEGIN)
    cache: Cache[int] = Cache(clock, 2, 60.0)
    for number in range(3):
        cache.put(number, "r", str(number))
    assert [cache.get("r", str(number)) for number in range(3)] == [None, 1, 2]
    clock.move_to(BEGIN + timedelta(seconds=60))
    assert cache.get("r", "2") is None
    cache.put(2, "r", "2")
    cache.put(9, "s", "2")
    cache.forget("r")
    assert (cache.get("r", "2"), cache.get("s", "2"), len(cache)) == (None, 9, 1)


@pytest.mark.parametrize("endpoint", ["", "8788", "127.0.0.1", "127.0.0.1:port", ":8788"])
def test_an_address_that_is_none_is_told(endpoint: str) -> None:
    with pytest.raises(ConfigError, match="host:port"):
        address(endpoint, "token")


@pytest.mark.parametrize("token", ["", "密码", "a\nb"])
def test_a_token_that_cannot_be_one_is_told_and_not_shown(token: str) -> None:
    with pytest.raises(ConfigError, match="token") as caught:
        address("127.0.0.1:8788", token)
    assert not token or token not in str(caught.value)


@pytest.mark.parametrize("host", ["gateway", "10.0.0.7"])
def test_messages_cross_no_network_for_everybody_to_read(host: str) -> None:
    with pytest.raises(ConfigError, match="certificate of your own"):
        address(f"{host}:8788", "token")


def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("none")
    with pytest.raises(ConfigError, match="cannot be read"):
        address("10.0.0.7:8788", "token", tmp_path / "ca.pem")


def refusal(words: str, status: Status = Status.UNKNOWN) -> GRPCError:
    return GRPCError(status, words)


@pytest.mark.parametrize(
    "error", [LineDown("x"), ConnectionRefusedError(), refusal("not logged in"), refusal("send too fast"),
              refusal("1205"), refusal("provider refused"), refusal("x", Status.RESOURCE_EXHAUSTED)],
)  # fmt: skip
def test_what_surely_did_not_go_may_be_tried_again(error: Exception) -> None:
    meant = meaning(error)
    assert isinstance(meant, SendFailed)
    assert meant.retryable


@pytest.mark.parametrize(
    "error", [refusal("not a friend"), refusal("no such conversation"), refusal("x", Status.UNIMPLEMENTED)]
)
def test_what_can_never_go_is_not_tried_again(error: Exception) -> None:
    meant = meaning(error)
    assert isinstance(meant, SendFailed)
    assert not meant.retryable


@pytest.mark.parametrize(
    "error", [TimeoutError(), ConnectionResetError(), StreamTerminatedError("x"), refusal("socket hang up"),
              refusal("deadline exceeded: may or may not"), refusal("", Status.UNAVAILABLE)],
)  # fmt: skip
def test_what_may_have_gone_is_never_called_failed(error: Exception) -> None:
    assert isinstance(meaning(error), SendUnknown)
