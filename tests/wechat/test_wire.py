"""What is read straight from the wire is what the library would read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transport.wechat.upstream import messages
from bot.transport.wechat.wire import Ask, Heard, MemberPayload, MessagePayload

TEXTS = st.text(st.characters(codec="utf-8"), max_size=300)


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.integers(0, 2**64 - 1), st.integers(0, 99), st.lists(TEXTS, max_size=3))
def test_a_message(text: str, sender: str, room: str, to: str, at: int, kind: int, mentioned: list[str]) -> None:
    written = messages.MessagePayloadResponse(
        id="m", filename="f", text=text, timestamp=at, type=kind, from_id=sender, room_id=room, to_id=to,
        mention_ids=mentioned,
    )  # fmt: skip
    assert MessagePayload.FromString(bytes(written)) == MessagePayload(text, at, kind, sender, room, to)


@given(TEXTS, TEXTS, TEXTS)
def test_a_member(alias: str, name: str, inviter: str) -> None:
    written = messages.RoomMemberPayloadResponse(id="m", room_alias=alias, inviter_id=inviter, name=name)
    assert MemberPayload.FromString(bytes(written)) == MemberPayload(alias, name)


@given(st.integers(0, 99), TEXTS)
def test_an_event(kind: int, payload: str) -> None:
    assert Heard.FromString(bytes(messages.EventResponse(type=kind, payload=payload))) == Heard(kind, payload)


@given(TEXTS, TEXTS)
def test_a_question(room: str, contact: str) -> None:
    asked = messages.RoomMemberPayloadRequest().parse(Ask(room, contact).SerializeToString())
    assert (asked.id, asked.member_id) == (room, contact)


def test_fields_of_later_versions_are_passed_over() -> None:
    member = bytes(messages.RoomMemberPayloadResponse(room_alias="甲"))
    later = b"\x51" + bytes(8) + b"\x55" + bytes(4) + b"\x5a\x02\x08\x01" + b"\x60\x96\x01"
    assert MemberPayload.FromString(later + member + later) == MemberPayload("甲", "")


@pytest.mark.parametrize("written", [b"\x0a", b"\x0a\x05x", b"\x08\x80", b"\x0b", b"\xff" * 12, b"\x51\x00"])
def test_what_is_broken_off_is_no_message(written: bytes) -> None:
    with pytest.raises(ValueError, match="protobuf"):
        MessagePayload.FromString(written)
