"""Until when an answer holds."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.validity import validity

SAID = datetime(2022, 4, 12, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("今天下午三点送到", "04-13 00:00"),
        ("15:30来", "04-13 00:00"),
        ("明天上午十点发，放在各楼门口。", "04-14 00:00"),
        ("今天修不了，明天下午来修", "04-14 00:00"),
        ("4月15日统一发放", "04-16 00:00"),
        ("15号统一发", "04-16 00:00"),
        ("周末安排", "04-20 00:00"),
        ("4月10日已经发过", "04-13 00:00"),
        ("每天上午九点到十一点开放", "04-26 18:00"),
        ("物业在3号楼门口登记", "04-26 18:00"),
        ("12号线停运", "04-26 18:00"),
        ("街道还没有通知，有消息马上告诉大家", "04-26 18:00"),
        ("请拨打12345", "04-26 18:00"),
        ("2月30日再说", "04-26 18:00"),
    ],
)
def test_what_names_a_time_holds_until_it_is_over(text: str, until: str) -> None:
    assert validity().until(text, SAID) == datetime.strptime(f"2022-{until}", "%Y-%m-%d %H:%M").replace(
        tzinfo=SAID.tzinfo
    )


def test_what_is_done_is_no_news_for_long() -> None:
    assert (validity().until("已经发到门口", SAID, done=True) - SAID).days == 2
