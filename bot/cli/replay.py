"""fenjian replay: a transcript through the real engine, on a virtual clock."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import log
from bot.cli import jsonl
from bot.cli.installation import database_url, load_settings, open_or_make, throw_away
from bot.clock import SystemClock
from bot.community import Community, load_community
from bot.contract import Act, Incoming
from bot.errors import ConfigError, StorageError
from bot.outbox import Sent
from bot.replay import Faulty, Replay, read_transcript
from bot.settings import Settings
from bot.state import read_state
from data.crypt import Seal
from data.session import Database

_SHOWN = 5
JITTER = 7
"""Seeds the pace of sends, so that a replay is the same every time."""


def replay(community: Path, transcript: Path, database: str | None, state: Path | None) -> None:
    """Write what the bot sent to standard output, and the state at the end to ``state``.

    Raises:
        ConfigError: a file or a setting.
        StorageError: the database.
    """
    log.set_up("ERROR")
    settings = load_settings()
    compound = load_community(community)
    messages = []
    for read in read_transcript(_lines(transcript), compound.bot.id):
        if isinstance(read, Faulty):
            jsonl.write_line({"line": read.line, "error": read.error})
        else:
            messages.append(read)
    for note in _notes(messages, compound):
        print(note, file=sys.stderr)
    with _opened(settings, database) as (opened, seal):
        start = min((message.at for message in messages), default=SystemClock().now())
        player = Replay(
            opened, compound, seal, settings, start, seed=JITTER, watch=lambda sent: _write(sent, compound.zone)
        )
        asyncio.run(_play(player, messages))
        if state is not None:
            _save(state, player.engine.look(read_state))
    sys.stdout.buffer.flush()


@contextmanager
def _opened(settings: Settings, given: str | None) -> Iterator[tuple[Database, Seal]]:
    if given is None:
        with throw_away() as made:
            yield made
        return
    database, seal = open_or_make(settings, database_url(settings, given), inline=True)
    try:
        yield database, seal
    finally:
        database.close()


async def _play(player: Replay, messages: list[Incoming]) -> None:
    await player.prepare()
    await player.play(messages)


def _lines(path: Path) -> Iterator[str]:
    """Lines of a transcript; what is no UTF-8 is reported, and stays behind as an empty line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: the transcript cannot be read: {error.strerror}. Check the name.") from error
    # Only line feeds end a line: a text may hold what Unicode calls a line separator.
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        try:
            yield raw.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            jsonl.write_line({"line": number, "error": "not UTF-8"})
            yield ""


def _notes(messages: list[Incoming], compound: Community) -> Iterator[str]:
    """What is no error in a transcript, but is seldom meant."""
    topics = {group.topic for group in compound.groups}
    strange = dict.fromkeys(message.group for message in messages if message.group and message.group not in topics)
    if strange:
        shown = ", ".join(list(strange)[:_SHOWN]) + (
            f" and {len(strange) - _SHOWN} more" if len(strange) > _SHOWN else ""
        )
        yield f"Note: not in the community file, and so groups without a meaning until they are bound: {shown}"
    if any(later.at < earlier.at for earlier, later in pairwise(messages)):
        yield "Note: the transcript's lines are not in the order of their times; they are played in that order."


def _write(sent: Sent, zone: ZoneInfo) -> None:
    message = sent.message
    place = {"to": message.contact} if message.group is None else {"room": sent.topic or message.group}
    jsonl.write_line(
        {
            "at": sent.at.astimezone(zone).isoformat(),
            **place,
            "text": message.text,
            **({"type": message.act.value} if message.act is Act.RECALL else {}),
            **({"file": message.file.name} if message.file is not None else {}),
            "mentions": [contact for contact, _ in message.mentions],
            "id": sent.network_id or sent.key,
        }
    )


def _save(path: Path, found: object) -> None:
    try:
        jsonl.write_file(path, found)
    except OSError as error:
        raise StorageError(f"The state cannot be written to {path}: {error.strerror}.") from error
