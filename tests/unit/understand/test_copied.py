"""A chat as a person copies it out of WeChat."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understand import parse_copied


def names_and_texts(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.text) for one in parse_copied(text)]


@pytest.mark.parametrize(
    "copied",
    [
        "502-张三 2022/4/10 07:31\n阴\n\n603 李四 2022/4/10 07:32\n3人\n都阴\n",
        "502-张三:\n阴\n\n603 李四:\n3人\n都阴\n",
        "502-张三: 阴\n603 李四：3人\n都阴",
        "—————  2022-04-10  —————\n\n\n502-张三  07:31\n\n阴\n\n\n603 李四  07:32\n\n3人\n都阴\n",
        "502-张三  4月10日 07:31\r\n阴\r\n603 李四  4月10日 07:32\r\n3人\r\n都阴",
        "502-张三 下午3:05\n阴\n603 李四 下午3:06\n3人\n都阴",
    ],
)
def test_every_way_of_copying_gives_who_said_what(copied: str) -> None:
    assert names_and_texts(copied) == [("502-张三", "阴"), ("603 李四", "3人\n都阴")]


def test_the_time_is_read_where_the_copy_tells_the_day() -> None:
    desktop = parse_copied("张三 2022/4/10 19:31\n阴")
    forwarded = parse_copied("————— 2022-04-10 —————\n\n张三  07:31\n\n阴")
    half = parse_copied("张三 2022年4月10日 下午3:05\n阴")
    assert desktop[0].time == datetime(2022, 4, 10, 19, 31)  # noqa: DTZ001 - a copy knows no zone
    assert forwarded[0].time == datetime(2022, 4, 10, 7, 31)  # noqa: DTZ001
    assert half[0].time == datetime(2022, 4, 10, 15, 5)  # noqa: DTZ001


def test_one_chain_alone_is_one_message() -> None:
    chain = "#接龙\n4.10抗原\n\n1. 502 3人阴\n2. 603 阴"
    assert names_and_texts(chain) == [("", chain)]


def test_lines_without_names_are_messages_of_their_own() -> None:
    assert names_and_texts("502 阴\n603 3人阴\n") == [("", "502 阴"), ("", "603 3人阴")]


def test_a_chain_inside_a_chat_belongs_to_who_sent_it() -> None:
    copied = "张三 2022/4/10 07:31\n#接龙\n1. 502 阴 7:30\n2. 603 阴\n李四 2022/4/10 07:32\n好的"
    assert [one.name for one in parse_copied(copied)] == ["张三", "李四"]


@pytest.mark.parametrize("text", ["", "\n\n", "：", "\ufeff"])
def test_nothing_copied_is_nothing(text: str) -> None:
    assert [one for one in parse_copied(text) if one.text.strip("：")] == []
