"""A new kind of collection is a YAML file alone: gas safety, 合格, 不合格 or 不在家."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.understand import load_forms
from data.session import Database
from tests.support.databases import restore
from tests.support.night import B3, HE, SONG, STAFF, Night


@pytest.fixture
def night(template: Path, desk: Database, tmp_path: Path) -> Iterator[Night]:
    folder = tmp_path / "forms"
    folder.mkdir()
    shutil.copy(Path(__file__).parent / "gas.yaml", folder)
    with Night(restore(desk, template), forms=load_forms(folder)) as night:
        yield night


def test_gas_safety_is_collected_like_any_other(night: Night) -> None:
    night.say(SONG, "/收集 燃气安检 3号楼 截止 10:00", STAFF)
    assert "燃气安检" in night.answer()
    night.say(SONG, "确认", STAFF)
    night.later(1)
    assert "例如：房号 合格" in night.in_room(B3)[-1]
    night.say("502-张三", "502 合格", at="08:00")
    night.say("401-李四", "401不合格")
    night.say("402-王五", "我家不在家")
    night.say(HE, "代报 301 合格")
    night.say("302-赵六", "302 3人阴")
    building = night.building()
    assert building["answers"] == {"301": "passed", "401": "failed", "402": "absent", "502": "passed"}
    assert building["totals"]["households"] == {"passed": 2, "failed": 1, "absent": 1}
    assert building["totals"]["people"] == {}
    assert building["review"] == []

    night.until("10:05")
    (summary,) = night.said("【汇总】")
    assert "合格 2，不合格 1，不在家 1" in summary.text
    assert night.state()["collections"][0]["form"] == "gas_check"


def test_its_own_word_names_it_and_an_unknown_one_lists_all(night: Night) -> None:
    night.say(SONG, "/收集 电梯 3号楼", STAFF)
    assert "抗原、核酸、燃气安检" in night.answer()


def test_two_who_disagree_about_gas_are_a_conflict_too(night: Night) -> None:
    night.collect("燃气 3号楼 截止 10:00")
    night.say("502-张三", "502 合格", at="08:00")
    night.say("502-张太太", "502 不合格")
    assert night.building()["review"] == ["502"]


def test_beside_it_an_antigen_positive_still_alerts(night: Night) -> None:
    night.collect("燃气 3号楼 截止 10:00")
    night.say("502-张三", "502 两条杠", at="08:00")
    night.later(3)
    assert any("502" in text for text in night.to(HE))
