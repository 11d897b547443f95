"""A compound of 26 buildings of which 25 are told something, again and again: answers to what they raised, notices,
calls for help. Message k of a script is the same in every process that asks for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.community import BotSpec, Community, GroupSpec, Household, PersonSpec
from bot.contract import Incoming
from bot.roles import GroupKind, Role
from bot.transport.simulated import SimulatedTransport
from tests.endurance.compound import STAFF_GROUP, message_id

BUILDINGS = tuple(str(number) for number in range(1, 27))
TOLD = BUILDINGS[:25]
"""The last building raises nothing, and is in no audience."""
APART = timedelta(minutes=20)
"""From one fan-out to the next."""
GATHERED = timedelta(minutes=11)
"""After so long the answers of one moment are on their way."""
ANSWERS, NOTICES, ASKS = "answers", "notices", "asks"
_MATTERS = (
    "请问下一批蔬菜什么时候发？家里没菜了",
    "请问小区什么时候解封？",
    "请问快递柜什么时候可以取快递？",
    "请问垃圾什么时候来收？",
)


def make_community() -> Community:
    """One household a building, one secretary who sits in every group."""
    households = tuple(
        Household(building, "", "101", 2, (), vacant=False, no_wechat=False) for building in BUILDINGS
    )  # fmt: skip
    groups = tuple(GroupSpec(topic(one), GroupKind.OFFICIAL, one, ("wx-secretary",)) for one in BUILDINGS)
    staff = GroupSpec(STAFF_GROUP, GroupKind.STAFF, None, ("wx-secretary",))
    return Community(
        "fanout", "试验小区", "Asia/Shanghai", households, (*groups, staff),
        (PersonSpec("wx-secretary", "书记", Role.SECRETARY),), (), BotSpec("wx-bot", "分拣小助手"), (),
    )  # fmt: skip


def add_rooms(transport: SimulatedTransport, community: Community) -> None:
    """The groups, with the neighbour and the secretary in each."""
    for group in community.groups:
        transport.add_room(group.topic, [(contact, "") for contact in group.members])
        if group.building is not None:
            transport.add_room(group.topic, [(f"wx-{group.building}", "101住户")])


def topic(building: str) -> str:
    """The name of a building's group."""
    return f"{building}号楼官方群"


class Script:
    """Rounds of one kind, after what must be said once before the first of them.

    Args:
        base: when it begins; rounds are ``APART``.
    """

    def __init__(self, base: datetime, kind: str) -> None:
        self._base = base
        self._kind = kind

    @property
    def before(self) -> int:
        """How many messages come before the first round: everybody raises the same matters."""
        return len(_MATTERS) * len(TOLD) if self._kind == ANSWERS else 0

    @property
    def size(self) -> int:
        """How many messages a round is."""
        return {ANSWERS: len(_MATTERS), NOTICES: 2, ASKS: 1}[self._kind]

    def tokens(self, round_: int) -> list[str]:
        """What each of ``TOLD`` must read in that round, once, each of them."""
        if self._kind == ANSWERS:
            return [f"第{round_}轮第{number}件事已有安排" for number in range(1, len(_MATTERS) + 1)]
        return [f"第{round_}轮的事请大家看一下"]

    def message(self, number: int) -> Incoming:
        """Message ``number``, from 0."""
        if number < self.before:
            building = TOLD[number % len(TOLD)]
            at = self._base + timedelta(milliseconds=20 * number)
            text = _MATTERS[number // len(TOLD)]
            group = topic(building)
            return Incoming(message_id(number), group, f"wx-{building}", text, at, "101住户", group)
        round_, place = divmod(number - self.before, self.size)
        at = self._base + APART * round_ + timedelta(seconds=10, milliseconds=20 * place)
        text = self._said(round_, place)
        return Incoming(message_id(number), STAFF_GROUP, "wx-secretary", text, at, "书记", STAFF_GROUP)

    def _said(self, round_: int, place: int) -> str:
        if self._kind == ANSWERS:
            return f"/答复 {place + 1} 将办 {self.tokens(round_)[place]}"
        if self._kind == NOTICES and place == 1:
            return "/确认"
        word = {NOTICES: "广播", ASKS: "求援"}[self._kind]
        return f"/{word} {TOLD[0]}-{TOLD[-1]}号楼\n{self.tokens(round_)[0]}"
