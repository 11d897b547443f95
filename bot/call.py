"""What a handler is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.command import Arguments, Audience, Command, HeadReader
from bot.contract import Lane
from bot.disclosure import About, Disclosure
from bot.errors import Refused
from bot.roles import GroupKind, Role
from bot.settings import Settings
from bot.understand import Form, Reader
from bot.words import Words
from data.directory import Directory, Group
from data.inbox import Stored
from data.records import Preview
from data.work import Work


@dataclass(slots=True)
class Reply:
    """Something to be said: a template and its data.

    To ``group`` or ``person`` where given, else to where the message came from; ``private``: to its sender alone.
    ``sensitive``: tells answers (or what ``about`` says) of ``buildings``, so only who may know those may read it.
    ``asked`` marks the answer to a command. ``cause`` makes it unique where the message's own number does not.
    ``quiet``: waits for the morning. ``fallback``: who has no private line may be asked in the group to add the bot.
    ``file`` is the key of a kept file that goes with it.
    """

    template: str
    data: dict[str, Any] = field(default_factory=dict)
    group: str | None = None
    person: str | None = None
    private: bool = False
    fallback: bool = True
    lane: Lane = Lane.REPLY
    kind: str = "reply"
    file: str | None = None
    sensitive: bool = False
    about: About = About.ANSWERS
    buildings: tuple[str, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()
    asked: bool = True
    compose: str | None = None
    refer: str | None = None
    cause: str | None = None
    notice: str | None = None
    number: int | None = None
    quiet: bool = True
    not_before: datetime | None = None
    lapses_at: datetime | None = None


@dataclass(slots=True, frozen=True)
class CarryOut:
    """A handler's word that a previewed command is to be carried out now, by whoever registered for it."""

    preview: Preview


@dataclass(slots=True, frozen=True)
class Accept:
    """A handler's word that an invitation or a friend request, by the transport's id, is accepted."""

    invitation: str


@dataclass(slots=True, frozen=True)
class TakeBack:
    """A handler's word that a message of the bot (``id``: the network's) in ``group`` is taken back, if it can be.

    Where it cannot, what registered for failures of kind "recall" is called; ``refer`` tells it what is withdrawn.
    """

    group: str
    id: str
    refer: str


@dataclass(slots=True, frozen=True)
class Kit:
    """What does not change while the bot runs: settings, words, forms, the reader, the rules of disclosure.

    ``community_file`` is where a roster that is taken over is written, too; None: nowhere.
    """

    settings: Settings
    words: Words
    forms: Mapping[str, Form]
    reader: Reader
    disclosure: Disclosure
    community_file: Path | None = None


@dataclass(slots=True)
class Call:
    """One message at a handler's door. ``roles``: what the sender may act as, and for which buildings (None: all).

    ``allowed``: the commands that the sender may type here. ``taken``: nobody else is to think about this message.
    ``unkept``: of its words nothing may be kept.
    """

    work: Work
    kit: Kit
    message: Stored
    now: datetime
    sender: str = ""
    group: Group | None = None
    roles: dict[Role, frozenset[str] | None] = field(default_factory=dict)
    command: Command | None = None
    quote: str | None = None
    refer: str = ""
    text: str = ""
    allowed: frozenset[str] = frozenset()
    taken: bool = False
    unkept: bool = False

    @property
    def typed(self) -> Command:
        """The command, for a command's handler.

        Raises:
            LookupError: the message is none.
        """
        if self.command is None:
            raise LookupError("this message is no command")
        return self.command

    @property
    def directory(self) -> Directory:
        return self.work.directory

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.directory.timezone)

    def has(self, *roles: Role) -> bool:
        """Whether the sender may act as one of ``roles``, for any building."""
        return any(role in self.roles for role in roles)

    def scope(self, *roles: Role) -> list[str]:
        """The buildings for which the sender may act as one of ``roles``, in the roster's order."""
        known = self.directory.buildings
        allowed: set[str] = set()
        for role in roles:
            if role in self.roles:
                limits = self.roles[role]
                allowed |= set(known) if limits is None else limits
        return [building for building in known if building in allowed]

    def head_reader(self) -> HeadReader:
        """Reads head lines at this moment, in this compound."""
        local = self.now.astimezone(self.zone)
        return HeadReader(self.kit.words, self.directory.buildings, self.directory.zones, local)

    def arguments(self) -> Arguments:
        """The command's head line, taken apart.

        Raises:
            Refused: something in it cannot be read.
        """
        return self.head_reader().read(self.command.head if self.command else "")

    def buildings_for(self, audience: Audience, *roles: Role) -> list[str]:
        """The buildings that ``audience`` names, all within the sender's own; none named: this group's, or all his own.

        Raises:
            Refused: one of them is not the sender's.
        """
        own = self.scope(*roles)
        if audience.buildings:
            foreign = [building for building in audience.buildings if building not in own]
            if foreign:
                raise Refused("not_your_building", buildings=foreign)
            return [building for building in own if building in audience.buildings]
        if audience.everywhere:
            if len(own) < len(self.directory.buildings):
                raise Refused("not_your_building", buildings=[b for b in self.directory.buildings if b not in own])
            return own
        if self.group is not None and self.group.kind is GroupKind.OFFICIAL and self.group.building in own:
            return [self.group.building]
        return own

    def form_named(self, word: str) -> Form | None:
        """The form that staff call ``word``."""
        return next((form for form in self.kit.forms.values() if word in (form.name, form.title, *form.words)), None)


def in_charge(call: Call, building: str) -> list[str]:
    """Who is there for ``building``: relay, head, zone, staff, secretary, in that order."""
    order = (Role.RELAY, Role.HEAD, Role.ZONE, Role.STAFF, Role.SECRETARY)
    return [person for role in order for person in call.directory.holders(role, building)]


def addressee(call: Call, building: str, *, besides: str = "") -> str | None:
    """Who hears what is sensitive about ``building``: the first of relay, head, zone, staff with a private line.

    ``besides``: a person who is not to hear it.
    """
    persons = in_charge(call, building)
    friends = call.work.people.friends(persons)
    return next((person for person in persons if person in friends and person != besides), None)


def next_after(call: Call, building: str, tried: str, *, besides: str = "") -> str | None:
    """Who hears it when ``tried`` could not be reached; not ``besides``."""
    persons = in_charge(call, building)
    later = persons[persons.index(tried) + 1 :] if tried in persons else persons
    friends = call.work.people.friends(later)
    return next((person for person in later if person in friends and person not in (tried, besides)), None)
