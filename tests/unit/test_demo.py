"""The demonstration compound and its morning: the same everywhere, and as difficult as it claims to be."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.community import Community, load_community
from bot.roles import GroupKind, Role
from data.demo import generate, sweep
from data.demo.sweep import Sweep, demo_community, make_sweep

DEADLINE = datetime.fromisoformat("2022-04-10T07:30:00+08:00")


@pytest.fixture(scope="module")
def compound() -> Community:
    return demo_community()


@pytest.fixture(scope="module")
def morning(compound: Community) -> Sweep:
    return make_sweep(compound)


def test_the_files_are_what_the_generator_makes() -> None:
    folder, names = Path(generate.__file__).parent, generate.load_names()
    assert (folder / "households.csv").read_text(encoding="utf-8") == generate.households_csv(names)
    assert (folder / "community.yaml").read_text(encoding="utf-8") == generate.community_yaml(names)


def test_the_compound(compound: Community) -> None:
    assert compound.name == "天山河畔花园"
    assert len(compound.buildings) == 25
    assert len(compound.households) == 1700
    assert sum(household.people or 0 for household in compound.households) == 5000
    assert sum(household.vacant for household in compound.households) == 34
    assert sum(household.no_wechat for household in compound.households) == 51
    assert compound.warnings == ()
    kinds = Counter(group.kind for group in compound.groups)
    assert (kinds[GroupKind.OFFICIAL], kinds[GroupKind.STAFF], kinds[GroupKind.RELAY]) == (25, 1, 1)
    roles = Counter(person.role for person in compound.people)
    assert (roles[Role.SECRETARY], roles[Role.STAFF], roles[Role.RELAY]) == (1, 6, 25)


def test_the_morning_begins_with_the_secretary(morning: Sweep) -> None:
    first, second = morning.lines[:2]
    assert (first["at"], first["from"], first["room"]) == ("2022-04-10T01:00:00+08:00", "wx-song", "天山河畔居委工作群")
    assert first["text"].startswith("/collect antigen 全区 截止 7:30\n")
    assert second["text"] == "/confirm 1"


def test_it_is_the_same_for_the_same_seed_only(compound: Community, morning: Sweep) -> None:
    assert make_sweep(compound) == morning
    assert make_sweep(compound, seed=8).lines != morning.lines


def test_lines_are_in_order_and_in_the_contracts_shape(compound: Community, morning: Sweep) -> None:
    assert len(morning.lines) == 3500
    times = [datetime.fromisoformat(line["at"]) for line in morning.lines]
    assert times == sorted(times)
    topics = {group.topic for group in compound.groups}
    for line in morning.lines:
        assert line["room"] in topics
        assert {"at", "room", "from", "name", "text", "id"} <= line.keys()
        assert line.get("type", "text") in ("text", "image", "audio", "recall")
        assert bool(line["text"]) == (line.get("type") not in ("image", "audio"))


def test_every_difficulty_occurs(compound: Community, morning: Sweep) -> None:
    types = Counter(line.get("type", "text") for line in morning.lines)
    assert types["image"] >= 10
    assert types["recall"] == 10
    ids = Counter(line["id"] for line in morning.lines)
    assert sum(count > 1 for count in ids.values()) == 15
    known = set(ids)
    assert all(line["text"] in known for line in morning.lines if line.get("type") == "recall")
    texts = [line["text"] for line in morning.lines]
    assert sum(text.startswith("#接龙") for text in texts) > 80
    assert sum(text in ("撤销", "撤回", "取消") for text in texts) == 11
    assert sum(text.startswith("「") for text in texts) > 30
    assert sum("quote" in line for line in morning.lines) == 10
    assert any(line["from"] in compound.bots for line in morning.lines)
    assert all(any(secret in text for text in texts) for secret in morning.truth.secrets)


def test_the_truth_knows_every_household_that_is_expected(compound: Community, morning: Sweep) -> None:
    truth = morning.truth
    for household in compound.households:
        result = truth.results[household.building].get(household.room)
        if household.vacant:
            assert result in (None, "review")
        else:
            assert result is not None
    results = Counter(result for building in truth.results.values() for result in building.values())
    assert results["review"] / results.total() < 0.012
    assert min(results[name] for name in ("positive", "invalid", "untested", "partial", "absent")) >= 10
    assert results["missing"] > 50
    assert sum(map(len, truth.positive_rooms.values())) == 15
    assert sum(map(len, truth.late.values())) == 26


def test_positives_are_listed_and_their_rooms_are_watched(morning: Sweep) -> None:
    truth = morning.truth
    watched = {(entry["building"], entry["room"]) for entry in truth.forbidden}
    for building, results in truth.results.items():
        positive = {room for room, result in results.items() if result == "positive"}
        assert positive <= set(truth.positive_rooms[building])
        assert all(results[room] in ("positive", "review") for room in truth.positive_rooms[building])
        assert {(building, room) for room in truth.positive_rooms[building]} <= watched


def test_who_is_late_wrote_after_the_deadline_and_nobody_else(morning: Sweep) -> None:
    for building, late in morning.truth.late.items():
        for room in late:
            own = [line for line in morning.lines if line["from"].startswith(f"wx-{building}-{room}")]
            assert any(datetime.fromisoformat(line["at"]) > DEADLINE for line in own)
            assert morning.truth.results[building][room] in ("negative", "positive")


def test_stated_people_add_up(morning: Sweep) -> None:
    total: Counter[str] = Counter()
    for building, rooms in morning.truth.stated.items():
        for room, stated in rooms.items():
            assert morning.truth.results[building][room] not in ("review", "missing")
            total.update(stated)
    assert dict(total) == morning.truth.people


def test_another_day_another_hour(compound: Community) -> None:
    other = make_sweep(compound, start=datetime(2022, 4, 12, 14, 0, tzinfo=UTC), messages=0)
    assert other.lines[0]["text"].startswith("/collect antigen 全区 截止 20:30\n")
    assert other.truth.deadline == "2022-04-12T20:30:00+00:00"
    assert 1700 < len(other.lines) < 2000  # the answers alone


def test_a_compound_that_cannot_play_it_is_told_why(tmp_path: Path) -> None:
    (tmp_path / "households.csv").write_text("building,room\n3,502\n", encoding="utf-8")
    path = tmp_path / "community.yaml"
    text = "name: 小\ntimezone: Asia/Shanghai\nhouseholds: households.csv\nrooms:\n  - {topic: 居委, kind: staff}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="a secretary with an id"):
        make_sweep(load_community(path))
    text += "people: [{id: wx-song, name: 宋书记, role: secretary}]\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="no official group for building 3"):
        make_sweep(load_community(path))
    path.write_text(
        text.replace("kind: staff}", 'kind: staff}\n  - {topic: 三, kind: official, building: "3"}'), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="too small"):
        make_sweep(load_community(path))


def test_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, morning: Sweep) -> None:
    monkeypatch.setattr(sys, "argv", ["sweep", "--out", str(tmp_path / "out")])
    sweep.main()
    lines = (tmp_path / "out" / "transcript.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == morning.lines
    truth = json.loads((tmp_path / "out" / "truth.json").read_text(encoding="utf-8"))
    assert truth["results"] == morning.truth.results
