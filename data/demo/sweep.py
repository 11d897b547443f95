"""The morning sweep of a compound, written from a seed: ``python -m data.demo.sweep --out FOLDER [--seed N]``.

At one the secretary opens an antigen collection; until the deadline at half past seven, and a little after, everybody
answers, chats, corrects and disagrees. The transcript comes with its truth, so that whoever counts it can be checked.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bot.community import Community, load_community
from bot.roles import GroupKind, Role
from data.demo.chatter import Chatter
from data.demo.scenes import Scenes
from data.demo.story import DEADLINE, Story, Sweep, Truth

__all__ = ["START", "Sweep", "Truth", "demo_community", "make_sweep"]

START = datetime(2022, 4, 10, 1, 0, tzinfo=timezone(timedelta(hours=8)))
CONFIRMED_AFTER = 40
"""Seconds the secretary takes to read the preview."""


def demo_community() -> Community:
    """The compound in this folder. Nobody writes into its files."""
    return replace(load_community(Path(__file__).parent / "community.yaml"), file=None)


def make_sweep(community: Community, *, seed: int = 7, start: datetime = START, messages: int = 3500) -> Sweep:
    """Write a morning of about ``messages`` lines; where the answers alone are more, all of them stay.

    The deadline is six and a half hours after ``start``.

    Raises:
        ValueError: the community has no secretary with an id, no staff group, a building without an official group,
            or too few households.
    """
    story = Story(community, seed, start)
    secretary = next((p for p in community.people if p.role is Role.SECRETARY and p.id), None)
    staff = next((group for group in community.groups if group.kind is GroupKind.STAFF), None)
    if secretary is None or secretary.id is None or staff is None:
        raise ValueError("the sweep needs a secretary with an id and a staff group")
    if missing := [building for building in community.buildings if building not in story.topics]:
        raise ValueError(f"no official group for building {', '.join(missing)}")
    deadline = start + timedelta(seconds=DEADLINE)
    command = story.words.command.format(time=f"{deadline.hour}:{deadline.minute:02d}")
    story.line(staff.topic, secretary.id, secretary.name, 0, f"{command}\n{story.words.notice}")
    story.line(staff.topic, secretary.id, secretary.name, CONFIRMED_AFTER, "/confirm 1")
    scenes = Scenes(story)
    scenes.play()
    Chatter(story, scenes.silent, scenes.plain).play(messages - len(story.lines))
    return story.finish()


def main() -> None:
    """Write transcript.jsonl and truth.json into a folder."""
    parser = argparse.ArgumentParser(prog="python -m data.demo.sweep", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for transcript.jsonl and truth.json")
    parser.add_argument("--seed", type=int, default=7, help="another number is another morning (default 7)")
    arguments = parser.parse_args()
    sweep = make_sweep(demo_community(), seed=arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in sweep.lines)
    (arguments.out / "transcript.jsonl").write_text(lines, encoding="utf-8")
    truth = json.dumps(asdict(sweep.truth), ensure_ascii=False, indent=1)
    (arguments.out / "truth.json").write_text(truth + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
