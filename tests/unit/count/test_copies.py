"""The same talk, copied in every way that a client puts it on the clipboard, gives the same table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.count.pages import Counted
from bot.understand import parse_copied

from .conftest import Count

TALK = [("502-张三", "3人阴"), ("王师傅", "今晚 7:30 楼下集合"), ("503李四", "2人都是\n一条杠"), ("504", "[图片]")]

WAYS = {
    "desktop": "{name} 2022/4/10 07:3{i}\n{text}\n\n",
    "desktop, no empty line": "{name} 2022/4/10 07:3{i}\n{text}\n",
    "desktop, seconds": "{name} 2022/4/10 7:31:0{i}\n{text}\n\n",
    "Chinese date": "{name} 2022年4月10日 早上7:3{i}\n{text}\n\n",
    "no year": "{name}  4月10日 07:3{i}\n{text}\n\n",
    "yesterday": "{name} 昨天 07:3{i}\n{text}\n\n",
    "weekday": "{name}  星期日 下午3:3{i}\n{text}\n\n",
    "time only": "{name}  07:3{i}\n\n{text}\n\n",
    "time only, no empty line": "{name}  07:3{i}\n{text}\n",
    "colon and below": "{name}:\n{text}\n\n",
    "colon": "{name}: {text}\n",
    "wide colon": "{name}：{text}\r\n",
    "archive": "2022-04-10 07:31:0{i} {name}\n{text}\n\n",
    "archive on one line": "[2022-04-10 07:31:0{i}] {name}: {text}\n",
    "number in brackets": "{name}(1234567) 2022/4/10 7:31:0{i}\n{text}\n\n",
}


def copied(way: str) -> str:
    return "".join(WAYS[way].format(name=name, text=text, i=i) for i, (name, text) in enumerate(TALK))


@pytest.mark.parametrize("way", WAYS)
def test_the_same_talk_gives_the_same_table(way: str, count: Count) -> None:
    table = count(copied(way))
    assert table["answers"] == {"502": "negative", "503": "negative", "504": "unclear"}
    assert table["totals"]["people"] == {"negative": 5, "positive": 0, "invalid": 0, "untested": 0}
    assert [(look["room"], look["reason"]) for look in table["review"]] == [("504", "media")]
    assert (table["not_counted"], table["unplaced"]) == (1, [])


def test_a_mail_of_the_phone(count: Count) -> None:
    mail = (
        "Dear:\n\n    以下是「3号楼」群的聊天记录，请查收。\n\n—————  2022-04-10  —————\n\n\n"
        "502-张三  07:31\n\n3人阴\n晚上集合 19:30\n\n\n503李四  07:32\n\n[图片: 1.jpg(请在附件中查看)]\n"
    )
    table = count(mail)
    assert table["answers"] == {"502": "negative", "503": "unclear"}


def test_a_time_at_the_end_of_a_line_is_nobodys_name() -> None:
    chat = "宋书记 2022/4/10 07:00\n请在群里回复\n截止时间 7:30\n502 张三 2022/4/10 07:01\n阴"
    assert [(one.name, one.text) for one in parse_copied(chat)] == [
        ("宋书记", "请在群里回复\n截止时间 7:30"),
        ("502 张三", "阴"),
    ]


def test_a_copy_that_begins_in_the_middle_of_a_message_loses_nothing(count: Count) -> None:
    table = count("501 2人阴\n502-张三 2022/4/10 07:31\n3人阴\n")
    assert table["answers"] == {"501": "negative", "502": "negative"}


def test_texts_without_names(count: Count) -> None:
    table = count("502 3人阴\n\n503 2人阴\n07:35\n早上好\n504 1阳2阴")
    assert table["answers"] == {"502": "negative", "503": "negative", "504": "positive"}
    assert table["not_counted"] == 1


def test_a_room_before_a_colon_is_a_message_of_its_own(count: Count) -> None:
    table = count("503-李四: 我家两条杠\n504：2人阴\n")
    assert table["answers"] == {"503": "positive", "504": "negative"}


def test_two_copies_that_overlap_are_one_chat_and_the_newer_answer_stands(count: Count) -> None:
    late = "502-张三 2022/4/10 07:40\n打错了，4人阴\n"
    early = "502-张三 2022/4/10 07:31\n3人阴\n"
    assert count(late + early + late)["people"]["502"]["people"] == 4


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("502阴阳人-:： \n#接龙1.张三撤回[图片]2022/4/10 07:31—"), max_size=120))
def test_no_text_is_too_strange(counted: Callable[..., Counted], text: str) -> None:
    page = counted(text).pages["3"]
    assert set(page.state()["answers"]) == {flat.label for flat in page.answered()}
