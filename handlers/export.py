"""/export: a spreadsheet to who asked, in private. A group never gets a file; the staff group hears totals."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.collecting.table import page
from bot.command import Arguments
from bot.errors import Refused
from bot.exporting.collection import collection_export
from bot.exporting.export import WHO, Export
from bot.exporting.lists import LISTS, demands_export
from bot.items import check_own
from bot.naming import has_private_line, number_meant
from bot.roles import GroupKind
from bot.routing import Router
from bot.sheets.words import sheet_words
from data.rounds import Collection

router = Router("export")
EXPORT = "export"
"""The outbox's kind of a message with a workbook."""


def _takes(call: Call) -> bool:
    """Without a slash only what names a number, an audience or a list: 导出 is an everyday word."""
    arguments = call.arguments()
    return not call.typed.body and (not arguments.rest or _list_named(arguments) is not None)


@router.command("export", roles=WHO, takes=_takes)
def export(call: Call) -> Iterator[Reply]:
    """Hand a collection, an item or a list out as a workbook."""
    arguments = call.arguments()
    named = _list_named(arguments)
    if named is not None:
        yield from _hand_out(call, LISTS[named](call))
        return
    number = number_meant(call, arguments)
    kind, _ = (call.work.records.named(number) if number is not None else None) or ("", "")
    if number is not None and kind == "item":
        item = call.work.demands.numbered(number)
        if item is None:
            raise Refused("no_number", number=number)
        check_own(call, item, *WHO)
        yield from _hand_out(call, demands_export(call, item))
        return
    own = call.buildings_for(arguments.audience, *WHO) if arguments.audience else call.scope(*WHO)
    collection = _collection(call, number, own)
    buildings = [building for building in collection.buildings if building in own]
    if not buildings:
        raise Refused("not_your_building", buildings=list(collection.buildings))
    yield from _hand_out(call, collection_export(call, collection, buildings), collection)


def _list_named(arguments: Arguments) -> str | None:
    """The list that the words behind the command name, alone."""
    if len(arguments.rest) != 1 or arguments.number is not None or arguments.audience:
        return None
    words = sheet_words().kinds
    return next((name for name in LISTS if arguments.rest[0] in words[name]), None)


def _collection(call: Call, number: int | None, own: list[str]) -> Collection:
    """The one that is named; else the newest that is open, else the last."""
    if number is not None:
        kind, key = call.work.records.named(number) or ("", "")
        found = call.work.collections.get(key) if kind == "collection" else None
        if found is None:
            raise Refused("no_number", number=number)
        return found
    here = [one for one in reversed(call.work.collections.all()) if not set(own).isdisjoint(one.buildings)]
    opened = [one for one in here if one.status == "open"]
    if not here:
        raise Refused("nothing_collected")
    return (opened or here)[0]


def _hand_out(call: Call, found: Export, collection: Collection | None = None) -> Iterator[Reply]:
    reached = has_private_line(call, call.sender)
    about = {"title": found.title, "number": found.number, "count": found.count}
    if call.group is not None and call.group.kind is GroupKind.STAFF:
        totals = page(call, collection, list(found.buildings)) if collection else about
        template = "export/totals" if collection else "export/count"
        yield Reply(template, {**totals, "reached": reached}, sensitive=True, buildings=found.buildings)
    key = None
    if reached:
        key = call.work.files.keep(call.work.account, found.file(), call.now)
        call.work.records.audit(call.now, call.sender, "exported", str(found.number or found.title))
    yield Reply(
        "export/file", about, private=True, kind=EXPORT, file=key, sensitive=True, about=found.about,
        buildings=found.buildings, number=found.number,
    )  # fmt: skip


@router.failed(EXPORT)
def not_sent(call: Call, refer: str) -> Iterator[Reply]:
    """The workbook could not be sent: who asked hears so, and can ask again."""
    message = call.work.outgoing.get(refer)
    if message is not None and message.person is not None:
        yield Reply("export/failed", person=message.person, asked=False, cause=f"export-failed:{refer}")
