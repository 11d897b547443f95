"""Help on one command, asked as the help itself says."""

from __future__ import annotations

import pytest

from tests.support.items import items
from tests.support.night import B3, HE, SONG, STAFF, Night


def test_help_on_a_command_needs_no_slash(sweep: Night) -> None:
    sweep.say(SONG, "帮助 统计", STAFF)
    told = sweep.new()[-1]
    assert "/统计" in told.text
    assert "写法" in told.text


def test_help_between_neighbours_is_no_command(sweep: Night) -> None:
    sweep.say("502-张三", "帮助 501的老人拿药", B3)
    assert not any("写法" in told.text for told in sweep.new())


@pytest.mark.parametrize(
    ("who", "text", "usage"),
    [
        (SONG, "广播 更正 1", "/广播"),
        (HE, "分拣 abc", "/分拣"),
        ("502-张三", "帮助 问", "/帮助"),
    ],
)
def test_who_writes_a_command_wrongly_reads_how_it_is_written(night: Night, who: str, text: str, usage: str) -> None:
    night.tell(who, text, "10:00")
    assert usage in night.new()[-1].text


@pytest.mark.parametrize("text", ["答复 大家都在催了", "统计一下昨天的情况吧", "分拣的事情下午再说吧各位"])
def test_what_is_merely_talked_of_is_left_alone(night: Night, text: str) -> None:
    night.say(SONG, text, STAFF, "10:00")
    night.say("502-张三", text, B3)
    assert [one.text for one in night.new() if "写法" in one.text and len(text) > 9] == []


@pytest.mark.parametrize("text", ["在吗", "人工", "你是谁？", "你好", "隐私"])
def test_who_greets_the_bot_in_private_hears_once_who_it_is(night: Night, text: str) -> None:
    night.say("502-张三", "大家好", B3, "10:00")
    night.say("502-张三", text, B3)
    assert night.new() == []
    night.tell("502-张三", text)
    said = night.answer()
    assert "机器人" in said
    assert HE in said
    night.tell("502-张三", "你好")
    assert night.new() == []
    assert items(night) == []


def test_a_refusal_at_night_is_not_said_to_everybody_in_the_morning(night: Night) -> None:
    night.say("502-张三", "/广播\n大家好", B3, "02:00")
    night.until("08:00")
    assert not night.said("要有相应职责", [one for one in night.heard if one.room == B3])
