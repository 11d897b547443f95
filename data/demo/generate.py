"""Makes the demonstration compound: ``python -m data.demo.generate`` writes community.yaml and households.csv here."""

from __future__ import annotations

import csv
import io
import random
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.lexicon import validate_yaml

SEED = 25
BUILDINGS = 25
FLOORS = 17
FLATS = 4
RESIDENTS = 5000
VACANT_SHARE = 0.02
NO_WECHAT_SHARE = 0.03
OTHER_TAG_SHARE = 0.06


class Topics(BaseModel):
    """The groups' names; ``official`` holds {building}."""

    official: str
    staff: str
    relay: str
    volunteer: str
    property: str


class Tags(BaseModel):
    """What stands in the roster's last column."""

    vacant: str
    no_wechat: str
    others: list[str]


class Names(BaseModel):
    """data/demo/names.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    compound: str
    topics: Topics
    zones: dict[str, tuple[int, int]]
    bot: str
    secretary: str
    staff: list[str]
    relays: list[str]
    heads: dict[str, str]
    leads: dict[str, str]
    property: list[str]
    owners: list[str]
    volunteers: list[str]
    tags: Tags
    surnames: list[str]
    given: list[str]
    titles: list[str]
    handles: list[str]
    nicknames: list[str]


def load_names() -> Names:
    """The made-up names.

    Raises:
        LexiconError: where the file does not have its form.
    """
    text = files("data").joinpath("demo", "names.yaml").read_text(encoding="utf-8")
    return validate_yaml(text, "data/demo/names.yaml", Names)


def households_csv(names: Names) -> str:
    """The roster: every building has 17 floors of four flats; 5,000 people live in them."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed seed, so that everybody has the same compound
    flats = [
        (str(building), f"{floor}{flat:02d}")
        for building in range(1, BUILDINGS + 1)
        for floor in range(1, FLOORS + 1)
        for flat in range(1, FLATS + 1)
    ]
    tags: dict[tuple[str, str], str] = {}
    shuffled = chance.sample(flats, len(flats))
    vacant, silent, other = (round(len(flats) * share) for share in (VACANT_SHARE, NO_WECHAT_SHARE, OTHER_TAG_SHARE))
    for index, flat in enumerate(shuffled[: vacant + silent + other]):
        if index < vacant:
            tags[flat] = names.tags.vacant
        elif index < vacant + silent:
            tags[flat] = names.tags.no_wechat
        else:
            tags[flat] = chance.choice(names.tags.others)
    lived_in = shuffled[vacant:]
    people = dict(zip(lived_in, chance.choices(range(1, 7), (15, 25, 28, 18, 9, 5), k=len(lived_in)), strict=True))
    while (total := sum(people.values())) != RESIDENTS:
        flat = chance.choice(lived_in)
        people[flat] = min(6, max(1, people[flat] + (1 if total < RESIDENTS else -1)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["building", "unit", "room", "people", "tags"])
    writer.writerows(
        [building, "", room, people.get((building, room), 0), tags.get((building, room), "")]
        for building, room in flats
    )
    return out.getvalue()


def community_yaml(names: Names) -> str:
    """The community file of contract section 2, one group or person a line."""
    buildings = [str(number) for number in range(1, BUILDINGS + 1)]
    share = len(buildings) / len(names.staff)
    cared = [buildings[round(index * share) : round((index + 1) * share)] for index in range(len(names.staff))]
    staff = {f"wx-staff-{index}": name for index, name in enumerate(names.staff, 1)}
    relays = {building: f"wx-relay-{building}" for building in buildings}
    volunteers = [f"wx-volunteer-{index}" for index, _ in enumerate(names.volunteers, 1)]
    properties = [f"wx-property-{index}" for index, _ in enumerate(names.property, 1)]
    keeper = {building: contact for contact, share in zip(staff, cared, strict=True) for building in share}
    lines = [
        "# The demonstration compound, made by data/demo/generate.py: nobody in it exists.",
        f"name: {names.compound}",
        "timezone: Asia/Shanghai",
        "households: households.csv",
        "zones:",
    ]
    spans = {zone: buildings[first - 1 : last] for zone, (first, last) in names.zones.items()}
    lines += [f"  - {{name: {zone}, buildings: {_list(span)}}}" for zone, span in spans.items()]
    lines.append("rooms:")
    for building in buildings:
        members = ["wx-song", keeper[building], relays[building]]
        topic = names.topics.official.format(building=building)
        lines.append(f'  - {{topic: {topic}, kind: official, building: "{building}", members: {_plain(members)}}}')
    for kind, members in {
        "staff": ["wx-song", *staff],
        "relay": ["wx-song", *staff, *relays.values()],
        "volunteer": [*staff, *volunteers],
        "property": ["wx-song", *staff, *properties],
    }.items():
        topic = getattr(names.topics, kind)
        lines.append(f"  - {{topic: {topic}, kind: {kind}, members: {_plain(members)}}}")
    lines += ["people:", f"  - {{id: wx-song, name: {names.secretary}, role: secretary}}"]
    for (contact, name), span in zip(staff.items(), cared, strict=True):
        lines.append(_person(contact, name, "staff", span))
    lines += [_person(relays[b], name, "relay", [b]) for b, name in zip(buildings, names.relays, strict=True)]
    lines += [_person(f"wx-head-{b}", name, "head", [b]) for b, name in names.heads.items()]
    lines += [_person(f"wx-zone-{i}", names.leads[zone], "zone", spans[zone]) for i, zone in enumerate(spans, 1)]
    lines += [_person(contact, name, "property") for contact, name in zip(properties, names.property, strict=True)]
    lines += [_person(f"wx-owners-{i}", name, "owners") for i, name in enumerate(names.owners, 1)]
    lines += [_person(contact, name, "volunteer") for contact, name in zip(volunteers, names.volunteers, strict=True)]
    lines += [f"bot: {{id: wx-fenjian, name: {names.bot}}}", "bots: [wx-groupbuy]"]
    return "\n".join(lines) + "\n"


def _plain(values: list[str]) -> str:
    return f"[{', '.join(values)}]"


def _list(values: list[str]) -> str:
    return _plain([f'"{value}"' for value in values])


def _person(contact: str, name: str, role: str, buildings: list[str] | None = None) -> str:
    where = f", buildings: {_list(buildings)}" if buildings else ""
    return f"  - {{id: {contact}, name: {name}, role: {role}{where}}}"


def main() -> None:
    """Write both files beside this one."""
    folder = Path(__file__).parent
    names = load_names()
    (folder / "households.csv").write_text(households_csv(names), encoding="utf-8", newline="\n")
    (folder / "community.yaml").write_text(community_yaml(names), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
