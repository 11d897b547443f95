"""Who sees what of the pages: the same as in the groups."""

from __future__ import annotations

import pytest

from bot.console.guard import has_duty
from bot.console.homes import read_building, read_story
from bot.console.now import Now, read_now
from bot.console.street import Scene, may_see, read_said
from tests.console.conftest import Desk
from tests.support.night import B3, B5, HE, QIN, SHEN, SONG, STAFF, WANG, WUYE

LI = "李干事"


@pytest.fixture
def morning(desk: Desk) -> Desk:
    """Three have answered in building 3, one of them positive; one in building 5."""
    night = desk.night
    night.collect()
    night.say("502-张三", "502 3人阴")
    night.say("501-李四", "501 1阳1阴")
    night.say("302-王五", "302 若隐若现")
    night.say("1-101赵六", "1-101 阴", B5)
    night.say("301-陈姐", "老人摔倒了起不来，快来人帮忙！")
    night.later(1)
    return desk


def now(desk: Desk) -> Now:
    return desk.do(desk.looking.ask(read_now))


def test_the_tiles_count_what_the_sheets_count(morning: Desk) -> None:
    (found,) = now(morning).rounds
    three = next(tile for tile in found.tiles if tile.building == "3")
    truth = morning.night.building("3")
    assert (three.expected, three.missing) == (truth["households"], len(truth["missing"]))
    assert (three.review, three.positive) == (len(truth["review"]), len(truth["positive_rooms"]))
    assert three.answered == 3
    assert sum(number for _, number in found.by_minute) == 4


def test_each_sees_the_buildings_that_are_theirs(morning: Desk) -> None:
    everything = now(morning)
    seen = {
        name: [tile.building for one in everything.seen_by(morning.visitor(name)).rounds for tile in one.tiles]
        for name in (SONG, WANG, LI, HE, QIN, SHEN, WUYE)
    }
    assert seen == {
        SONG: ["3", "5", "8"], WANG: ["3", "5", "8"], LI: ["5"], HE: ["3"], QIN: ["5"], SHEN: ["8"], WUYE: [],
    }  # fmt: skip
    assert not has_duty(morning.visitor(WUYE))
    assert not has_duty(morning.visitor("502-张三"))


def test_a_cry_is_seen_by_staff_and_its_own_relay(morning: Desk) -> None:
    everything = now(morning)
    assert [one.building for one in everything.cries] == ["3"]
    assert len(everything.seen_by(morning.visitor(HE)).cries) == 1
    assert everything.seen_by(morning.visitor(QIN)).cries == ()
    assert everything.seen_by(morning.visitor(HE)).sends == {}, "what waits to be sent is for staff"


def test_a_building_tells_who_answered_in_which_words(morning: Desk) -> None:
    building = morning.do(morning.looking.ask(lambda work: read_building(work, "3", None)))
    flats = {flat.label: flat for flat in building.flats}
    # Where a positive is in question it is shown as one, with the reason to look.
    assert {label: flat.state for label, flat in flats.items()} == {
        "301": "missing", "302": "positive", "401": "missing", "402": "missing", "501": "positive", "502": "answered",
        "601": "vacant", "602": "missing",
    }  # fmt: skip
    assert flats["302"].review == "unclear_result"
    assert flats["502"].reporter == "502-张三"
    assert building.collection is not None
    number = building.collection.number
    story = morning.do(morning.looking.ask(lambda work: read_story(work, number, "3", ("", "502"))))
    assert [(answer.result, answer.words) for answer in story] == [("negative", "502 3人阴")]


def test_groups_are_seen_by_who_may_know_them_and_private_lines_only_where_nobody_is_real(morning: Desk) -> None:
    groups = morning.night.look(lambda work: list(work.directory.groups.values()))
    assert {group.topic for group in groups if may_see(morning.visitor(HE), group)} == {B3}
    key = next(group.id for group in groups if group.topic == B3)
    staff = next(group.id for group in groups if group.topic == STAFF)
    visitor, moment = morning.visitor(HE), morning.house.now()

    def said(here: str) -> list[str | None]:
        scene = Scene(here)
        found = morning.do(morning.looking.ask(lambda work: read_said(work, visitor, scene, moment, alone=True)))
        assert found.private == ()
        return [line.text for line in found.lines]

    assert "502 3人阴" in said(key)
    assert said(staff) == []
