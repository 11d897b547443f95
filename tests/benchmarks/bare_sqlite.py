"""The ceiling: the same rows in bare sqlite3, 500 messages a transaction, statements over whole sets; no sealing."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.answers import ANSWER, Answer
from tests.benchmarks.contender import Result

BATCH = 500
_SCHEMA = """
CREATE TABLE message (id TEXT PRIMARY KEY, room TEXT, sender TEXT, text TEXT) WITHOUT ROWID;
CREATE TABLE reply (household TEXT PRIMARY KEY, people TEXT, positive INT, message_id TEXT) WITHOUT ROWID;
CREATE TABLE tally (building TEXT PRIMARY KEY, answered INT, positive INT) WITHOUT ROWID;
CREATE TABLE outbox (cause TEXT PRIMARY KEY, room TEXT, text TEXT) WITHOUT ROWID;
"""
_KNOWN_MESSAGES = "SELECT id FROM message WHERE id IN (SELECT value FROM json_each(?))"
_KNOWN_REPLIES = "SELECT household, positive FROM reply WHERE household IN (SELECT value FROM json_each(?))"
_REPLY = (
    "INSERT INTO reply VALUES (?, ?, ?, ?) ON CONFLICT (household) DO UPDATE SET people = excluded.people, "
    "positive = excluded.positive, message_id = excluded.message_id"
)
_TALLY = (
    "INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT (building) DO UPDATE SET "
    "answered = answered + excluded.answered, positive = positive + excluded.positive"
)


def _store(connection: sqlite3.Connection, batch: Sequence[Answer]) -> None:
    ids = json.dumps([str(answer.id) for answer in batch])
    known = {row[0] for row in connection.execute(_KNOWN_MESSAGES, (ids,))}
    fresh = [answer for answer in batch if str(answer.id) not in known]
    connection.executemany(
        "INSERT INTO message VALUES (?, ?, ?, ?)", [(str(a.id), a.group, a.sender, a.text) for a in fresh]
    )
    last: dict[str, tuple[str, str, bool, str]] = {}
    alerts = []
    for answer in fresh:
        found = ANSWER.match(answer.text)
        if found is None:
            continue
        household = f"{found['building']}-{found['room']}"
        positive = "阳" in found["result"]
        last[household] = (found["building"], found["people"], positive, str(answer.id))
        if positive:
            alerts.append((str(answer.id), answer.group, household))
    before = dict(connection.execute(_KNOWN_REPLIES, (json.dumps(list(last)),)))
    changes: dict[str, list[int]] = {}
    for household, (building, _, positive, _) in last.items():
        change = changes.setdefault(building, [0, 0])
        change[0] += household not in before
        change[1] += positive - before.get(household, 0)
    connection.executemany(_REPLY, [(household, *row[1:]) for household, row in last.items()])
    connection.executemany(_TALLY, [(building, *change) for building, change in changes.items()])
    connection.executemany("INSERT INTO outbox VALUES (?, ?, ?)", alerts)


async def measure(folder: Path, answers: Sequence[Answer]) -> Result:
    """Store and count all answers."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(_SCHEMA)
    begun = time.perf_counter()
    for start in range(0, len(answers), BATCH):
        connection.execute("BEGIN IMMEDIATE")
        _store(connection, answers[start : start + BATCH])
        connection.execute("COMMIT")
    seconds = time.perf_counter() - begun
    messages = connection.execute("SELECT COUNT(*) FROM message").fetchone()[0]
    answered, positive = connection.execute("SELECT SUM(answered), SUM(positive) FROM tally").fetchone()
    outbox = connection.execute("SELECT COUNT(*) FROM outbox").fetchone()[0]
    connection.close()
    return Result(seconds, messages, answered, positive, stored=seconds, outbox=outbox)
