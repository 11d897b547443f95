"""Who greets the bot in private, or looks for a person, hears once an hour who it is and who else is there."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply, in_charge
from bot.routing import Router
from bot.understand import Meaning

router = Router("greet")


@router.listen("greet")
def greeted(call: Call, _: Meaning) -> Iterator[Reply]:
    """One short line in private, none in a group; a greeting asks for nothing else."""
    said = call.text.strip(" 。.!！?？~，,").lower()
    if call.quote or said not in call.kit.words.greetings:
        return
    call.taken = True
    if call.group is not None:
        return
    building = call.work.people.only_building(call.sender)
    first = next((one for one in in_charge(call, building) if one != call.sender), "") if building else ""
    name = call.kit.disclosure.shown_name(call.work.people.names([first]).get(first, "")) if first else ""
    yield Reply(
        "help/greeting", {"building": building or "", "name": name}, private=True,
        cause=f"greeting:{call.sender}:{call.now:%Y%m%d%H}",
    )  # fmt: skip
