"""An account at the real gateway: what it hears and does, over real gRPC."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.contract import Act, File, MemberInfo, MessageType, Outgoing
from bot.errors import FetchFailed, SendFailed, SendUnknown
from bot.transport.wechat.files import LARGEST
from tests.support.gateway import Gateway
from tests.support.wechat import Account, logged_in, say

ROOM = "r1@chatroom"


@pytest_asyncio.fixture
async def account(gateway: Gateway) -> AsyncIterator[Account]:
    await gateway.room(ROOM, "三号楼", [("wx-a", "3-502 甲"), ("wx-b", "乙")])
    async with logged_in(gateway, call_limit=2.0) as account:
        yield account


async def test_an_account_names_itself_and_says_since_when_it_hears(account: Account) -> None:
    assert account.transport.account == "wechat:wx-fenjian"
    assert await account.lines(1) == [MessageType.CONNECTED]


async def test_a_message_is_stored_by_its_id_and_told_when_asked_for(gateway: Gateway, account: Account) -> None:
    said = await gateway.speak(ROOM, "wx-a", "502 抗原阴性", at=1_700_000_000)
    heard = await account.until(lambda heard: len(heard) == 2)
    assert (heard[1].id, heard[1].type, heard[1].text) == (said, MessageType.NOTED, "")
    one = await account.transport.fetch(said)
    assert one is not None
    assert (one.group, one.topic, one.sender, one.name, one.text) == (
        ROOM,
        "三号楼",
        "wx-a",
        "3-502 甲",
        "502 抗原阴性",
    )
    assert (one.at.year, one.own) == (2023, False)


async def test_events_are_handed_over_in_the_order_they_were_heard(gateway: Gateway, account: Account) -> None:
    await gateway.run("for (let n = 0; n < 2000; n++) speak(given, 'wx-a', 'x', {id: `m${n}`})", ROOM)
    heard = await account.until(lambda heard: len(heard) == 2001)
    assert [one.id for one in heard[1:]] == [f"m{number}" for number in range(2000)]


async def test_a_payload_that_is_not_there_now_is_asked_for_again(gateway: Gateway, account: Account) -> None:
    await gateway.run("knobs.broken.add('m1'); speak(given, 'wx-a', '阴性', {id: 'm1'})", ROOM)
    with pytest.raises(FetchFailed):
        await account.transport.fetch("m1")
    await gateway.run("knobs.broken.clear()")
    one = await account.transport.fetch("m1")
    assert one is not None
    assert one.text == "阴性"


async def test_a_payload_that_never_comes_has_its_limit(gateway: Gateway, account: Account) -> None:
    await gateway.run("knobs.never.add('m1'); speak(given, 'wx-a', '阴性', {id: 'm1'})", ROOM)
    with pytest.raises(FetchFailed, match="TimeoutError"):
        await account.transport.fetch("m1")


async def test_who_comes_is_known_by_the_nickname(gateway: Gateway, account: Account) -> None:
    await gateway.run("join(given, [['wx-c', '3-101 丙'], ['wx-d', '丁']], 'wx-a', 1700000000000)", ROOM)
    first, second = await account.next(), await account.next()
    assert (first.type, first.group, first.sender, first.name) == (MessageType.JOIN, ROOM, "wx-c", "3-101 丙")
    assert (second.sender, second.name, second.at.year) == ("wx-d", "丁", 2023)


async def test_who_leaves_and_what_the_room_is_called_now(gateway: Gateway, account: Account) -> None:
    await gateway.speak(ROOM, "wx-a", "早")
    await account.next()
    await gateway.run("leave(given, ['wx-b'], 'wx-a'); topic(given, '三号楼业主', 'wx-a')", ROOM)
    left = await account.next(MessageType.LEAVE)
    renamed = await account.next(MessageType.TOPIC)
    assert (left.group, left.sender, renamed.text) == (ROOM, "wx-b", "三号楼业主")
    await gateway.speak(ROOM, "wx-a", "早")
    assert (await account.next()).topic == "三号楼业主", "the old name is not kept"


async def test_a_nickname_that_the_gateway_calls_changed_is_asked_for_again(gateway: Gateway, account: Account) -> None:
    await gateway.speak(ROOM, "wx-a", "早")
    assert (await account.next()).name == "3-502 甲"
    await gateway.room(ROOM, "三号楼", [("wx-a", "3-503 甲"), ("wx-b", "乙")])
    await gateway.run("await puppet.dirtyPayload(PUPPET.types.Dirty?.RoomMember ?? 4, given)", ROOM)
    await gateway.speak(ROOM, "wx-a", "早")
    assert (await account.next()).name == "3-503 甲"


async def test_a_recall_names_what_was_recalled(gateway: Gateway, account: Account) -> None:
    said = await gateway.speak(ROOM, "wx-a", "502 阳性")
    await account.next()
    await gateway.run("recall(...given)", [ROOM, "wx-a", said])
    recalled = await account.next()
    assert (recalled.type, recalled.text) == (MessageType.RECALL, said)


async def test_a_friend_request_is_told_and_accepted(gateway: Gateway, account: Account) -> None:
    await gateway.person("wx-n", "新邻居", friend=False)
    await gateway.run("befriend('f1', 'wx-n', '502')")
    request = await account.next()
    assert (request.type, request.sender, request.name) == (MessageType.REQUEST, "wx-n", "新邻居")
    for _ in range(2):
        await account.transport.send(Outgoing("k", None, "wx-n", request.text, act=Act.ACCEPT))
    assert await gateway.run("return done") == [["friendshipAccept", "f1"]] * 2
    await gateway.run("befriend('f2', 'wx-n', '', 1)")
    assert (await account.next()).type is MessageType.FRIEND


async def test_an_invitation_is_told_and_accepted(gateway: Gateway, account: Account) -> None:
    await gateway.run("invite('i1', 'wx-a', '四号楼')")
    invitation = await account.next()
    assert (invitation.type, invitation.sender, invitation.topic) == (MessageType.INVITE, "wx-a", "四号楼")
    await account.transport.send(Outgoing("k", None, "wx-a", invitation.text, act=Act.ACCEPT))
    assert await gateway.run("return done") == [["roomInvitationAccept", "i1"]]


async def test_a_mention_reaches_the_mentioned_and_the_echo_is_what_was_said(
    gateway: Gateway, account: Account
) -> None:
    sent = await account.transport.send(say("@乙 还没有报", mentions=(("wx-b", "乙"),)))
    (said,) = await gateway.sent()
    assert (said["text"], said["mentions"]) == ("@乙\u2005还没有报", ["wx-b"])
    echo = await account.next()
    assert (echo.id, echo.own, echo.text, echo.group) == (sent, True, "@乙 还没有报", ROOM)


async def test_a_provider_that_gives_no_ids_confirms_by_the_echo(gateway: Gateway, account: Account) -> None:
    await gateway.run("knobs.ids = false")
    assert await account.transport.send(say("大家好")) is None
    assert (await account.next()).own


async def test_an_announcement_is_put_up_not_read(gateway: Gateway, account: Account) -> None:
    await account.transport.send(say("今晚十点报抗原", act=Act.ANNOUNCE))
    assert await gateway.run("return announcements.get(given)", ROOM) == "今晚十点报抗原"


@pytest.mark.parametrize("size", [1, 30_000, 9_000_000])
async def test_a_file_of_any_size_comes_in_and_goes_out(gateway: Gateway, account: Account, size: int) -> None:
    content = b"\x00\xff" * (size // 2) + b"x" * (size % 2)
    said = await gateway.send_file(ROOM, "wx-a", "名册.xlsx", base64.b64encode(content).decode())
    assert (await account.next()).type is MessageType.FILE
    assert await account.transport.download(said) == File("名册.xlsx", content)
    await account.transport.send(say("", file=File("汇总.xlsx", content)))
    echo = await account.next()
    back = await account.transport.download(echo.id)
    assert (echo.own, back.name, back.content) == (True, "汇总.xlsx", content)


async def test_a_text_follows_its_file(gateway: Gateway, account: Account) -> None:
    await account.transport.send(say("请查收", file=File("汇总.xlsx", b"x")))
    assert [said.get("file") or said.get("text") for said in await gateway.sent()] == ["汇总.xlsx", "请查收"]


async def test_a_file_went_whose_text_did_not_is_not_sent_again(gateway: Gateway, account: Account) -> None:
    await gateway.run("knobs.sends.push(0, 'fail')")
    with pytest.raises(SendUnknown):
        await account.transport.send(say("请查收", file=File("汇总.xlsx", b"x")))


async def test_a_message_that_came_with_no_file_has_none(gateway: Gateway, account: Account) -> None:
    said = await gateway.speak(ROOM, "wx-a", "早")
    with pytest.raises(FetchFailed):
        await account.transport.download(said)


async def test_a_file_that_would_fill_the_memory_is_refused(
    gateway: Gateway, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transport.wechat.files.LARGEST", 100_000)
    assert LARGEST > 100_000
    said = await gateway.send_file(ROOM, "wx-a", "片.mp4", base64.b64encode(bytes(200_000)).decode())
    with pytest.raises(FetchFailed, match="too large"):
        await account.transport.download(said)


async def test_a_send_that_hangs_may_have_gone(gateway: Gateway, account: Account) -> None:
    await gateway.run("knobs.sends.push('late')")
    with pytest.raises(SendUnknown):
        await account.transport.send(say("大家好"))
    assert (await account.next()).text == "大家好", "and the echo says that it did"


async def test_who_is_no_friend_gets_no_private_message(gateway: Gateway, account: Account) -> None:
    await gateway.person("wx-n", "外人", friend=False)
    assert await account.transport.friends() == frozenset({"wx-a", "wx-b"})
    with pytest.raises(SendFailed) as caught:
        await account.transport.send(say("您好", None, "wx-n"))
    assert not caught.value.retryable
    assert await gateway.sent() == []


async def test_a_provider_that_marks_no_friends_leaves_it_to_the_send(gateway: Gateway, account: Account) -> None:
    for contact in ("wx-a", "wx-b"):
        await gateway.person(contact, contact, friend=False)
    assert await account.transport.friends() is None
    await account.transport.send(say("您好", None, "wx-a"))
    assert [said["to"] for said in await gateway.sent()] == ["wx-a"]


async def test_rooms_and_who_sits_there(account: Account) -> None:
    assert [(group.id, group.topic) for group in await account.transport.groups()] == [(ROOM, "三号楼")]
    members = await account.transport.members(ROOM)
    assert MemberInfo("wx-a", "3-502 甲") in members
    assert len(members) == 3
    assert await account.transport.members("没有的群") == []


async def test_the_real_wechaty_stands_on_the_same_line(gateway: Gateway, account: Account) -> None:
    """For what only the library can do: what it writes arrives, which without our puppet it does not."""
    wechaty = account.transport.wechaty
    await wechaty.init_puppet()
    room = wechaty.Room.load(ROOM)
    await room.ready()
    assert room.payload.topic == "三号楼"
    await room.announce("今晚十点报抗原")
    assert await gateway.run("return announcements.get(given)", ROOM) == "今晚十点报抗原"
    assert [member.contact_id for member in await room.member_list()] == ["wx-fenjian", "wx-a", "wx-b"]
