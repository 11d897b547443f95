"""Every command, every role, every kind of room: who may type what, and that /help says just that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.community import load_community
from bot.roles import GroupKind, Role
from bot.settings import Settings
from data.session import Database
from tests.support.databases import restore
from tests.support.night import Night

# s secretary, f staff, r relay, h head, z zone, p property, o owners, v volunteer, u runner, n resident
RIGHTS = {
    "help": "sfrhzpovun", "my": "sfrhzpovun", "withdraw": "sfrhzpovun", "verify": "sfrhzpovun",
    "tally": "sfrhz", "forward": "sfrhz", "remind": "sfrhz", "report": "sfrhz", "resolve": "sfrhz", "bind": "sfrhz",
    "ask": "sfrhz", "medicine": "sfrhzu", "sort": "sfrhzpo", "claim": "sfrhzpovu", "answer": "sfpo",
    "confirm": "sfrhzpo", "cancel": "sfrhzpo", "broadcast": "sf", "collect": "sf", "close": "sf", "recall": "sf",
    "resend": "sf", "digest": "sf", "export": "sf", "appoint": "s", "dismiss": "s", "roster": "s",
}  # fmt: skip
ONLY_IN: dict[str, set[GroupKind | None]] = {"digest": {GroupKind.STAFF, None}, "roster": {None}}
"""Commands that are not for every kind of room; None is a private chat."""
LETTERS = dict(zip("sfrhzpovun", [
    Role.SECRETARY, Role.STAFF, Role.RELAY, Role.HEAD, Role.ZONE, Role.PROPERTY, Role.OWNERS, Role.VOLUNTEER,
    Role.RUNNER, Role.RESIDENT,
], strict=True))  # fmt: skip
ARGUMENT = {"bind": "@没有这个人 502"}
"""What is typed behind a command, where the number 1 is not for all who may type it."""
PLACES = [*GroupKind, None]
NO_ROLE, NOT_HERE = "要有相应职责", "在这里用不了"


@pytest.fixture
def house(template: Path, desk: Database) -> Iterator[Night]:
    """Ten in the morning; nothing is going on."""
    community = load_community(Path(__file__).parent / "rights.yaml")
    quick = Settings(replies=1_000_000, pace=0, pace_urgent=0, pace_jitter=0, per_minute=1_000_000)
    with Night(restore(desk, template), community, quick, begin=Night.begin.replace(hour=10)) as house:
        yield house


def may(command: str, letter: str, place: GroupKind | None) -> bool:
    """What the table says."""
    return letter in RIGHTS[command] and place in ONLY_IN.get(command, {*PLACES})


def answered(house: Night, letter: str, place: GroupKind | None, text: str) -> list[str]:
    """What is said to somebody of that role who types ``text`` there."""
    house.new(0.01)
    house.say("有人", text, f"群-{place}" if place else None, contact=f"wx-{LETTERS[letter]}")
    return [one.text for one in house.new(0.02)]


def test_the_table_names_every_command_and_every_role(house: Night) -> None:
    assert RIGHTS.keys() == house.replay.engine.kit.words.commands.keys()
    assert set(LETTERS.values()) == set(Role)


@pytest.mark.parametrize("letter", LETTERS)
def test_help_lists_just_what_is_allowed(house: Night, letter: str) -> None:
    commands = house.replay.engine.kit.words.commands
    for place in PLACES:
        (told,) = answered(house, letter, place, "/帮助")
        listed = {line.split("：")[0] for line in told.splitlines()[1:] if "：" in line} - {"想知道哪一个怎么写，发"}
        assert listed == {commands[name].words[0] for name in RIGHTS if may(name, letter, place)}, (letter, place)


@pytest.mark.parametrize("letter", LETTERS)
def test_what_is_not_allowed_is_refused_in_one_line(house: Night, letter: str) -> None:
    for command in RIGHTS:
        for place in PLACES:
            if may(command, letter, place):
                continue
            (told,) = answered(house, letter, place, f"/{command} 1")
            assert NO_ROLE in told or (letter in RIGHTS[command] and NOT_HERE in told), (command, letter, place, told)
            assert "\n" not in told


@pytest.mark.parametrize("letter", LETTERS)
def test_what_is_allowed_is_not_refused_for_the_role_or_the_room(house: Night, letter: str) -> None:
    for command in RIGHTS:
        for place in PLACES:
            # A code that is typed in a group is burnt, and its sender hears that it belongs in private.
            if may(command, letter, place) and not (command == "verify" and place):
                told = answered(house, letter, place, f"/{command} {ARGUMENT.get(command, '1')}")
                assert not any(why in text for text in told for why in (NO_ROLE, NOT_HERE)), (command, told)
