"""What lies behind an id: the gateway's payloads, as the engine reads them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from grpclib.const import Status
from grpclib.exceptions import GRPCError

from bot.clock import VirtualClock
from bot.contract import Incoming, MessageType
from bot.quote import split_quotation
from bot.transport.wechat import payloads
from bot.transport.wechat.payloads import Payloads
from bot.transport.wechat.upstream import messages
from bot.transport.wechat.wire import MemberPayload
from tests.support.wechat import Memory

BEGIN = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
GONE = GRPCError(Status.UNKNOWN, "no payload")


class Chat:
    """Room r1 with wx-a in it, and a gateway that knows them."""

    def __init__(self) -> None:
        self.clock = VirtualClock(BEGIN)
        self.memory = Memory()
        self.memory.rooms["r1"] = messages.RoomPayloadResponse(topic="三号楼")
        self.nickname("3-502 甲")
        self.memory.contacts["wx-a"] = messages.ContactPayloadResponse(name="甲")
        self.puppet = self.memory.on_line(self.clock)
        self._payloads = Payloads(self.puppet, self.clock)

    def nickname(self, alias: str) -> None:
        member = MemberPayload(room_alias=alias, name="甲")
        self.memory.members["r1", "wx-a"] = member

    async def maybe(self, key: str) -> Incoming | None:
        return await self._payloads.fetch(key, "wx-bot")

    async def fetch(self, key: str = "m1") -> Incoming:
        one = await self.maybe(key)
        assert one is not None
        return one


@pytest.fixture
def chat() -> Chat:
    return Chat()


async def test_a_message_says_where_who_when_and_what(chat: Chat) -> None:
    chat.memory.tell("m1", "502 抗原阴性", at=1_700_000_000)
    at = datetime.fromtimestamp(1_700_000_000, UTC)
    assert await chat.fetch() == Incoming("m1", "r1", "wx-a", "502 抗原阴性", at, "3-502 甲", "三号楼")


async def test_without_a_nickname_in_the_group_the_own_name_counts(chat: Chat) -> None:
    chat.nickname("")
    chat.memory.tell("m1", "阴性")
    assert (await chat.fetch()).name == "甲"


async def test_a_private_message_has_no_group(chat: Chat) -> None:
    chat.memory.tell("m1", "502", room_id="", to_id="wx-bot")
    one = await chat.fetch()
    assert (one.group, one.topic, one.sender, one.name, one.own) == (None, None, "wx-a", "甲", False)


async def test_the_own_message_is_the_bots_and_reads_as_the_engine_wrote_it(chat: Chat) -> None:
    chat.memory.tell("m1", "@甲\u2005还没有报: \n502", from_id="wx-bot")
    one = await chat.fetch()
    assert one.own
    assert one.text == "@甲 还没有报:\n502"


async def test_the_own_private_message_names_whom_it_went_to(chat: Chat) -> None:
    chat.memory.tell("m1", "您好", from_id="wx-bot", room_id="", to_id="wx-a")
    one = await chat.fetch()
    assert (one.own, one.sender, one.group) == (True, "wx-a", None)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (1, MessageType.FILE), (2, MessageType.AUDIO), (5, MessageType.STICKER), (6, MessageType.IMAGE),
        (7, MessageType.TEXT), (11, MessageType.SYSTEM), (15, MessageType.FILE), (16, MessageType.FILE),
        (99, MessageType.FILE),
    ],
)  # fmt: skip
async def test_every_number_of_a_type_is_known_or_no_text(chat: Chat, number: int, kind: MessageType) -> None:
    chat.memory.tell("m1", "x", number)
    one = await chat.fetch()
    assert one.type is kind
    assert one.text == ("x" if kind is MessageType.TEXT else ""), "markup of a picture is nothing anybody said"


@pytest.mark.parametrize("number", [0, 10])
async def test_a_native_chain_is_its_text_whatever_the_provider_calls_it(chat: Chat, number: int) -> None:
    chat.memory.tell("m1", "#接龙\n抗原\n1. 501 阴性\n2. 502 阴性", number)
    one = await chat.fetch()
    assert (one.type, one.text.count("\n")) == (MessageType.TEXT, 3)


@pytest.mark.parametrize("text", ["", "  ", "<sysmsg>…</sysmsg>"])
async def test_what_is_no_message_is_nothing_to_tell(chat: Chat, text: str) -> None:
    chat.memory.tell("m1", text, 0)
    assert await chat.maybe("m1") is None


@pytest.mark.parametrize("text", ["7301", "<sysmsg type='revokemsg'><newmsgid>7301</newmsgid></sysmsg>"])
async def test_a_recall_names_the_recalled_message(chat: Chat, text: str) -> None:
    chat.memory.tell("m1", text, 13)
    one = await chat.fetch()
    assert (one.type, one.text) == (MessageType.RECALL, "7301")


async def test_a_quoted_reply_keeps_its_form_for_the_engine_to_cut(chat: Chat) -> None:
    chat.memory.tell("m1", "「甲：502 阳性」\n- - - - - - - - - - - - - - -\n收到")
    assert split_quotation((await chat.fetch()).text) == ("502 阳性", "收到")


async def test_seconds_and_milliseconds_are_the_same_time(chat: Chat) -> None:
    chat.memory.tell("m1", "x", at=1_700_000_000)
    chat.memory.tell("m2", "x", at=1_700_000_000_000)
    assert (await chat.fetch("m1")).at == (await chat.fetch("m2")).at


async def test_a_provider_that_refuses_the_names_hides_no_message(chat: Chat) -> None:
    chat.memory.rooms["r1"] = chat.memory.members["r1", "wx-a"] = chat.memory.contacts["wx-a"] = GONE
    chat.memory.tell("m1", "502 阴性")
    one = await chat.fetch()
    assert (one.text, one.name, one.topic, one.group) == ("502 阴性", "", None, "r1")


@contextmanager
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(payloads, "_NAMES", 0.01)
        yield


async def test_names_that_never_come_are_waited_for_but_not_for_ever(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    del chat.memory.members["r1", "wx-a"]
    chat.memory.tell("m1", "502 阴性")
    with impatient(monkeypatch):
        for _ in range(2):
            with pytest.raises(TimeoutError):
                await chat.fetch()
        assert (await chat.fetch()).text == "502 阴性"


async def test_names_are_asked_for_once_and_again_when_they_may_have_changed(chat: Chat) -> None:
    for number in range(20):
        chat.memory.tell(f"m{number}", "x")
        await chat.fetch(f"m{number}")
    assert (chat.memory.asked.count("room"), chat.memory.asked.count("member")) == (1, 1)
    chat.nickname("3-503 甲")
    assert (await chat.fetch("m1")).name == "3-502 甲"
    chat.puppet.forget_room("r1")
    assert (await chat.fetch("m1")).name == "3-503 甲"


async def test_a_changed_nickname_is_seen_within_a_minute_even_if_nobody_tells(chat: Chat) -> None:
    chat.memory.tell("m1", "x")
    await chat.fetch()
    chat.nickname("3-503 甲")
    chat.clock.move_to(BEGIN + timedelta(seconds=61))
    assert (await chat.fetch()).name == "3-503 甲"
