"""A chat as a person copies it out of WeChat."""

from __future__ import annotations

from datetime import date, datetime

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


@pytest.mark.parametrize(
    ("head", "time"),
    [
        ("101 王阿姨 昨天 21:05", "2022-04-13 21:05"),
        ("101 王阿姨 今天 7:05", "2022-04-14 07:05"),
        ("101 王阿姨 前天 晚上9:05", "2022-04-12 21:05"),
        ("101 王阿姨 星期三 21:05", "2022-04-13 21:05"),
        ("101 王阿姨 星期四 21:05", "2022-04-07 21:05"),
        ("101 王阿姨 周五 21:05", "2022-04-08 21:05"),
        ("101 王阿姨 4月10日 早上7:02", "2022-04-10 07:02"),
        ("101 王阿姨 12月31日 早上7:02", "2021-12-31 07:02"),
        ("101 王阿姨 21:05", "2022-04-14 21:05"),
    ],
)
def test_days_told_from_the_day_of_copying_are_days(head: str, time: str) -> None:
    (known,) = parse_copied(f"{head}\n3人阴", date(2022, 4, 14))  # a Thursday
    assert (known.name, known.text, known.time) == ("101 王阿姨", "3人阴", datetime.fromisoformat(time))
    assert parse_copied(f"{head}\n3人阴")[0].time is None


def test_a_date_that_is_none_is_no_time() -> None:
    assert parse_copied("张三 2月30日 早上7:02\n阴", date(2022, 4, 14))[0].time is None


@pytest.mark.parametrize("name", ["李华", "502-李华", "103 小李", "Tony妈妈", "平安是福"])
@pytest.mark.parametrize("stamp", ["2022/4/10 21:05", "昨天 21:05", "4月10日 早上7:02"])
def test_a_name_without_a_time_behind_a_timed_message_begins_another(name: str, stamp: str) -> None:
    copied = f"101 王阿姨 {stamp}\n3人阴\n{name}:\n都阴\n102 张 {stamp}\n阴"
    assert names_and_texts(copied) == [("101 王阿姨", "3人阴"), (name, "都阴"), ("102 张", "阴")]
    times = [one.time for one in parse_copied(copied, date(2022, 4, 14))]
    assert None not in times
    assert times == sorted(times, key=str)


@pytest.mark.parametrize(
    "heading", ["格式：", "我家：", "3号楼：", "抗原结果：", "以下住户未报：", "今天：", "1. 李华："]
)
def test_a_heading_inside_a_message_begins_none(heading: str) -> None:
    copied = f"101 王阿姨 2022/4/10 21:05\n早\n{heading}\n3人阴"
    assert names_and_texts(copied) == [("101 王阿姨", f"早\n{heading}\n3人阴")]
