"""Who outside can act: staff read how to reach them, and their own group hears what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.community import load_community
from bot.errors import CommunityError
from data.session import Database
from tests.support.databases import restore
from tests.support.night import B3, HE, STAFF, WANG, Night

COURIERS, HOSPITAL = "快递对接群", "医院对接群"
PARCELS = "请问快递柜什么时候可以取快递？我妈有高血压，等着用"
FILE = Path(__file__).parent / "partners.yaml"


@pytest.fixture
def day(template: Path, desk: Database) -> Iterator[Night]:
    """Ten in the morning; nothing is going on."""
    with Night(restore(desk, template), load_community(FILE), begin=Night.begin.replace(hour=10)) as day:
        yield day


def test_their_group_hears_with_the_digest_what_is_theirs_and_nothing_more(day: Night) -> None:
    day.say("502-张三", PARCELS, B3)
    day.say("401-李四", "楼道里的垃圾三天没人收了，请安排清理", B3)
    day.until("18:05")
    (told,) = day.in_room(COURIERS)
    assert "快递" in told
    assert "垃圾" not in told
    assert "高血压" not in told
    assert "领取" not in told, "they have no role here"
    assert day.in_room(HOSPITAL) == []


def test_and_when_the_relay_sends_it_up(day: Night) -> None:
    day.say("502-张三", PARCELS, B3)
    day.tell(HE, "/分拣 1 上报")
    day.later(1)
    assert len(day.in_room(COURIERS)) == 1


def test_staff_read_who_can_be_asked(day: Night) -> None:
    day.say("502-张三", "3号楼停电了，什么时候能修好？", B3)
    day.say(WANG, "/汇总", STAFF)
    day.later(1)
    assert "·物业、供电所·" in day.in_room(STAFF)[-1]
    day.say(WANG, "/汇总 1", STAFF)
    day.later(1)
    assert "可以找：供电所 95598" in day.in_room(STAFF)[-1]


def test_a_cry_says_whom_to_ring_and_reaches_them(day: Night) -> None:
    day.say("502-张三", "救命！我爸摔倒了满头是血叫不醒，他有高血压", B3)
    day.later(1)
    assert "可以找：社区肿瘤医院 021-62345678" in day.in_room(STAFF)[0]
    (told,) = day.in_room(HOSPITAL)
    assert "摔倒" in told
    assert "高血压" not in told
    assert "联系居委" in told


@pytest.mark.parametrize(
    ("partner", "why"),
    [
        ("{name: 驿站, categories: [parcel], contact: 021-62345678}", "categories must be some of medical"),
        ("{name: 驿站, categories: [parcels], contact: 13812345678}", "a mobile number"),
        ("{name: 驿站, categories: [parcels], room: 没有的群}", "no group"),
        ("{name: 驿站, categories: [parcels]}", "nobody can reach"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_line(tmp_path: Path, partner: str, why: str) -> None:
    text = FILE.read_text(encoding="utf-8").replace(
        "../support/households.csv", str(FILE.parent.parent / "support/households.csv")
    )
    file = tmp_path / "community.yaml"
    file.write_text(f"{text}  - {partner}\n", encoding="utf-8")
    line = len(text.splitlines()) + 1
    with pytest.raises(CommunityError) as caught:
        load_community(file)
    (problem,) = caught.value.problems
    assert why in problem
    assert f"line {line}:" in problem
