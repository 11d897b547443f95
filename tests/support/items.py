"""What the dialogues about items share: what neighbours ask for, and what became of it."""

from __future__ import annotations

from typing import Any

from tests.support.night import Night

LIFT = "3号楼电梯坏了，麻烦物业快来修"
FOOD = "请问下一批蔬菜什么时候发？"
RUBBISH = "楼道里的垃圾三天没人收了，请安排清理"
PROPERTY, YE = "物业群", "业委老叶"


def items(night: Night) -> list[dict[str, Any]]:
    """The items, as the contract's STATE.json has them."""
    return list(night.state()["demands"])


def status(night: Night) -> str:
    """What became of the one item that there is."""
    (item,) = items(night)
    return str(item["status"])


def open_number(night: Night) -> int:
    """The number of the one item that waits for an answer."""
    (item,) = [one for one in items(night) if one["status"] in ("new", "taken", "reopened")]
    return int(item["id"])
