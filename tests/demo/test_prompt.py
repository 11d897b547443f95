"""The prompt: who is meant, what is said where, and that private words are marked as such."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.demo.neighbours import Neighbours, Unknown
from bot.demo.prompt import Line, parse, when
from bot.demo.words import printable
from bot.words import load_words
from tests.demo.conftest import Screen
from tests.support.night import B3, BEGIN, STAFF, ZONE, tiny_compound


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("as 3-502", Line("as", "3-502")),
        ("  IN 3号楼官方群 ", Line("in", "3号楼官方群")),
        ("tick 30m", Line("tick", "30m")),
        ("table", Line("table", "")),
        ("表格", Line("table", "")),
        ("表格 3", Line("table", "3")),
        ("表 3", Line("table", "3")),
        ("表格怎么填", Line("say", "表格怎么填")),
        ("quit", Line("quit", "")),
        ("exit", Line("quit", "")),
        ("?", Line("help", "")),
        ("2人阴", Line("say", "2人阴")),
        ("say table", Line("say", "table")),
        ("quit smoking", Line("say", "quit smoking")),
        ("/收集 抗原\\n请回复", Line("say", "/收集 抗原\n请回复")),
        ("re 12 /转发", Line("re", "12 /转发")),
        ("", Line("say", "")),
    ],
)
def test_a_line_is_a_verb_or_something_to_say(typed: str, line: Line) -> None:
    assert parse(typed) == line


@pytest.mark.parametrize(
    ("text", "clock"),
    [("30m", "01:30"), ("1h30m", "02:30"), ("90 s", "01:01"), ("7:30", "07:30"), ("0:30", "00:30"), ("1d", "01:00")],
)
def test_time_passes_by_a_span_or_until_a_clock(text: str, clock: str) -> None:
    moment = when(text, BEGIN)
    assert moment is not None
    assert moment.strftime("%H:%M") == clock
    assert moment > BEGIN


@pytest.mark.parametrize("text", ["", "soon", "25:00", "30", "30x"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert when(text, datetime(2022, 4, 10, 1, 0, tzinfo=ZONE)) is None


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("wx-song", "wx-song"),
        ("小荷", "wx-he"),
        ("宋", "wx-song"),
        ("relay 3", "wx-he"),
        ("信息员 3", "wx-he"),
        ("secretary", "wx-song"),
        ("3-502", "wx-3-502"),
        ("3号楼502", "wx-3-502"),
        ("wx-3-502", "wx-3-502"),
        ("wx-new 502王阿姨", "wx-new"),
    ],
)
def test_people_are_known_by_many_names(text: str, contact: str) -> None:
    neighbours = Neighbours(tiny_compound(), load_words())
    assert neighbours.speaker(text).contact == contact


def test_a_bare_flat_means_the_building_one_stands_in() -> None:
    neighbours = Neighbours(tiny_compound(), load_words())
    assert neighbours.speaker("502", here="3").contact == "wx-3-502"
    with pytest.raises(Unknown):
        neighbours.speaker("502")


@pytest.mark.parametrize("text", ["干事", "relay", "3-9999", "nobody", "relay 99", ""])
def test_nobody_is_guessed(text: str) -> None:
    with pytest.raises(Unknown):
        Neighbours(tiny_compound(), load_words()).speaker(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("3", B3),
        ("3号楼", B3),
        (B3, B3),
        ("staff", STAFF),
        ("居委", STAFF),
        ("居委工作", STAFF),
        ("私聊", None),
        ("private", None),
    ],
)
def test_groups_are_known_by_many_names(text: str, topic: str | None) -> None:
    assert Neighbours(tiny_compound(), load_words()).group(text) == topic


def test_a_positive_goes_to_the_relay_alone_and_to_the_staff_group(screen: Screen) -> None:
    screen.type("/收集 抗原 3号楼 截止 7:30\\n为了检测，请回复。")
    begun = screen.type("确认")
    assert f"GROUP {B3}" in begun

    quiet = screen.type("as 3-502", "3人阴")
    assert "taken for: report; building 3: answered 0 → 1" in quiet
    assert "GROUP" not in quiet
    assert "ONLY" not in quiet

    alarm = screen.type("as 3-501", "2人，1人阳")
    assert "positive 0 → 1" in alarm
    assert f"GROUP {STAFF}" in alarm
    assert "ONLY 小荷 (relay 3)" in alarm
    assert f"GROUP {B3}" not in alarm

    assert "positive: 501" in screen.type("table 3")


def test_time_passes_and_the_deadline_comes(screen: Screen) -> None:
    screen.type("/收集 抗原 3号楼 截止 7:30\\n为了检测，请回复。", "确认", "as 3-502", "3人阴")
    morning = screen.type("tick 7:35")
    assert "ONLY 小荷 (relay 3)" in morning, "the doorbell list, and the table"
    assert f"GROUP {STAFF}" in morning, "the summary"
    assert "It is 2022-04-10 07:35" in morning
    shown = screen.type("table")
    assert "closed" in shown
    assert screen.type("表格") == shown


def test_the_help_names_the_chinese_words_too(screen: Screen) -> None:
    told = screen.type("help")
    assert "(or 表格 3)" in told
    assert "in private (私聊)" in told
    screen.type("in 私聊")
    assert "private chat" in screen.prompt.where()


def test_a_message_on_the_screen_can_be_quoted_and_the_last_one_recalled(screen: Screen) -> None:
    screen.type("/收集 抗原 3号楼 截止 7:30\\n为了检测，请回复。", "确认", "as 3-502")
    assert "answered 0 → 1" in screen.type("3人阴")
    assert "missing" in screen.type("recall")
    assert "write `re N text`" in screen.type("re 99 好")
    assert "taken for:" in screen.type("re 1 好的")


def test_what_the_bot_takes_back_is_no_message_of_it(screen: Screen) -> None:
    shown = screen.type("/广播 3号楼\\n明天九点停水，请提前储水，谢谢。", "确认", "tick 30s", "撤回通知 1", "tick 1m")
    assert "took a message back" in shown
    assert "sim-" not in shown


def test_what_cannot_be_done_is_said_and_the_prompt_goes_on(screen: Screen) -> None:
    for line in ("as nobody", "in nowhere", "tick soon", "tick 30d", "table 99", "table", "recall"):
        assert screen.type(line).strip(), line
        assert screen.goes_on
    assert "3-301" in screen.type("help")
    assert "小荷" in screen.type("who 3")
    assert STAFF in screen.type("groups")
    screen.type("quit")
    assert not screen.goes_on


def test_a_chat_cannot_steer_the_terminal() -> None:
    assert printable("阴\x1b[2J\u202e\ud83d") == "阴�[2J��"
    assert printable("3人　阴\n👨‍👩‍👧") == "3人　阴\n👨‍👩‍👧"


def test_the_help_names_what_this_compound_has(screen: Screen) -> None:
    told = screen.type("help")
    assert "as 3-301 " in told
    assert "tick 30m" in told
    assert "there is no building 99" in screen.type("who 99")
