"""A night in a tiny compound, played through the real engine: a test says who says what, and hears what the bot said.

Times are wall-clock texts of the compound's zone, ``"07:30"`` or ``"07:30:15"``; the night begins on 10 April 2022 at
one in the morning. A time that has passed today means tomorrow. Without a time something is said
one second after the last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.community import Community, load_community
from bot.contract import Incoming, MessageType
from bot.outbox import Sent
from bot.replay import Replay
from bot.settings import Settings
from bot.state import read_state
from bot.understand import Form, load_forms
from data.crypt import Seal
from data.session import Database
from data.work import Work

HERE = Path(__file__).parent
ZONE = ZoneInfo("Asia/Shanghai")
BEGIN = datetime(2022, 4, 10, 1, 0, tzinfo=ZONE)
SEAL = Seal(bytes(range(32)))

B3, B5, B8 = "3号楼官方群", "5号楼官方群", "8号楼官方群"
STAFF, RELAYS, VOLUNTEERS = "居委工作群", "信息员群", "志愿者群"
SONG, WANG, LI, HE, ZHOU, QIN = "宋书记", "王干事", "李干事", "小荷", "小舟", "秦楼长"
LAN, SHEN, WUYE = "小兰", "沈区长", "物业老郑"


@cache
def tiny_compound() -> Community:
    """Buildings 3, 5 (with units) and 8; see community.yaml beside this file."""
    return load_community(HERE / "community.yaml")


@cache
def shipped_forms() -> dict[str, Form]:
    """The forms that ship, read once for all tests."""
    return load_forms()


@dataclass(slots=True, frozen=True)
class Heard:
    """Something the bot said: in a room, or ``to`` somebody's contact alone."""

    at: datetime
    room: str | None
    to: str | None
    text: str
    mentions: tuple[str, ...]

    @property
    def clock(self) -> str:
        """When, as the people there read it: ``07:30:15``."""
        return self.at.astimezone(ZONE).strftime("%H:%M:%S")


@dataclass
class Night:
    """Plays one night. ``say`` and ``until`` are all there is to do; the rest looks."""

    database: Database
    community: Community = field(default_factory=tiny_compound)
    settings: Settings = field(default_factory=Settings)
    forms: dict[str, Form] = field(default_factory=shipped_forms)
    begin: datetime = BEGIN
    heard: list[Heard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._runner = asyncio.Runner()
        self._count = len(self.heard) * 100
        self._contacts = {person.name: person.id for person in self.community.people if person.id}
        self._marked = len(self.heard)
        self.replay = self._wake_up(self.begin)

    def _wake_up(self, at: datetime) -> Replay:
        replay = Replay(self.database, self.community, SEAL, self.settings, at, forms=self.forms, watch=self._note)
        self._runner.run(replay.prepare())
        return replay

    def _note(self, sent: Sent) -> None:
        mentions = tuple(contact for contact, _ in sent.message.mentions)
        self.heard.append(Heard(sent.at, sent.topic, sent.message.contact, sent.message.text, mentions))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.close()
        self.database.close()

    # What happens.

    def time(self, clock: str | None) -> datetime:
        """The next moment at which the clock in the hall shows ``clock``."""
        now = self.replay.clock.now().astimezone(ZONE)
        if clock is None:
            return now + timedelta(seconds=1)
        hour, minute, second = (*map(int, clock.split(":")), 0, 0)[:3]
        moment = now.replace(hour=hour, minute=minute, second=second, microsecond=0)
        return moment if moment >= now else moment + timedelta(days=1)

    def say(
        self, who: str, text: str, room: str | None = B3, at: str | None = None, *, contact: str | None = None,
        kind: MessageType = MessageType.TEXT, quote: str | None = None, message: str | None = None,
    ) -> str:  # fmt: skip
        """``who`` (a name of the cast, or a nickname) says something; in private where ``room`` is None."""
        moment = self.time(at)
        self._count += 1
        known = contact or self.contact(who)
        said = Incoming(
            message or f"m{self._count}", room, known, text, moment, name=who, topic=room, type=kind, quote=quote,
            own=known == self.community.bot.id,
        )  # fmt: skip
        self._runner.run(self.replay.until(moment, before=True))
        self.replay.say(said)
        return said.id

    def tell(self, who: str, text: str, at: str | None = None, **more: Any) -> str:
        """The same, in private."""
        return self.say(who, text, None, at, **more)

    def until(self, clock: str) -> None:
        """Let everything happen that is due until then."""
        self._runner.run(self.replay.until(self.time(clock)))

    def later(self, minutes: float) -> None:
        """Let some minutes pass."""
        self._runner.run(self.replay.until(self.replay.clock.now() + timedelta(minutes=minutes)))

    def restart(self) -> None:
        """The process ends and starts again on the same database."""
        transport = self.replay.transport
        self.replay = self._wake_up(self.replay.clock.now())
        self.replay.transport.strangers |= transport.strangers

    def contact(self, who: str) -> str:
        """The contact id of somebody of the cast, else one made of the nickname."""
        return self._contacts.get(who) or f"wx-{who}"

    # What was heard.

    def in_room(self, room: str) -> list[str]:
        """What the bot said in ``room``, oldest first."""
        return [one.text for one in self.heard if one.room == room]

    def to(self, who: str) -> list[str]:
        """What the bot said to ``who`` in private."""
        return [one.text for one in self.heard if one.to == self.contact(who)]

    def said(self, words: str, heard: Iterable[Heard] | None = None) -> list[Heard]:
        """Everything said that contains ``words``."""
        return [one for one in (self.heard if heard is None else heard) if words in one.text]

    def new(self, minutes: float = 0.5) -> list[Heard]:
        """What was said since the last time this was asked, after ``minutes`` more."""
        self.later(minutes)
        found, self._marked = self.heard[self._marked :], len(self.heard)
        return found

    def answer(self, minutes: float = 0.5) -> str:
        """The one thing said since the last time; the test fails where it is not exactly one."""
        found = self.new(minutes)
        assert len(found) == 1, [(one.room or one.to, one.text) for one in found]
        return found[0].text

    # What stands.

    def state(self) -> dict[str, Any]:
        """The contract's STATE.json."""
        found: Any = self.replay.engine.look(read_state)
        return dict(found)

    def building(self, building: str = "3", collection: int = -1) -> dict[str, Any]:
        """One building of a collection, by default of the newest."""
        found: dict[str, Any] = self.state()["collections"][collection]["buildings"][building]
        return found

    def answers(self, building: str = "3", collection: int = -1) -> dict[str, str]:
        """What stands in a building."""
        return dict(self.building(building, collection)["answers"])

    def people(self, building: str = "3", collection: int = -1) -> dict[str, int]:
        """How many people by answer; none where nobody."""
        counts = self.building(building, collection)["totals"]["people"]
        return {name: count for name, count in counts.items() if count}

    def look(self, question: Callable[[Work], Any]) -> Any:
        """Ask the rows themselves."""
        return self.replay.engine.look(question)

    # The usual beginning.

    def collect(self, head: str = "抗原 全区 截止 7:30", at: str | None = None, who: str = SONG) -> None:
        """The secretary opens a collection, and everything about its opening has been said."""
        self.say(who, f"/收集 {head}", STAFF, at)
        self.say(who, "确认", STAFF)
        self.later(1)
        self._marked = len(self.heard)
