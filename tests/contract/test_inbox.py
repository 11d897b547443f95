"""The inbox: whatever arrives, every sender learns what became of it, and no event takes another with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import VirtualClock
from bot.contract import Incoming, MessageType
from bot.inbox import Inbox
from data.session import Database
from data.store import table
from data.tables import InboxRow
from tests.support.night import B3, BEGIN, SEAL


class Choosy(Inbox):
    """Cannot store what its ``refused`` sends, whatever the reason."""

    refused = ""

    def store(self, messages: Sequence[Incoming]) -> list[tuple[int, str]]:
        if any(message.sender == self.refused for message in messages):
            raise ValueError("unstorable")
        return super().store(messages)


@pytest.fixture
def disk(database: Database) -> Iterator[Database]:
    """A database that is closed afterwards."""
    yield database
    database.close()


def said(number: int, *, sender: str = "wx-a", key: str | None = None, text: str = "502 3人阴") -> Incoming:
    at = BEGIN + timedelta(seconds=number)
    return Incoming(key or f"m{number}", B3, sender, text, at, name="502-张三", topic=B3)


def receive(inbox: Inbox, *messages: Incoming) -> list[Any]:
    """Everything at once; None for each that is safe, else the error its sender gets."""

    async def together() -> list[Any]:
        return list(await asyncio.gather(*map(inbox.receive, messages), return_exceptions=True))

    return asyncio.run(asyncio.wait_for(together(), 60))


def kept(database: Database) -> list[str]:
    source = table(InboxRow)
    with database.transaction() as connection:
        return [row.message_id for row in connection.execute(source.select().order_by(source.c.seq))]


def make(database: Database, kind: type[Inbox] = Inbox) -> Inbox:
    return kind(database, "tests", "account", SEAL, VirtualClock(BEGIN), lambda: None)


@pytest.mark.parametrize("bad", ["a\ud800", "a\x00"])
def test_ids_and_texts_that_no_database_keeps_are_kept_in_another_form(disk: Database, bad: str) -> None:
    inbox = make(disk)
    odd = [said(2, sender=bad), said(3, key=bad), said(4, text=f"502 {bad}")]
    assert receive(inbox, said(1), *odd, said(5)) == [None] * 5
    assert len(kept(disk)) == 5


def test_odd_ids_that_differ_stay_different(disk: Database) -> None:
    receive(make(disk), said(1, key="a\ud800"), said(2, key="a\ud801"), said(3, key="a\ud800"))
    assert len(kept(disk)) == 2


def test_one_that_cannot_be_stored_takes_no_other_with_it(disk: Database) -> None:
    inbox = make(disk, Choosy)
    inbox.refused = "wx-bad"  # type: ignore[attr-defined]
    found = receive(inbox, said(1), said(2), said(3, sender="wx-bad"), said(4), said(5))
    assert [type(one) for one in found] == [type(None), type(None), ValueError, type(None), type(None)]
    assert kept(disk) == ["m1", "m2", "m4", "m5"]
    assert receive(inbox, said(6)) == [None]


def test_the_recall_of_an_odd_id_names_the_same_message(disk: Database) -> None:
    inbox = make(disk)
    recall = Incoming("r1", B3, "wx-a", "a\ud800", BEGIN, type=MessageType.RECALL)
    assert receive(inbox, said(1, key="a\ud800"), recall) == [None, None]
