"""The page for residents about their personal information: it ships, and promises what the program does."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.settings import Settings

PAGE = files("data").joinpath("notices", "privacy.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "told", ["收集什么", "为什么", "谁能看到", "留多久", "怎样征得同意", "我的 删除", "第二十八条"]
)
def test_it_answers_what_people_ask(told: str) -> None:
    assert told in PAGE


def test_its_times_are_those_of_the_settings() -> None:
    settings = Settings()
    assert f"闲聊 {settings.chatter_hours // 24} 天，其余 {settings.history_days} 天" in PAGE
    assert PAGE.count(f"办完 {settings.sensitive_days} 天后删除") == 2
