"""A small compound, and a sweep of it written from a seed: message k is the same in every process that asks for it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from bot.community import BotSpec, Community, GroupSpec, Household, PersonSpec
from bot.contract import Incoming
from bot.roles import GroupKind, Role
from bot.settings import Settings
from bot.transport.simulated import SimulatedTransport

BUILDINGS = ("1", "2", "3")
ROOMS = tuple(f"{floor}{flat:02d}" for floor in range(1, 7) for flat in range(1, 4))
RESIDENTS = 2
ASKS_EVERY = 8
"""Every so many messages a resident asks for help in private, and is answered."""

STAFF_GROUP = "居委工作群"
_ANSWERS = (
    (70, "{b}-{r} 2人 全阴"),
    (8, "{b}-{r} 2人 未测"),
    (6, "{b}-{r} 不在家"),
    (6, "{b}-{r} 2人 1阴1阳"),
    (10, "今天的菜到了吗"),
)


def make_community() -> Community:
    """Three buildings of 18 flats, a relay each, one secretary."""
    households = tuple(
        Household(building, "", room, RESIDENTS, (), vacant=False, no_wechat=False)
        for building in BUILDINGS for room in ROOMS
    )  # fmt: skip
    groups = tuple(
        GroupSpec(f"{building}号楼官方群", GroupKind.OFFICIAL, building, ("wx-secretary", f"wx-relay-{building}"))
        for building in BUILDINGS
    )
    people = tuple(PersonSpec(f"wx-relay-{b}", f"信息员{b}", Role.RELAY, (b,)) for b in BUILDINGS)
    secretary = PersonSpec("wx-secretary", "书记", Role.SECRETARY)
    staff = GroupSpec(STAFF_GROUP, GroupKind.STAFF, None, ("wx-secretary",))
    return Community(
        "endurance", "试验小区", "Asia/Shanghai", households, (*groups, staff), (secretary, *people), (),
        BotSpec("wx-bot", "分拣小助手"), (),
    )  # fmt: skip


def quick_settings() -> Settings:
    """A pace at which something is being sent all the time, at any hour."""
    midnight = datetime.min.time()
    return Settings(
        pace=0, pace_urgent=0, pace_jitter=0, per_minute=1_000_000, unknown_wait=0.2, replies=1_000_000,
        quiet_from=midnight, quiet_until=midnight,
    )  # fmt: skip


def add_rooms(transport: SimulatedTransport, community: Community) -> None:
    """The groups of the community file, with who sits there: in a building's group, everybody who lives there."""
    for group in community.groups:
        transport.add_room(group.topic, [(contact, "") for contact in group.members])
        if group.building is not None:
            rooms = [(room, number) for room in ROOMS for number in range(RESIDENTS)]
            members = [(f"wx-{group.building}-{room}-{number}", f"{room}住户") for room, number in rooms]
            transport.add_room(group.topic, members)


class Script:
    """The sweep.

    Args:
        base: when it begins; messages are 20 ms apart.
    """

    def __init__(self, base: datetime, seed: int = 11) -> None:
        self._base = base
        self._seed = seed

    def message(self, number: int) -> Incoming:
        """Message ``number``, from 0: the collection is opened, then everybody answers again and again."""
        at = self._base + timedelta(milliseconds=20 * number)
        name = message_id(number)
        if number < 2:
            text = ("/collect 抗原 截止 12小时后\n请大家报一下抗原结果", "/confirm 1")[number]
            return Incoming(name, STAFF_GROUP, "wx-secretary", text, at, "书记", STAFF_GROUP)
        chance = random.Random(f"{self._seed}:{number}")
        building, room = chance.choice(BUILDINGS), chance.choice(ROOMS)
        sender = f"wx-{building}-{room}-{chance.randrange(RESIDENTS)}"
        if number % ASKS_EVERY == 0:
            return Incoming(name, None, sender, "/help", at, room)
        text = chance.choices([words for _, words in _ANSWERS], [weight for weight, _ in _ANSWERS])[0]
        topic = f"{building}号楼官方群"
        return Incoming(name, topic, sender, text.format(b=building, r=room), at, f"{room}住户", topic)


def message_id(number: int) -> str:
    """The id of message ``number``; ids sort as the messages do."""
    return f"m-{number:08d}"
