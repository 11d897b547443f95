"""Is a database that went through a crash still right? Asked with the stock sqlite3 module, and the rule of answers."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.answers import Given, Standing, Way, settle
from tests.endurance.compound import message_id
from tests.endurance.network import sent

_KEY = ("collection", "building", "unit", "room")
_ANSWER = (*_KEY, "source", "id", "result", "counts", "review", "way", "reporter", "at", "alarm", "late")
_STANDING = ("answer", "result", "counts", "review", "alarm", "late", "way", "reporter", "at", "given")


def lost(path: Path, acknowledged: Iterable[int]) -> list[int]:
    """Acknowledged messages that are not in the inbox."""
    with closing(sqlite3.connect(path)) as connection:
        stored = {row[0] for row in connection.execute("SELECT message_id FROM inbox WHERE message_id LIKE 'm-%'")}
    return [number for number in acknowledged if message_id(number) not in stored]


def faults(path: Path, acknowledged: int) -> list[str]:
    """What is wrong with the database at ``path``, of which the first ``acknowledged`` messages were acknowledged."""
    found = []
    with closing(sqlite3.connect(path)) as connection:
        try:
            found += _faults(connection, acknowledged)
        except sqlite3.DatabaseError as error:
            found.append(f"cannot be read: {error}")
    return found


def check_sends(path: Path, folder: Path) -> int:
    """Compare the ledger with what the network was given; return how many messages it was given twice."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT id, state, doubtful, echo FROM outbox").fetchall()
    doubtful = {key for key, _, doubtful, _ in rows if doubtful}
    given = Counter(str(one["key"]) for one in sent(folder))
    assert not given.keys() - {row[0] for row in rows}, "sent before it was committed"
    twice = {key for key, times in given.items() if times > 1}
    assert twice <= doubtful, "sent twice, and the ledger does not say so"
    assert all(given[key] == 2 for key in twice), "sent three times"
    arrived = {echo for key, _, _, echo in rows if key in given}
    never = {(key, echo) for key, state, _, echo in rows if state in ("sent", "confirmed") and key not in given}
    # Of two equal messages to one place, the echo of one may settle the other, about which the ledger was in doubt.
    assert all(key in doubtful and echo in arrived for key, echo in never), "the network never saw what was sent"
    return len(twice)


def _faults(connection: sqlite3.Connection, acknowledged: int) -> list[str]:
    found = []
    integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if integrity != "ok":
        found.append(f"integrity: {integrity}")
    stored = connection.execute(
        "SELECT COUNT(*) FROM inbox WHERE message_id >= 'm-' AND message_id < ?", (message_id(acknowledged),)
    ).fetchone()[0]
    if stored != acknowledged:
        found.append(f"{acknowledged - stored} acknowledged messages are lost")
    orphans = connection.execute(
        "SELECT COUNT(*) FROM answer LEFT JOIN inbox ON inbox.seq = answer.source WHERE inbox.state IS NOT 'done'"
    ).fetchone()[0]
    if orphans:
        found.append(f"{orphans} answers of messages that were not handled")
    if replayed(connection) != standing(connection):
        found.append("what stands is not what the answers come to")
    return found


def standing(connection: sqlite3.Connection) -> dict[tuple[str, ...], Standing]:
    """What stands, by (collection, building, unit, room)."""
    rows = connection.execute(f"SELECT {', '.join((*_KEY, *_STANDING))} FROM standing")
    return {row[:4]: _standing(dict(zip(_STANDING, row[4:], strict=True))) for row in rows}


def _standing(row: dict[str, Any]) -> Standing:
    flags = {name: bool(row[name]) for name in ("alarm", "late", "given")}
    return Standing(**{**row, **flags, "counts": json.loads(row["counts"])})


def replayed(connection: sqlite3.Connection) -> dict[tuple[str, ...], Standing]:
    """What should stand: every answer settled again, in the order in which the messages came."""
    rows = connection.execute(f"SELECT {', '.join(_ANSWER)} FROM answer WHERE room <> ''").fetchall()
    answers = [dict(zip(_ANSWER, row, strict=True)) for row in rows]
    answers.sort(key=lambda answer: (answer["source"], len(answer["id"]), answer["id"]))
    found: dict[tuple[str, ...], Standing] = {}
    for answer in answers:
        given = Given(
            answer["id"], answer["result"], json.loads(answer["counts"]), answer["review"], bool(answer["alarm"]),
            Way(answer["way"]), answer["reporter"], answer["at"], bool(answer["late"]),
        )  # fmt: skip
        key = tuple(answer[name] for name in _KEY)
        found[key] = settle(found.get(key), given)
    return found
