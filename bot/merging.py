"""Two items become one: the lower number stays, and whichever answer is the newer one and holds."""

from __future__ import annotations

from bot.call import Call
from bot.delicate import hearers, is_delicate_among
from bot.raising import holds, reopen, watch
from data.demands import ANSWERED, Item
from data.store import stamp

Places = list[tuple[str | None, str | None]]


def merge(call: Call, one: Item, other: Item) -> tuple[Item, Item, Places]:
    """Put two items together; return which stays, which goes, and what groups and persons have yet to hear its answer.

    The item waits for an answer where one of the two did and the other's answer does not answer it, too.
    """
    stays, goes = sorted((one, other), key=lambda item: item.number)
    given = [item for item in (stays, goes) if item.status in ANSWERED and item.answered_at is not None]
    answered = max(given, key=lambda item: stamp(item.answered_at or call.now), default=None)
    asking = next((item for item in (stays, goes) if item.open), None)
    places: Places = []
    if answered is not None and asking is not None and holds(call, answered, asking.kind):
        places = _not_told(call, answered, asking)
    elif asking is not None:
        answered = None
    call.work.demands.merge(stays, goes, call.now, call.sender)
    if stays.kind == "offer" and goes.kind != "offer" and stays.open and goes.open:
        _asks_now(call, stays, goes)
    if answered is goes:
        _take_over(call, stays, goes)
    elif answered is None and asking is goes and not stays.open:
        reopen(call, stays, call.sender)
    elif answered is None and stays.open and stays.holder is None and goes.open and goes.holder is not None:
        call.work.demands.change(stays, call.now, goes.holder, "taken", status="taken", holder=goes.holder)
    return stays, goes, places


def _not_told(call: Call, answered: Item, asking: Item) -> Places:
    """Those behind ``asking`` who were not told the answer as one of those behind ``answered``."""
    told = call.work.demands.voices([answered.id])
    heard = {voice.group or voice.person for voice in told}
    if is_delicate_among(answered, told):
        heard |= {voice.person for voice in told}
    return hearers(call.work, answered, call.work.demands.voices([asking.id]), heard=heard)


def _asks_now(call: Call, stays: Item, goes: Item) -> None:
    """Who offers something waits for no answer; who asks for it does, and now it is theirs, too."""
    asked = {"kind": goes.kind, "category": goes.category, "urgency": goes.urgency, "party": goes.party}
    call.work.demands.change(stays, call.now, call.sender, "corrected", goes.category, **asked)
    watch(call, call.work.demands.item(stays.id) or stays)


def _take_over(call: Call, stays: Item, goes: Item) -> None:
    """The answer of the number that goes is the answer of the one that stays."""
    if goes.answer is None or goes.answered_at is None:
        return
    call.work.demands.change(
        stays, call.now, call.sender, goes.status, status=goes.status,
        answer=call.work.store.seal.close(goes.answer), answered_by=goes.answered_by,
        answered_at=stamp(goes.answered_at), served=stays.served + goes.served,
    )  # fmt: skip
