"""/ask: a call for a doctor, a ladder, a translator. It goes out at once; who answers first is brought together with
the asker, whoever comes later is thanked and told that it is settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply
from bot.command import Audience
from bot.contract import Lane
from bot.errors import Refused
from bot.helping import Answers, answers, offered
from bot.notices import check_notice, readers
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.understand import Meaning, redact
from bot.understand.discreet import tells_illness
from data.asks import FIRST, LATER, PERHAPS, Ask
from data.store import new_id

router = Router("ask")
_WHO = (Role.STAFF, Role.RELAY)
_CALL, _LINK = "ask", "ask_link"
"""The outbox's kinds of the call itself, and of what passes between the asker and who helps."""
_ENOUGH = 40
_UNASKED = timedelta(minutes=30)
"""How long words that quote nothing may be meant for a call."""
_ELSEWHERE = ("report", "withdraw", "command")
_LIKELY = ("chat", "offer", "signup")


def _has_text(call: Call) -> bool:
    return bool(call.command and call.command.body)


@router.command("ask", roles=_WHO, takes=_has_text)
def ask(call: Call) -> Iterator[Reply]:
    """Call for help in all groups of the audience, without a preview."""
    audience, text = _taken_apart(call)
    if not text:
        raise Refused("no_text")
    repeat = call.message.at - timedelta(minutes=call.kit.settings.repeat_minutes)
    if call.work.inbox.said_before(call.message, repeat):
        return
    if not audience:
        audience = Audience(buildings=call.scope(*_WHO))
    _, groups = readers(call, audience, *_WHO)
    if not groups:
        raise Refused("no_group")
    check_notice(call, text, groups)
    key = new_id(str(call.message.seq), "ask")
    number = call.work.records.next_number("ask", key)
    place = call.group.id if call.group is not None else None
    call.work.asks.add(key, number, text, [group.id for group in groups], call.sender, place, call.now)
    for group in groups:
        yield Reply(
            "ask/call", {"text": text}, group=group.id, lane=Lane.URGENT, kind=_CALL, refer=key, number=number,
            asked=False, quiet=False, cause=f"ask:{key}:{group.id}",
        )  # fmt: skip
    official = call.group is not None and call.group.kind is GroupKind.OFFICIAL
    begun = {"number": number, "groups": len(groups), "hidden": tells_illness(text)}
    yield Reply("ask/begun", begun, private=official, number=number)


def _taken_apart(call: Call) -> tuple[Audience, str]:
    """Audience and text. Who is in a hurry writes both in one line."""
    command = call.typed
    if command.body:
        arguments = call.arguments()
        if arguments.rest or arguments.number is not None:
            return Audience(), redact(f"{command.head}\n{command.body}")
        return arguments.audience, redact(command.body)
    first, _, rest = command.head.partition(" ")
    arguments = call.head_reader().read(first)
    if arguments.audience and not arguments.rest:
        return arguments.audience, redact(rest.strip())
    return Audience(), redact(command.head)


# Who answers.


@router.listen("ask")
def answered(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """Hear who can help, and pass on what the two then say to each other."""
    recent = call.work.asks.since(call.now - timedelta(hours=call.kit.settings.ask_hours))
    if call.taken or not recent or meaning.kind in _ELSEWHERE:
        return
    if call.quote is not None:
        kind, found = _quoted(call, recent)
        if found is None:
            return
        if kind == _LINK:
            yield from _pass_on(call, found)
        elif found.person != call.sender:
            yield from _answer(call, found, answers(found.text, call.text, quoted=True))
        return
    urgent = meaning.urgency == "high"
    asks_politely = meaning.kind == "question" and offered(call.text) != call.text
    if meaning.kind not in _LIKELY and not urgent and not asks_politely:
        return
    for found in recent:
        if found.person != call.sender and found.at >= call.now - _UNASKED and _hears(call, found):
            grade = answers(found.text, call.text, quoted=False)
            if grade is not Answers.NOT:
                # What may be a cry for help is never taken away from those who listen for that.
                yield from _answer(call, found, Answers.PERHAPS if urgent else grade)
                return


def _quoted(call: Call, recent: list[Ask]) -> tuple[str, Ask | None]:
    """Which call the quoted message of the bot belongs to, and of what kind that message was."""
    start = (call.quote or "").strip().rstrip("….")[:_ENOUGH]
    for said in call.work.outgoing.said_in(call.group.id if call.group else None, call.sender):
        if said.kind in (_CALL, _LINK) and start and said.text.startswith(start):
            return said.kind, next((one for one in recent if one.id == said.refer), None)
    return "", None


def _hears(call: Call, found: Ask) -> bool:
    """Whether the sender heard this call: in this group, or, where he writes in private, in one he sits in."""
    if call.group is not None:
        return call.group.id in found.groups
    return any(call.work.people.member(group, call.sender) is not None for group in found.groups)


def _answer(call: Call, found: Ask, grade: Answers) -> Iterator[Reply]:
    if grade is Answers.NOT:
        return
    here = call.group.id if call.group is not None else None
    if grade is Answers.PERHAPS:
        if found.helper is None and call.work.asks.note(found.id, call.sender, PERHAPS, here, call.now):
            yield from _tell_asker(call, found, sure=False)
        return
    call.taken = True
    if call.work.asks.settle(found.id, call.sender, call.now):
        call.work.asks.note(found.id, call.sender, FIRST, here, call.now)
        yield from _tell_asker(call, found, sure=True)
        yield _thank_first(call, found)
    elif found.helper != call.sender and call.work.asks.note(found.id, call.sender, LATER, here, call.now):
        yield from _thank_later(call, found)


def _name(call: Call, person: str) -> str:
    """What somebody is called, as far as the bot may say it."""
    nickname = call.message.name if person == call.sender else ""
    return call.kit.disclosure.shown_name(nickname or call.work.people.names([person]).get(person, ""))


def _tell_asker(call: Call, found: Ask, *, sure: bool) -> Iterator[Reply]:
    """The asker hears who answers, in private; without a private line, only that somebody does, where he asked."""
    where = call.group.topic if call.group is not None else ""
    data = {"number": found.number, "name": _name(call, call.sender), "where": where, "text": call.text, "sure": sure}
    if call.work.people.friends([found.person]):
        yield Reply("ask/found", data, person=found.person, lane=Lane.URGENT, kind=_LINK, refer=found.id,
                    number=found.number, asked=False)  # fmt: skip
    elif found.place is not None and sure:
        contact = call.work.outgoing.contact(found.person)
        name = _name(call, found.person)
        yield Reply(
            "ask/found_here", {"number": found.number, "name": name}, group=found.place, lane=Lane.URGENT,
            mentions=((contact[0], name),) if contact and name else (), asked=False, quiet=False, number=found.number,
        )  # fmt: skip


def _thank_first(call: Call, found: Ask) -> Reply:
    data = {"number": found.number, "asker": _name(call, found.person)}
    if call.work.people.friends([call.sender]) or call.group is None:
        return Reply("ask/yours", data, person=call.sender, lane=Lane.URGENT, kind=_LINK, refer=found.id,
                     number=found.number, asked=False)  # fmt: skip
    name = _name(call, call.sender)
    return Reply(
        "ask/yours_here", {**data, "name": name}, lane=Lane.URGENT, asked=False, quiet=False,
        mentions=((call.message.contact, name),) if name else (), cause=f"ask-first:{found.id}",
    )  # fmt: skip


def _thank_later(call: Call, found: Ask) -> Iterator[Reply]:
    """Thanks in private. A group where a second one steps forward hears once that it is settled, and can rest."""
    friend = bool(call.work.people.friends([call.sender]))
    if friend:
        yield Reply("ask/settled", {"private": True}, person=call.sender, asked=False,
                    cause=f"ask-later:{found.id}:{call.sender}")  # fmt: skip
    if call.group is not None and (not friend or call.work.asks.later_in(found.id, call.group.id) > 1):
        yield Reply("ask/settled", {"private": False}, asked=False, quiet=False,
                    cause=f"ask-settled:{found.id}:{call.group.id}")  # fmt: skip


def _pass_on(call: Call, found: Ask) -> Iterator[Reply]:
    """Asker and helper talk through the bot: neither has to know the other's account."""
    if call.group is not None or found.helper is None or call.sender not in (found.person, found.helper):
        return
    call.taken = True
    other = found.helper if call.sender == found.person else found.person
    yield Reply(
        "ask/passed_on", {"number": found.number, "name": _name(call, call.sender), "text": call.text}, person=other,
        lane=Lane.URGENT, kind=_LINK, refer=found.id, number=found.number, asked=False,
    )  # fmt: skip
