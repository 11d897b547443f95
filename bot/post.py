"""From a handler's reply to messages in the outbox: disclosure, words, pacing of replies, cutting of long texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.call import Accept, Call, Reply, TakeBack
from bot.contract import CONSOLE, DETAILS, Act, Lane
from bot.log import get_log
from bot.render import Renderer, split_text
from bot.roles import Role
from data.outgoing import Draft

log = get_log("post")
_REPLY_WINDOW = timedelta(minutes=2)


def _kind(reply: Reply) -> str:
    """What the outbox keeps it as: an answer that tells what neighbours have is known as such ever after."""
    return DETAILS if reply.sensitive and reply.kind == "reply" else reply.kind


class Post:
    """Queues what handlers want said, where it may be said."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def queue(self, call: Call, replies: Iterable[Reply]) -> int:
        """Queue ``replies``; return how many messages that made."""
        queued = 0
        for index, reply in enumerate(replies):
            queued += self._queue(call, reply, f"{call.message.seq:020d}:{index:04d}")
        return queued

    @staticmethod
    def accept(call: Call, accept: Accept) -> None:
        """Queue the acceptance of an invitation; needs no private line."""
        draft = Draft(
            f"accept:{accept.invitation}", Lane.REPLY, "accept", person=call.sender, text=accept.invitation,
            act=Act.ACCEPT,
        )  # fmt: skip
        call.work.outgoing.queue(draft, call.now)

    @staticmethod
    def take_back(call: Call, said: TakeBack) -> None:
        """Queue the recall of a message. It makes no sound, so no night keeps it; it cannot wait long either."""
        draft = Draft(
            f"recall:{said.id}", Lane.URGENT, "recall", group=said.group, text=said.id, act=Act.RECALL,
            refer=said.refer, quiet=False,
        )  # fmt: skip
        call.work.outgoing.queue(draft, call.now)

    def _queue(self, call: Call, reply: Reply, cause: str) -> int:
        group, person = self._target(call, reply)
        told = self._told(call, reply, person)
        if person is not None and not told and not call.work.people.friends([person]):
            return self._ask_for_friendship(call, reply, person, cause)
        not_before = reply.not_before or call.now
        if reply.asked and call.sender and not told:
            when = self._reply_time(call, not_before)
            if when is None:
                return 0
            not_before = when
        text = "" if reply.compose else self.words(call, reply, group)
        if not self.may_say(call, reply, group, person, text):
            log.warning("withheld", template=reply.template)
            call.work.records.audit(call.now, call.sender, "withheld", reply.template)
            return 0
        parts = split_text(text, call.kit.settings.longest_text) or [""]
        for index, part in enumerate(parts):
            call.work.outgoing.queue(
                Draft(
                    cause=f"{reply.cause or cause}:{index:03d}", lane=reply.lane, kind=_kind(reply), group=group,
                    person=person, text=part, mentions=reply.mentions if index == 0 else (), compose=reply.compose,
                    refer=reply.refer, file=reply.file if index == 0 else None,
                    asker=call.sender if reply.asked else None, notice=reply.notice,
                    number=reply.number, quiet=reply.quiet and not self._official_voice(call),
                    not_before=not_before, lapses_at=reply.lapses_at, told=told,
                ),
                call.now,
            )  # fmt: skip
        return len(parts)

    def words(self, call: Call, reply: Reply, group: str | None) -> str:
        """The words of ``reply``, as they may be said in ``group`` or in private."""
        disclosure, in_group = call.kit.disclosure, group is not None
        data = disclosure.shown(reply.template, reply.data, in_group=in_group)
        text = self._renderer.render(reply.template, **data)
        return disclosure.without_numbers(reply.template, text, in_group=in_group)

    @staticmethod
    def _target(call: Call, reply: Reply) -> tuple[str | None, str | None]:
        if reply.group is not None:
            return reply.group, None
        if reply.person is not None:
            return None, reply.person
        if reply.private or call.group is None:
            return None, call.sender
        return call.group.id, None

    @staticmethod
    def _told(call: Call, reply: Reply, person: str | None) -> bool:
        """Whether it answers what its reader typed at the console: there he reads it, not in his private chat."""
        typed_there = call.message.contact.startswith(CONSOLE) and person == call.sender
        return typed_there and reply.asked and reply.compose is None

    @staticmethod
    def _official_voice(call: Call) -> bool:
        """At night a building's group hears only the secretary, and emergencies, which say so themselves."""
        return Role.SECRETARY in call.roles

    @staticmethod
    def may_say(call: Call, reply: Reply, group: str | None, person: str | None, text: str) -> bool:
        """Whether the rules of disclosure let this be said there."""
        disclosure = call.kit.disclosure
        if group is not None:
            known = call.directory.groups.get(group)
            rooms = {room for flats in call.directory.households.values() for _, room in flats}
            kind = known.kind if known else None
            for _, name in reply.mentions:
                # A name may hold any word: 欧阳 tells no result.
                text = text.replace(f"@{name}", "@")
            return disclosure.allows_in_group(
                kind, text, sensitive=reply.sensitive, mentions=bool(reply.mentions), rooms=rooms
            ) or (kind is None and not reply.sensitive and not disclosure.tells_result(text))
        if not reply.sensitive or person is None:
            return True
        return disclosure.allows_in_private(call.directory.acts_as(person), reply.buildings, reply.about)

    @staticmethod
    def _reply_time(call: Call, wanted: datetime) -> datetime | None:
        """When the next reply to this sender may go; None: a resident who has had enough of them for now.

        Who has work to do here still gets every reply, only later.
        """
        call.work.outgoing.flush()
        limit = call.kit.settings.replies
        earlier = call.work.outgoing.replies_since(call.sender, wanted - _REPLY_WINDOW)
        if len(earlier) < limit:
            return wanted
        if call.roles.keys() <= {Role.RESIDENT}:
            return None
        return max(wanted, earlier[-limit] + _REPLY_WINDOW)

    def _ask_for_friendship(self, call: Call, reply: Reply, person: str, cause: str) -> int:
        """Nothing private falls back to a group; who asked there is asked, at most once a day, to add the bot."""
        if not (reply.asked and reply.fallback) or call.group is None or person != call.sender:
            log.info("no_private_line", template=reply.template)
            return 0
        cause = f"add:{person}:{call.now:%Y%m%d}"
        text = self._renderer.render("private/add_me")
        draft = Draft(
            cause, Lane.REPLY, "add_me", group=call.group.id, text=text,
            mentions=((call.message.contact, call.kit.disclosure.shown_name(call.message.name)),), asker=person,
        )  # fmt: skip
        call.work.outgoing.queue(draft, call.now)
        return 1
