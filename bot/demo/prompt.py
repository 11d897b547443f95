"""The prompt: speak as anybody, in any group, and watch what happens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.community import Community
from bot.contract import Incoming, MessageType
from bot.demo.board import Board, Row, legend, read_board, read_rooms, sums, table
from bot.demo.neighbours import Neighbours, Speaker, Unknown
from bot.demo.stage import Stage
from bot.demo.voice import Voice
from bot.demo.words import printable, screen_words
from bot.errors import FenjianError
from bot.render import Renderer
from bot.roles import Role
from bot.understand import load_forms

VERBS = ("as", "groups", "help", "in", "photo", "quit", "re", "recall", "say", "table", "tick", "voice", "who")
_ALONE = frozenset({"groups", "help", "photo", "quit", "recall", "voice"})
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST_TICK = timedelta(days=7)
_MOST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed: a verb of the prompt and the rest, or something to be said."""

    verb: str
    rest: str


def parse(typed: str) -> Line:
    """Read one line. What begins with no verb is said as it stands; ``\\n`` in it is a line break."""
    text = typed.strip()
    if text.lower() in ("exit", "?"):
        return Line("quit" if text != "?" else "help", "")
    verb, _, rest = text.partition(" ")
    verb = "table" if verb in screen_words().table else verb.lower()
    if verb not in VERBS or (verb in _ALONE and rest.strip()):
        return Line("say", text.replace("\\n", "\n"))
    rest = rest.strip()
    return Line(verb, rest.replace("\\n", "\n") if verb in ("say", "re") else rest)


def when(text: str, now: datetime) -> datetime | None:
    """``90s``, ``30m``, ``2h``, ``1h30m`` from ``now``, or the next ``7:30``; None where it is neither.

    ``now`` is in the community's zone.
    """
    text = text.lower().replace(" ", "")
    if (clock := _CLOCK.fullmatch(text)) and int(clock[1]) < 24 and int(clock[2]) < 60:
        moment = now.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
        return moment if moment > now else moment + timedelta(days=1)
    if not text or _SPAN.sub("", text):
        return None
    return now + timedelta(seconds=sum(float(number) * _SECONDS[unit] for number, unit in _SPAN.findall(text)))


class Prompt:
    """Who speaks, where, and what follows from it. ``obey`` takes one line at a time."""

    def __init__(
        self, stage: Stage, community: Community, neighbours: Neighbours, voice: Voice, console: Console
    ) -> None:
        self._stage = stage
        self._community = community
        self._neighbours = neighbours
        self._voice = voice
        self._console = console
        self._speaker = neighbours.first() or Speaker("wx-somebody", "somebody")
        self._topic = neighbours.home_of(self._speaker)
        self._typed = 0
        self._last: str | None = None
        self._verbs: dict[str, Callable[[str], Any]] = {
            "as": self._as, "in": self._in, "say": self._say, "re": self._re, "tick": self._tick,
            "table": self._table, "who": self._who, "groups": self._groups, "help": self._help,
            "photo": lambda _: self._send("", MessageType.IMAGE), "voice": lambda _: self._send("", MessageType.AUDIO),
            "recall": self._recall,
        }  # fmt: skip

    def now(self) -> datetime:
        """The bot's clock, in the community's zone."""
        return self._stage.engine.clock.now().astimezone(self._community.zone)

    def where(self) -> str:
        """What stands before the cursor: the time, who speaks, and in which group."""
        return f"{self.now():%H:%M} {self._speaker.label()} @ {self._topic or 'private chat with the bot'}> "

    async def obey(self, typed: str) -> bool:
        """Do what one line says; False where it says to quit."""
        line = parse(typed)
        if line.verb == "quit":
            return False
        if line.verb == "say" and not line.rest:
            return True
        self._voice.forget()
        try:
            found = self._verbs[line.verb](line.rest)
            if found is not None:
                await found
        except (Unknown, FenjianError) as error:
            self._console.print(Text(str(error), style="red"))
        return True

    # Who, and where.

    def _as(self, rest: str) -> None:
        if rest:
            here = self._neighbours.building_of(self._topic)
            self._speaker = self._neighbours.speaker(rest, here)
            self._neighbours.nicknames[self._speaker.contact] = self._speaker.name
            self._topic = self._neighbours.home_of(self._speaker)
            if self._topic is None and self._speaker.role is Role.RESIDENT and here is not None:
                self._topic = next(one.topic for one in self._neighbours.groups if one.building == here)
        self._console.print(Text(f"{self._speaker.label()}, {self._speaker.contact}, speaks now.", style="dim"))

    def _in(self, rest: str) -> None:
        self._topic = self._neighbours.group(rest)

    # Something is said.

    async def _say(self, text: str) -> None:
        await self._send(text)

    async def _re(self, rest: str) -> None:
        number, _, text = rest.partition(" ")
        quoted = self._voice.quoted(int(number.strip("[]"))) if number.strip("[]").isdigit() else None
        if quoted is None or not text.strip():
            raise Unknown("write `re N text` with the number [N] that stands before a message on this screen.")
        await self._send(text.strip(), quote=quoted)

    async def _recall(self, _: str) -> None:
        if self._last is None:
            raise Unknown("nothing was said yet that could be recalled.")
        await self._send(self._last, MessageType.RECALL)

    async def _send(self, text: str, kind: MessageType = MessageType.TEXT, quote: str | None = None) -> None:
        self._typed += 1
        at = self._stage.engine.clock.now()
        message = Incoming(
            f"typed-{at.timestamp():.6f}-{self._typed}", self._topic, self._speaker.contact, text, at,
            name=self._speaker.name, topic=self._topic, type=kind, quote=quote,
        )  # fmt: skip
        if kind is not MessageType.RECALL:
            self._last = message.id
        building = self._building()
        before = await self._row(building)
        number = self._voice.number(text) if kind is MessageType.TEXT else None
        outcome = await self._stage.say(message)
        noted = Text(f"[{number}] " if number else "", style="dim")
        noted.append(f"taken for: {outcome or 'not handled yet'}")
        if (after := await self._row(building)) is not None and before is not None and after != before:
            noted.append(f"; building {building}: {_difference(before, after)}")
        self._console.print(noted)
        await self._stage.settle()
        if (wait := await self._stage.waits()) >= 1:
            self._console.print(
                Text(f"the bot waits for its pace: its next message comes in {wait:.0f} s", style="dim")
            )

    def _building(self) -> str | None:
        return self._neighbours.building_of(self._topic) or self._speaker.building

    async def _row(self, building: str | None) -> Row | None:
        board = await self._stage.ask(lambda work: read_board(work, building)) if building else None
        return board.row(building) if board is not None and building else None

    # Time, and what is known.

    async def _tick(self, rest: str) -> None:
        now = self.now()
        moment = when(rest or "1m", now)
        if moment is None or moment - now > _LONGEST_TICK:
            raise Unknown("write `tick 30m`, `tick 2h` or `tick 7:30`; at most seven days.")
        if not await self._stage.tick(moment):
            raise Unknown("this bot runs on the machine's own clock: time passes by itself.")
        self._console.print(Text(f"It is {self.now():%Y-%m-%d %H:%M}.", style="dim"))

    async def _table(self, rest: str) -> None:
        building = rest or None
        if building is not None and building not in self._community.buildings:
            raise Unknown(f"there is no building {building}. Buildings: {', '.join(self._community.buildings)}.")
        board = await self._stage.ask(lambda work: read_board(work, building))
        if board is None:
            raise Unknown("nothing has been collected yet.")
        if building is None:
            show_board(board, self._community, self._console)
            return
        self._console.print(table([row for row in board.rows if row.building == building], 1))
        rooms = await self._stage.ask(lambda work: read_rooms(work, building))
        for name, found in rooms.items():
            self._console.print(Text(f"{name}: {', '.join(found) or '-'}"))

    def _who(self, rest: str) -> None:
        words = rest.lower()
        if words.isdigit() and words not in self._community.buildings:
            raise Unknown(f"there is no building {words}. Buildings: {', '.join(self._community.buildings)}.")
        listed = [
            one for one in self._neighbours.people
            if not words or words in one.buildings
            or (not words.isdigit() and words in f"{one.label()} {one.contact}".lower())
        ]  # fmt: skip
        for one in listed[:_MOST]:
            self._console.print(Text(f"  {one.contact:<16} {one.label()}"))
        if len(listed) > _MOST:
            self._console.print(Text(f"  … and {len(listed) - _MOST} more: who 3, who relay, who NAME", style="dim"))
        self._console.print(Text("  and every flat: as 3-502; and strangers: as wx-someone NICKNAME", style="dim"))

    def _groups(self, _: str) -> None:
        for one in self._neighbours.groups:
            where = f" building {one.building}" if one.building else ""
            self._console.print(Text(f"  {printable(one.topic)}  ({one.kind}{where})"))

    def _help(self, _: str) -> None:
        self.tell("help", **self.examples())

    def examples(self) -> dict[str, object]:
        """What the help names: a flat, a relay and a contact of this compound."""
        home = next((home for home in self._community.households if not home.vacant), None)
        relay = next((one for one in self._neighbours.people if one.role is Role.RELAY and one.building), None)
        first = self._neighbours.first()
        return {
            "building": home.building if home else "3", "room": home.room if home else "502",
            "flat": "-".join(part for part in home.key if part) if home else "3-502",
            "relay": relay, "first": first, "moves": self._stage.moves,
            "table": screen_words().table[0], "private": screen_words().private[0],
        }  # fmt: skip

    def tell(self, template: str, **data: object) -> None:
        """Print a text of templates/demo."""
        self._console.print(Text(Renderer(self._community.timezone).render(f"demo/{template}", **data)))


def show_board(board: Board, community: Community, console: Console) -> None:
    """Print the whole table with its sums."""
    deadline = f", deadline {board.deadline.astimezone(community.zone):%m-%d %H:%M}" if board.deadline else ""
    console.print(Text(f"{board.title} (no. {board.number}, {board.status}{deadline})", style="bold"))
    console.print(sums(board))
    console.print(table(board.rows, console.width))
    console.print(legend())
    form = load_forms().get(board.form)
    labels = {name: answer.label for name, answer in form.answers.items()} if form else {}
    results = ", ".join(f"{labels.get(name, name)} {number}" for name, number in board.results.most_common())
    people = ", ".join(f"{labels.get(name, name)} {number}" for name, number in board.people.most_common() if number)
    console.print(Text(f"households: {results or '-'}\npeople: {people or '-'}", style="dim"))


def _difference(before: Row, after: Row) -> str:
    parts = [
        f"{name} {getattr(before, name)} → {getattr(after, name)}"
        for name in ("answered", "missing", "review", "positive", "late")
        if getattr(before, name) != getattr(after, name)
    ]
    return ", ".join(parts)
