"""Of some messages only the id comes at first: it is stored, the content is fetched after, and asked for again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from bot.app import Engine
from bot.clock import SystemClock
from bot.contract import Incoming
from bot.fetching import Fetching
from bot.settings import Settings
from bot.transport.simulated import SimulatedTransport
from data.session import Database
from data.store import table
from data.tables import GapRow, InboxRow
from tests.support.night import B3, SEAL, shipped_forms, tiny_compound


@pytest.fixture
def disk(database: Database) -> Iterator[Database]:
    """A database that is closed afterwards."""
    yield database
    database.close()


def fresh_network() -> SimulatedTransport:
    network = SimulatedTransport(SystemClock(), ("wx-fenjian", "分拣小助手"))
    network.add_room(B3, [("wx-a", "502-张三"), ("wx-b", "401-李四")])
    return network


@asynccontextmanager
async def awake(disk: Database, network: SimulatedTransport) -> AsyncIterator[Engine]:
    """An engine at work; it fetches with little patience. The database stays open."""
    engine = Engine(disk, tiny_compound(), SEAL, Settings(), network._clock, network, forms=shipped_forms())
    engine.prepare()
    engine.fetching = Fetching(
        disk, tiny_compound().key, SEAL, network, engine.inbox.store, engine._wake, waits=(0.01, 0.01), patience=0.05
    )
    await engine.start()
    close, disk.close = disk.close, lambda: None  # type: ignore[method-assign]
    try:
        yield engine
    finally:
        await engine.stop()
        disk.close = close  # type: ignore[method-assign]


def said(number: int, text: str = "") -> Incoming:
    now = SystemClock().now()
    return Incoming(f"m{number}", B3, "wx-a", text or f"第{number}句", now, name="502-张三", topic=B3)


def rows(disk: Database) -> list[Any]:
    source = table(InboxRow)
    with disk.transaction() as connection:
        return list(connection.execute(sa.select(source).where(source.c.type != "tick").order_by(source.c.seq)))


async def until(true: Callable[[], bool]) -> None:
    """Wait for it; a test that waits in vain fails."""
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def test_it_is_stored_before_its_content_is_known_and_handled_once_it_is(disk: Database) -> None:
    network = fresh_network()
    async with awake(disk, network):
        network.unreachable = True
        await network.note(said(1))
        assert [(row.message_id, row.state, row.contact) for row in rows(disk)] == [("m1", "noted", "")]
        network.unreachable = False
        await network.connect(connected=True)
        await until(lambda: rows(disk)[0].state == "done")
    first = rows(disk)[0]
    assert (first.contact, first.chat_group, first.type) == ("wx-a", B3, "text")


async def test_what_was_noted_is_fetched_after_a_restart(disk: Database) -> None:
    network = fresh_network()
    network.unreachable = True
    async with awake(disk, network):
        await network.note(said(1))
    assert rows(disk)[0].state == "noted"
    again = fresh_network()
    again._noted["m1"] = said(1)
    async with awake(disk, again):
        await until(lambda: rows(disk)[0].state == "done")


async def test_messages_are_handled_in_the_order_they_were_heard(disk: Database) -> None:
    class Uneven(SimulatedTransport):
        """Answers the later question first."""

        async def fetch(self, noted: str) -> Incoming | None:
            await asyncio.sleep(0.02 if int(noted[1:]) % 2 else 0)
            return await super().fetch(noted)

    network = Uneven(SystemClock(), ("wx-fenjian", "分拣小助手"))
    network.add_room(B3, [("wx-a", "502-张三")])
    async with awake(disk, network) as engine:
        handled: list[str] = []
        handle = engine.dispatch._handle

        def note(work: Any, message: Any) -> str:
            handled.append(message.id)
            return handle(work, message)

        engine.dispatch._handle = note  # type: ignore[method-assign]
        for number in range(40):
            await network.note(said(number))
        await until(lambda: all(row.state == "done" for row in rows(disk)))
    assert handled == [f"m{number}" for number in range(40)]


async def test_one_that_does_not_come_holds_nobody_up(disk: Database) -> None:
    class Stuck(SimulatedTransport):
        """Never answers for one message."""

        async def fetch(self, noted: str) -> Incoming | None:
            if noted == "m0":
                await asyncio.sleep(3600)
            return await super().fetch(noted)

    network = Stuck(SystemClock(), ("wx-fenjian", "分拣小助手"))
    async with awake(disk, network):
        await network.note(said(0))
        await network.note(said(1))
        await until(lambda: rows(disk)[1].state == "done")
        assert rows(disk)[0].state == "noted", "the line is down: nothing is given up"
        await network.connect(connected=True)
        await until(lambda: rows(disk)[0].state == "lost")
        await until(lambda: len(gaps(disk)) == 1)


def gaps(disk: Database) -> list[Any]:
    with disk.transaction() as connection:
        return list(connection.execute(sa.select(table(GapRow))))


async def test_where_there_is_nothing_to_tell_nothing_waits(disk: Database) -> None:
    network = fresh_network()
    async with awake(disk, network):
        await network.note(said(1))
        network._noted.clear()
        await until(lambda: rows(disk)[0].state == "done")
    assert gaps(disk) == []


async def test_the_same_id_twice_is_one_message(disk: Database) -> None:
    network = fresh_network()
    async with awake(disk, network):
        await network.note(said(1))
        await network.note(said(1))
        await until(lambda: rows(disk)[0].state == "done")
    assert len(rows(disk)) == 1


async def test_another_account_does_not_ask_for_what_it_never_heard(disk: Database) -> None:
    network = fresh_network()
    network.unreachable = True
    async with awake(disk, network):
        await network.note(said(1))
    successor = fresh_network()
    successor.account = "successor"
    async with awake(disk, successor):
        await until(lambda: rows(disk)[0].state == "lost")
