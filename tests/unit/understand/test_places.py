"""Nicknames, as people write them in a group."""

from __future__ import annotations

import pytest

from bot.understand import read_nickname

Home = tuple[str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("3-502 张三", ("3", None, "502")),
        ("502王阿姨", (None, None, "502")),
        ("502-张三", (None, None, "502")),
        ("张三502", (None, None, "502")),
        ("5o2", (None, None, "502")),
        ("1oo3-李师傅", (None, None, "1003")),
        ("５０２ 李", (None, None, "502")),
        ("3号楼502-李", ("3", None, "502")),
        ("三号楼502室", ("3", None, "502")),
        ("3幢2单元502", ("3", "2", "502")),
        ("12栋1梯803", ("12", "1", "803")),
        ("2-1-502", ("2", "1", "502")),
        ("A座1203", ("A", None, "1203")),
        ("500弄69号501室", ("69", None, "501")),
        ("56号201", ("56", None, "201")),
        ("99#999", ("99", None, "999")),
        ("信息员-3号楼", ("3", None, None)),
        ("801岁月静好", (None, None, "801")),
        ("803Tony妈妈", (None, None, "803")),
        ("1702米粒爸爸", (None, None, "1702")),
        ("5楼502", (None, None, "502")),
        ("56楼1702", ("56", None, "1702")),
        ("张三", (None, None, None)),
        ("小王13812345678", (None, None, None)),
        ("王1990", (None, None, None)),
        ("501/603 李", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_a_nickname_says_where_somebody_lives(name: str, home: Home) -> None:
    assert read_nickname(name) == home
