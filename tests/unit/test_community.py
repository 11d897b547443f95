"""The community file: what it may say, and what a person reads who wrote it wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.community import BotSpec, Community, GroupSpec, PersonSpec, ZoneSpec, load_community
from bot.errors import CommunityError
from bot.roles import GroupKind, Role

ROSTER = "building,unit,room,people,tags\n3,,502,3,\n5,,101,2,空置\n"
GOOD = """\
name: 试验小区
timezone: Asia/Shanghai
households: households.csv
rooms:
  - {topic: 3号楼官方群, kind: official, building: "3"}
  - {topic: 5号楼官方群, kind: official, building: 5号楼}
  - {topic: 居委工作群, kind: staff, members: [wx-song, 7]}
people:
  - {id: wx-song, name: 宋书记, role: secretary}
  - {name: 小荷, role: relay, buildings: [3, "5"], friend: false}
"""


def write(folder: Path, text: str, roster: str | None = ROSTER) -> Path:
    if roster is not None:
        (folder / "households.csv").write_text(roster, encoding="utf-8")
    path = folder / "community.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, text: str) -> Community:
    return load_community(write(folder, text))


def problems(folder: Path, text: str, roster: str | None = ROSTER) -> list[str]:
    path = write(folder, text, roster)
    with pytest.raises(CommunityError) as caught:
        load_community(path)
    return [problem.replace(f"{folder}/", "") for problem in caught.value.problems]


def test_what_the_file_says(tmp_path: Path) -> None:
    community = load(tmp_path, GOOD)
    assert (community.name, community.timezone, str(community.zone)) == ("试验小区", "Asia/Shanghai", "Asia/Shanghai")
    assert [household.key for household in community.households] == [("3", "", "502"), ("5", "", "101")]
    assert community.buildings == ("3", "5")
    assert community.groups == (
        GroupSpec("3号楼官方群", GroupKind.OFFICIAL, "3"),
        GroupSpec("5号楼官方群", GroupKind.OFFICIAL, "5"),
        GroupSpec("居委工作群", GroupKind.STAFF, None, ("wx-song", "7")),
    )
    assert community.people == (
        PersonSpec("wx-song", "宋书记", Role.SECRETARY),
        PersonSpec(None, "小荷", Role.RELAY, ("3", "5"), friend=False),
    )
    assert community.bot == BotSpec("fenjian", "分拣小助手")
    assert (community.zones, community.bots, community.warnings) == ((), (), ())


def test_the_key_follows_the_name_unless_it_is_given(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).key == "7aec16a91168"
    assert load(tmp_path, GOOD + "key: riverside\n").key == "riverside"


def test_optional_parts_and_unknown_keys(tmp_path: Path) -> None:
    extra = "bot: {id: wx-fenjian, name: 小分}\nbots: [wx-other]\nzones: [{name: 东区, buildings: [3]}]\ncolour: red\n"
    community = load(tmp_path, GOOD + extra)
    assert community.bot == BotSpec("wx-fenjian", "小分")
    assert community.bots == ("wx-other",)
    assert community.zones == (ZoneSpec("东区", ("3",)),)


def test_what_is_no_error_but_should_be_known(tmp_path: Path) -> None:
    text = GOOD.replace("kind: staff", "kind: job").replace("kind: official, building: 5号楼", "kind: job")
    assert load(tmp_path, text.replace(', buildings: [3, "5"]', "")).warnings == (
        'line 10: relay 小荷 has no building. Add buildings: ["…"].',
        "no group of kind staff: summaries have nowhere to go. Add one to rooms, or /bind it.",
        "building 5 has no official group: nobody there can be asked. Add it to rooms, or /bind it.",
    )
    whole = load(tmp_path, GOOD.replace(', building: "3"', ""))
    assert whole.warnings == ()  # one official group for the whole compound reaches everybody


def test_every_problem_at_once_each_with_its_line_and_mend(tmp_path: Path) -> None:
    wrong = """\
nme: 试验小区
timezone: Asia/Shanghia
households: households.csv
rooms:
  - {topic: 一群, kind: oficial, building: "3"}
  - {topic: 一群, kind: staff}
  - {kind: staff, building: 9号楼}
  - 居委工作群
people:
  - {id: wx-song, name: 宋书记, role: boss}
  - {id: wx-song, name: 小荷, role: relay, buildings: [4], friend: maybe}
  - {id: fenjian, name: 小李, role: staff, buildings: {3: 5}}
"""
    kinds, roles = ", ".join(GroupKind), ", ".join(Role)
    assert problems(tmp_path, wrong) == [
        "community.yaml, line 1: name is missing: the community's name. Did you mean `name` by `nme`?",
        "community.yaml, line 2: unknown time zone 'Asia/Shanghia'. Did you mean Asia/Shanghai?",
        "community.yaml, line 8: '居委工作群' is no entry. Write it as `- {…: …, …: …}`.",
        f"community.yaml, line 5: unknown kind 'oficial'. Did you mean official? Valid are {kinds}.",
        "community.yaml, line 6: topic '一群' is already in line 5. Give each group a topic of its own.",
        "community.yaml, line 7: topic is missing: the group's name as it stands in the chat. Write `topic: …`.",
        "community.yaml, line 7: building '9' is not in the roster. Correct it; the roster has 3, 5.",
        f"community.yaml, line 10: unknown role 'boss'. Valid are {roles}.",
        "community.yaml, line 11: building '4' is not in the roster. Correct it; the roster has 3, 5.",
        "community.yaml, line 11: friend is 'maybe'. Write true or false.",
        "community.yaml, line 11: id 'wx-song' is already the person's in line 10. An id is one person's.",
        'community.yaml, line 12: buildings must be a list of texts. Write `buildings: ["…", "…"]`.',
        "community.yaml, line 12: id 'fenjian' is the bot's own. Give the person's own id.",
    ]


def test_problems_of_the_roster_come_along(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace("Asia/Shanghai", "Mars"), "building,room\n3,502\n3,502\n")
    assert found == [
        "community.yaml, line 2: unknown time zone 'Mars'. Write one such as Asia/Shanghai.",
        "households.csv, line 3: household 3-502 is already in line 2. Delete one of the two.",
    ]
    (tmp_path / "households.csv").unlink()
    assert problems(tmp_path, GOOD, None) == [
        "community.yaml, line 3: the roster households.csv is not there. Correct the name, or put the file there."
    ]
    assert problems(tmp_path, GOOD.replace("households.csv", "x" * 300), None)[0].startswith("community.yaml, line 3")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name: [unclosed\nrooms: x\n", "community.yaml, line 2: not valid YAML"),
        ("- a\n- b\n", "community.yaml, line 1: expected keys such as `name: …`, one a line."),
        ("", "community.yaml, line 1: expected keys"),
        (GOOD + "since: 2022-13-45\n", "community.yaml, line 11: not valid YAML"),
        (GOOD + "bot: fenjian\n", "community.yaml, line 11: bot must have an id and a name."),
        (GOOD + "bots: {a: b}\n", "community.yaml, line 11: bots must be a list of texts."),
        (GOOD + "zones: 东区\n", "community.yaml, line 11: zones must be a list."),
        (GOOD.replace("name: 试验小区", "name: [试验小区]"), "community.yaml, line 1: name must be a text."),
    ],
)
def test_shapes_that_are_wrong(tmp_path: Path, text: str, problem: str) -> None:
    assert problems(tmp_path, text)[0].startswith(problem)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommunityError, match=r"none\.yaml: the community file is not there\. Check the name"):
        load_community(tmp_path / "none.yaml")


def test_what_unfolds_without_end_is_refused_at_once(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    assert problems(tmp_path, GOOD + bomb) == [
        "community.yaml, line 11: what stands here is used again elsewhere by `*`. Write it out there."
    ]
    assert "too many brackets" in problems(tmp_path, GOOD + "x: " + "[" * 3000 + "]" * 3000)[0]
    assert "used again" in problems(tmp_path, GOOD + "x: &x [*x]\n")[0]


def test_a_key_that_nobody_reads_is_a_warning(tmp_path: Path) -> None:
    known = "name, timezone, households, rooms, people, zones, partners, bot, bots, key"
    assert load(tmp_path, GOOD + "peopel: []\nsince: 2020\n").warnings[:2] == (
        "line 11: `peopel` is not read. Did you mean `people`?",
        f"line 12: `since` is not read. Known are {known}.",
    )


def test_a_flat_that_may_stand_twice_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path, GOOD, ROSTER + "3,,0502,3,\n")
    assert load_community(tmp_path / "community.yaml").warnings == (
        "building 3 has 502 and 0502: if they are one flat, delete one of them.",
    )
