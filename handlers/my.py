"""/my: what this contact wrote; the household's record once the relay has confirmed the tie. Always in private."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.call import Call, Reply
from bot.contract import DETAILS
from bot.items import summary
from bot.medicine_list import holders
from bot.medicine_words import medicine_words
from bot.roles import Role
from bot.routing import Router
from bot.understand.discreet import discreet
from data.store import new_id, table
from data.tables import AnswerRow, MemberRow, OutboxRow, PersonRow, StandingRow, TieRow

router = Router("my")
_QUOTING = (DETAILS, "answers", "digest", "forward", "overdue", "quarrel")
"""The outbox's kinds of messages that repeat what neighbours wrote, and are not about one person or item."""
_CLAUSES = re.compile(r"[\s▇，。！？；,.!?;]+")
_TELLS = 4
"""Characters of a clause that is somebody's words; shorter ones everybody writes."""
_AT_ONCE = 500


def _takes(call: Call) -> bool:
    return call.command is not None and call.command.head.strip() in call.kit.words.deletes


@router.command("my", roles=[Role.RESIDENT], takes=_takes)
def my(call: Call) -> Iterator[Reply]:
    """Show, or with 删除 remove."""
    head = call.command.head.strip() if call.command else ""
    if head in (*call.kit.words.deletes, "delete"):
        under_way = call.work.medicine.forget(call.sender, call.now)
        _delete(call)
        yield Reply("my/deleted", private=True)
        for runner, numbers in holders(call, under_way).items():
            yield Reply("medicine/deleted", {"numbers": numbers}, person=runner, asked=False)
        return
    data = {
        "own": _own(call), "homes": _homes(call), "asked": _asked(call),
        "medicine": _medicine(call),
    }  # fmt: skip
    yield Reply("my/record", data, private=True)


def _own(call: Call) -> list[dict[str, Any]]:
    """The last answers that this person gave."""
    rows = []
    for answer in call.work.collections.given_by(call.sender, 10):
        collection = call.work.collections.get(answer.collection)
        form = call.kit.forms.get(collection.form) if collection else None
        label = form.answers[answer.result].label if form and answer.result in form.answers else ""
        rows.append({
            "title": collection.title if collection else "", "building": answer.building, "room": answer.room,
            "label": label, "at": call.work.collections.when(answer),
        })  # fmt: skip
    return rows


def _asked(call: Call) -> list[dict[str, Any]]:
    """What this person asked for, and what became of it."""
    rows = []
    for voice in call.work.demands.of_person(call.sender)[-10:]:
        item = call.work.demands.item(voice.item)
        if item is not None:
            status = call.kit.words.decisions.get(item.status, [""])[0]
            rows.append({"number": item.number, "at": voice.at, "text": voice.text, "status": status,
                         "answer": item.answer})  # fmt: skip
    return rows


def _medicine(call: Call) -> list[dict[str, Any]]:
    """The drugs that this person waits for, and how far they are."""
    return [
        {"number": one.number, "drug": one.drug, "strength": one.strength, "quantity": one.quantity,
         "state": medicine_words().states[one.state][0]}
        for one in call.work.medicine.open(person=call.sender)
    ]  # fmt: skip


def _homes(call: Call) -> list[dict[str, Any]]:
    """What stands for the households whose tie a relay confirmed."""
    rows = []
    for tie in call.work.people.ties(call.sender):
        if not tie.confirmed:
            continue
        for collection in call.work.collections.all()[-5:]:
            if tie.building not in collection.buildings:
                continue
            standing = call.work.collections.sheet(collection, tie.building).standings.get((tie.unit, tie.room))
            form = call.kit.forms.get(collection.form)
            if standing and standing.given and form:
                answer = form.answers.get(standing.result)
                label = answer.label if answer and not standing.review else ""
                rows.append({
                    "title": collection.title, "building": tie.building, "room": tie.room, "label": label,
                    "review": bool(standing.review),
                })  # fmt: skip
    return rows


def _delete(call: Call) -> None:
    """Erase this contact's texts and end its ties; counts of what was collected stay, without words."""
    call.work.flush()
    _forget_quotations(call)
    call.work.inbox.forget_sender(call.message)
    # Workbooks that were handed out may hold his words, too.
    call.work.files.erase(call.now)
    # The answers count on; whose they were is forgotten, in the history too.
    nobody = new_id()
    for model in (AnswerRow, StandingRow):
        call.work.store.change(model, table(model).c.reporter == call.sender, reporter=nobody)
    _forget_demands(call, nobody)
    ties, members = table(TieRow), table(MemberRow)
    call.work.store.change(TieRow, ties.c.person == call.sender, ties.c.ended_at.is_(None), ended_at="asked")
    call.work.store.change(
        MemberRow, members.c.person == call.sender, building=None, unit=None, room=None,
        name=call.work.store.seal.close(""), name_hash="",
    )  # fmt: skip
    persons = table(PersonRow)
    call.work.store.change(
        PersonRow, persons.c.id == call.sender, persons.c.listed.is_(None), name=call.work.store.seal.close("")
    )
    call.work.people.forget(call.message.contact)


def _forget_quotations(call: Call) -> None:
    """What lists and reports repeated of this contact's words to staff, relays and groups is erased there, too."""
    voices = call.work.demands.of_person(call.sender)
    items = filter(None, (call.work.demands.item(key) for key in dict.fromkeys(voice.item for voice in voices)))
    said = {summary(item, call.work.demands.voices([item.id])) for item in items} | {voice.text for voice in voices}
    said |= {discreet(one) for one in said}
    clauses = {one for text in said for one in _CLAUSES.split(text) if len(one) >= _TELLS}
    source, store = table(OutboxRow), call.work.store
    rows = store.rows(store.select(OutboxRow, source.c.kind.in_(_QUOTING), source.c.body.is_not(None), *_settled()))
    found = [
        row.id for row in rows
        if _quarrelled(call, row) or any(one in store.seal.open_data(row.body)[0] for one in clauses)
    ]  # fmt: skip
    for start in range(0, len(found), _AT_ONCE):
        store.change(OutboxRow, source.c.id.in_(found[start : start + _AT_ONCE]), body=None)


def _quarrelled(call: Call, row: Any) -> bool:
    """Whether the message tells of a quarrel that this contact's words began."""
    began = (row.refer or "").rpartition(":")[2]
    source = call.work.inbox.get(int(began)) if row.kind == "quarrel" and began.isdecimal() else None
    return source is not None and source.contact == call.message.contact


def _settled() -> list[Any]:
    return [table(OutboxRow).c.state.not_in(["queued", "sending", "unknown"])]


def _forget_demands(call: Call, nobody: str) -> None:
    """What nobody else asked for ends with it, but a cry for help; what was said of it to others is erased."""
    demands, source = call.work.demands, table(OutboxRow)
    keys = {voice.item for voice in demands.of_person(call.sender)}
    for key in sorted(keys):
        item = demands.item(key)
        alone = all(voice.person == call.sender for voice in demands.voices([key]))
        if item is not None and item.open and alone and not item.urgent:
            demands.drop(item, call.now, nobody, "")
    demands.forget(call.sender, nobody)
    own = (
        (source.c.person == call.sender)
        | (source.c.asker == call.sender)
        | source.c.refer.in_([call.sender, *sorted(keys)])
    )
    call.work.store.change(OutboxRow, own, *_settled(), body=None)
