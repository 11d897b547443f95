"""An answer is taken back: by 撤销, by recalling the message that gave it, or by taking one's line out of a 接龙."""

from __future__ import annotations

from typing import Any

from bot.call import Call
from data.directory import Household
from data.rounds import Collection
from data.store import stamp


def withdraw_last(call: Call) -> int:
    """Take back the sender's last answer; return how many households that was."""
    current = _taking(call)
    return _withdraw_rows(call, call.work.collections.last_of(call.sender, current), current, "withdrawn")


def withdraw_message(call: Call, source: int) -> int:
    """Take back what one message answered."""
    return _withdraw_rows(call, call.work.collections.answers_from(source), _taking(call), "recalled")


def take_back(call: Call, collection: Collection, home: Household, way: str, answer: str | None = None) -> bool:
    """Take back what stands for ``home``, if it is ``answer``; its 接龙 lines count anew once the sender posts them."""
    collections = call.work.collections
    current = collections.standing(collection, home)
    if current is None:
        return False
    done = collections.withdraw(
        collection, home, answer or current.answer, way, call.sender, stamp(call.message.at), call.message.seq
    )
    if done:
        collections.forget_lines(collection, home, call.sender)
    return done


def _taking(call: Call) -> dict[str, Collection]:
    return {one.id: one for one in call.work.collections.current() if one.takes(call.message.at)}


def _withdraw_rows(call: Call, rows: list[Any], current: dict[str, Collection], way: str) -> int:
    done = 0
    for row in rows:
        collection = current.get(row.collection)
        if collection is None:
            continue
        if row.room == "":
            if not row.alarm:  # a positive of nobody knows whom still waits for a person
                call.work.collections.placed(row.id)
            done += 1
            continue
        for home in call.directory.find(row.building, row.unit or None, row.room):
            done += take_back(call, collection, home, way, row.id)
    return done
