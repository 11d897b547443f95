"""The demonstration: the generated compound's morning in front of one's eyes, then a prompt to go on from there."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.community import Community
from bot.console.house import House, Rooms
from bot.contract import Incoming
from bot.demo.board import Board, read_board
from bot.demo.casting import Casting
from bot.demo.lines import is_terminal, piped, typed
from bot.demo.neighbours import Neighbours
from bot.demo.prompt import Prompt, show_board
from bot.demo.show import Show
from bot.demo.stage import Rehearsal
from bot.demo.street import SEED, PlayedStreet
from bot.demo.voice import Voice
from bot.demo.words import program
from bot.replay import Faulty, Replay, read_transcript
from bot.serving import served
from bot.settings import Settings
from bot.words import load_words
from data.crypt import Seal, make_key, parse_keys
from data.demo.cast import Cast
from data.demo.sweep import demo_community, make_sweep
from data.session import Database

_PATIENCE = 3.0


async def demonstrate(settings: Settings, console: Console, *, messages: int = 3500) -> None:
    """Play the sweep, print the table, and take lines until there are no more.

    With the pages it is they that play; then this ends with the terminal's lines, or when it is told to.

    Args:
        messages: about how many there are; never fewer than the answers.
    """
    community = demo_community()
    console.print(
        Text(f"{community.name}: {len(community.buildings)} buildings, {len(community.households)} flats. One moment …")
    )
    sweep = make_sweep(community, seed=SEED, messages=messages)
    lines = (json.dumps(line, ensure_ascii=False) for line in sweep.lines)
    heard = [message for message in read_transcript(lines, community.bot.id) if not isinstance(message, Faulty)]
    sitting = _sitting(community)
    neighbours = Neighbours(community, load_words(), _nicknames(sitting, heard))
    voice = Voice(console, neighbours, community.zone)
    with tempfile.TemporaryDirectory(prefix="fenjian-") as folder:
        database = Database(str(Path(folder) / "demo.db"), durable=False, inline=True)
        try:
            seal = Seal(*parse_keys(make_key()))
            replay = Replay(database, community, seal, settings, heard[0].at, seed=SEED, watch=voice.hear)
            for topic, members in sitting.items():
                replay.transport.add_room(topic, members)
            await replay.prepare()
            if settings.console:
                await _serve(replay, seal, Casting(community, neighbours, sitting), voice, console, settings)
                return
            show = Show(replay, heard, voice, console, community.zone)
            seconds = await show.play()
            _report(replay, community, voice, console, len(heard), seconds)
            await _talk(replay, community, neighbours, voice, console)
        finally:
            database.close()


async def _serve(
    replay: Replay, seal: Seal, casting: Casting, voice: Voice, console: Console, settings: Settings
) -> None:
    """Let the pages play, and somebody at the terminal speak on the same stage."""
    community, engine = replay.engine.community, replay.engine
    street = PlayedStreet(replay, community, casting)
    async with served(House(community), settings, console, browser=is_terminal()) as pages:
        account = engine.transport.account
        await pages.open(Rooms(engine.database, seal, account, engine.kit, engine.clock, street.put, street))
        if not is_terminal():
            console.print(Text("Running. SIGTERM or Ctrl-C stops it.", style="dim"))
            await asyncio.Event().wait()
        await _type(replay, community, casting.neighbours, voice, console)


def _sitting(community: Community) -> dict[str, list[tuple[str, str]]]:
    """Who sits in each building's group: one member of every household that uses WeChat."""
    topics = {group.building: group.topic for group in community.groups if group.building}
    # The same seed as the sweep's: the same neighbours under the same nicknames.
    homes = Cast(community, random.Random(SEED)).homes  # noqa: S311
    sitting: dict[str, list[tuple[str, str]]] = {}
    for home in homes:
        if not home.household.vacant:
            sitting.setdefault(topics[home.building], []).extend((one.contact, one.nickname) for one in home.members)
    return sitting


def _nicknames(sitting: dict[str, list[tuple[str, str]]], heard: list[Incoming]) -> dict[str, str]:
    names = dict(member for members in sitting.values() for member in members)
    return names | {message.sender: message.name for message in heard if message.name}


def _report(
    replay: Replay, community: Community, voice: Voice, console: Console, messages: int, seconds: float
) -> None:
    board = replay.engine.look(read_board)
    console.print()
    if isinstance(board, Board):
        show_board(board, community, console)
    night = replay.clock.now().astimezone(community.zone)
    line = Text("The morning until ", style="bold")
    line.append(f"{night:%H:%M} took {timedelta(seconds=round(seconds, 1)).total_seconds():g} s: {messages:,} messages")
    line.append(f", {messages / max(seconds, 0.001):,.0f} a second; the bot said {voice.public} to groups")
    line.append(f" and {voice.private} in private.")
    console.print(line)
    console.print()


async def _type(replay: Replay, community: Community, neighbours: Neighbours, voice: Voice, console: Console) -> None:
    prompt = Prompt(Rehearsal(replay), community, neighbours, voice, console)
    voice.aloud = True
    prompt.tell("hints")
    async with aclosing(typed(prompt.where)) as lines:
        async for line in lines:
            if not await prompt.obey(line):
                return


async def _talk(replay: Replay, community: Community, neighbours: Neighbours, voice: Voice, console: Console) -> None:
    if is_terminal():
        await _type(replay, community, neighbours, voice, console)
        return
    prompt = Prompt(Rehearsal(replay), community, neighbours, voice, console)
    voice.aloud = True
    told = False
    async with aclosing(piped(_PATIENCE)) as lines:
        async for line in lines:
            told = True
            console.print(Text(f"{prompt.where()}{line}", style="bold"), soft_wrap=True)
            if not await prompt.obey(line):
                break
    if not told:
        prompt.tell("no_terminal", program=program())
