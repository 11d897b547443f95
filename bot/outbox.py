"""Commit, then send. A message is marked as being sent before a transport sees it, and as sent after.

What was on its way when the process died is ``unknown``: the bot's own echo settles it, else it is sent once more after
a wait, and the ledger says so. It is never sent a third time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.attaching import Attachments
from bot.call import Call, Kit, Reply
from bot.clock import Clock
from bot.contract import Act, Lane, MessageType, Outgoing, Transport
from bot.dispatch import Dispatch
from bot.errors import SendFailed, StorageError
from bot.log import get_log, safe_exception
from bot.pace import Pace, quiet_until
from bot.roles import GroupKind
from bot.routing import Router
from data.inbox import Stored
from data.ledger import CARRIED
from data.outgoing import Queued
from data.session import Database
from data.store import moment, stamp
from data.work import Work

log = get_log("outbox")
RETRY_WAITS = {False: (5, 30, 120, 600), True: (5, 20, 60)}
"""Seconds before each further try of what surely was not delivered; True: urgent, so that another may hear soon."""
URGENT_DOUBT = 30.0
"""Seconds before the one retry of what is urgent and may have come."""
SENDING, SENT, UNKNOWN, FAILED, QUEUED, DROPPED = "sending", "sent", "unknown", "failed", "queued", "dropped"


@dataclass(slots=True)
class Sent:
    """What went out, for whoever watches: replay prints these."""

    at: datetime
    message: Outgoing
    topic: str | None
    network_id: str | None
    key: str


class Outbox:
    """Sends what is queued for one account.

    Args:
        watch: told of everything that was sent.
    """

    def __init__(
        self, database: Database, dispatch: Dispatch, kit: Kit, router: Router, transport: Transport, clock: Clock,
        *, seed: int | None = None,
        watch: Callable[[Sent], None] | None = None,
    ) -> None:  # fmt: skip
        self._database = database
        self._dispatch = dispatch
        self._kit = kit
        self._router = router
        self._transport = transport
        self._attachments = Attachments(database, dispatch, kit.settings, transport)
        self._clock = clock
        self._watch = watch
        self._pace = Pace(kit.settings, seed)
        self._turns: dict[str, int] = {}
        self._turn = 0

    def recover(self) -> int:
        """At start: what was being sent when the process died is unknown. Returns how many. Desk's thread."""
        now = self._clock.now()
        with self._dispatch.at_work() as work:
            lost = work.outgoing.unsettled(SENDING)
            for message in lost:
                self._doubt(work, message, now, tries=message.attempts)
            self._pace.remember(work.outgoing.sent_since(now - timedelta(minutes=1)))
        return len(lost)

    def _doubt(self, work: Work, message: Queued, now: datetime, *, tries: int) -> None:
        urgent = message.lane is Lane.URGENT
        wait = min(self._kit.settings.unknown_wait, URGENT_DOUBT) if urgent else self._kit.settings.unknown_wait
        again = stamp(now + timedelta(seconds=wait))
        work.outgoing.mark(message.id, UNKNOWN, only=(SENDING,), not_before=again, doubtful=True)
        if urgent and tries > 1:
            # It may have come; what is urgent goes on to the next person all the same.
            work.records.tick(f"failed:{message.id}", f"failed:{message.kind}", message.id, now)

    def next_due(self) -> datetime | None:
        """When something can be sent, as far as is known now; None: nothing waits. Desk's thread."""
        now = self._clock.now()
        with self._dispatch.at_work() as work:
            due = [self._due(head, now) for head in work.outgoing.heads()]
            due += [message.not_before for message in self._retriable(work)]
        return min(due, default=None)

    def _due(self, head: Any, now: datetime) -> datetime:
        earliest = self._pace.earliest(Lane(head.lane), now)
        # A clock that was set back must not hold a message for hours: what it was to wait is counted from now.
        wanted = moment(head.not_before) - max(timedelta(0), moment(head.created_at) - now)
        return max(wanted, earliest)

    @staticmethod
    def _retriable(work: Work) -> list[Queued]:
        return [message for message in work.outgoing.unsettled(UNKNOWN) if message.attempts < 2]

    def claim(self) -> tuple[Queued, Outgoing, str | None] | None:
        """Take the next message that may go now and commit that it is being sent. Desk's thread."""
        now = self._clock.now()
        with self._dispatch.at_work() as work:
            for message in self._retriable(work):
                if message.not_before <= now:
                    work.outgoing.mark(message.id, QUEUED, only=(UNKNOWN,))
            heads = [head for head in work.outgoing.heads() if self._due(head, now) <= now]
            heads.sort(key=lambda head: (head.lane, self._turns.get(head.chat_group or head.person or "", 0)))
            for head in heads:
                claimed = self._try_to_prepare(work, head.id, now)
                if claimed is not None:
                    self._turn += 1
                    self._turns[head.chat_group or head.person or ""] = self._turn
                    return claimed
        return None

    def _try_to_prepare(self, work: Work, key: str, now: datetime) -> tuple[Queued, Outgoing, str | None] | None:
        try:
            return self._prepare(work, key, now)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  what cannot be put into words must not hold up the others
            log.error("failed", reason=safe_exception(error))
            work.outgoing.mark(key, FAILED)
            return None

    def _prepare(self, work: Work, key: str, now: datetime) -> tuple[Queued, Outgoing, str | None] | None:
        message = work.outgoing.get(key)
        if message is None:
            return None
        if message.lapses_at is not None and message.lapses_at <= now:
            work.outgoing.mark(key, DROPPED)
            return None
        if self._withdrawn(work, message):
            work.outgoing.mark(key, UNKNOWN if message.doubtful else DROPPED, attempts=2)
            return None
        if self._kept_for_morning(work, message, now):
            return None
        if message.compose is not None and not self._compose(work, message, now):
            work.outgoing.mark(key, DROPPED)
            return None
        target = self._target(work, message)
        if target is None:
            self._give_up(work, message, "no_way_there")
            return None
        group, contact, topic = target
        echo = work.outgoing.echo_hash(group or contact or "", message.text)
        work.outgoing.mark(key, SENDING, attempts=message.attempts + 1, sent_at=stamp(now), echo=echo)
        return message, Outgoing(key, group, contact, message.text, message.mentions, message.act), topic

    @staticmethod
    def _withdrawn(work: Work, message: Queued) -> bool:
        """Whether it belongs to a notice of which nothing more is to be said: it was under way when that ended."""
        notice = message.notice or (message.refer if message.kind == CARRIED else None)
        return notice is not None and work.notices.ended(notice)

    def _kept_for_morning(self, work: Work, message: Queued, now: datetime) -> bool:
        """Keep what a building's group must not hear at night; drop it where the morning is too late."""
        group = work.directory.groups.get(message.group or "")
        if not message.quiet or group is None or group.kind is not GroupKind.OFFICIAL:
            return False
        settings = self._kit.settings
        morning = quiet_until(now, ZoneInfo(work.directory.timezone), settings.quiet_from, settings.quiet_until)
        if morning is None:
            return False
        if message.lapses_at is not None and message.lapses_at <= morning:
            work.outgoing.mark(message.id, DROPPED)
        else:
            work.outgoing.mark(message.id, QUEUED, not_before=stamp(morning))
        return True

    def _compose(self, work: Work, message: Queued, now: datetime) -> bool:
        """Make the words as things are now; False where there is nothing left to say."""
        composer = self._router.composers[message.compose or ""]
        asked = Stored(
            0, work.account, message.cause, None, "", MessageType.TICK, False, now, "", "", "", None, None
        )  # fmt: skip
        call = Call(work, self._kit, asked, now, refer=message.refer or "")
        reply = composer(call, message)
        if not isinstance(reply, Reply):
            return False
        post = self._dispatch.renderer(work)
        text = post.words(call, reply, message.group)
        if not post.may_say(call, reply, message.group, message.person, text):
            log.warning("withheld", template=reply.template)
            return False
        message.text, message.mentions = text, reply.mentions
        work.outgoing.rewrite(message.id, text, reply.mentions)
        return True

    def _target(self, work: Work, message: Queued) -> tuple[str | None, str | None, str | None] | None:
        if message.group is not None:
            alias = work.outgoing.group_alias(message.group)
            group = work.directory.groups.get(message.group)
            return (alias, None, group.topic if group else None) if alias else None
        known = work.outgoing.contact(message.person or "")
        # Whoever asks for friendship has no line yet: that is what is accepted.
        reachable = known and (known[1] or message.act is Act.ACCEPT)
        return (None, known[0], None) if known and reachable else None

    async def send_next(self) -> bool:
        """Send one message if one may go now; False where none may."""
        claimed = await self._database.run("desk", self.claim)
        if claimed is None:
            return False
        message, outgoing, topic = claimed
        self._pace.sent(self._clock.now())
        try:
            outgoing = await self._attachments.attach(message.file, outgoing)
            network_id = await asyncio.wait_for(self._transport.send(outgoing), self._kit.settings.send_limit)
        except Exception as error:  # noqa: BLE001  whatever it raises, what became of the message is written down
            await self._write_down(self._not_sent, message, error)
            return True
        await self._write_down(self._sent, message.id, network_id)
        if self._watch is not None:
            self._watch(Sent(self._clock.now(), outgoing, topic, network_id, message.id))
        return True

    async def _write_down(self, note: Callable[..., None], *values: object) -> None:
        """Mark what became of a message; while the database refuses, nothing else is sent, so nothing is sent twice."""
        while True:
            try:
                await self._database.run("desk", note, *values)
                return
            except StorageError as error:
                log.error("not_marked", reason=str(error))
                await asyncio.sleep(1)

    def _sent(self, key: str, network_id: str | None) -> None:
        with self._dispatch.at_work() as work:
            outgoing = work.outgoing
            # The echo may have been quicker: confirmed stays confirmed.
            outgoing.mark(key, SENT, only=(SENDING,), network_id=network_id)

    def _not_sent(self, message: Queued, error: BaseException) -> None:
        now = self._clock.now()
        log.warning("not_sent", kind=message.kind, error=type(error).__name__, attempt=message.attempts + 1)
        with self._dispatch.at_work() as work:
            if not isinstance(error, SendFailed):
                self._doubt(work, message, now, tries=message.attempts + 1)
            elif error.retryable and message.attempts < len(RETRY_WAITS[message.lane is Lane.URGENT]):
                again = now + timedelta(seconds=RETRY_WAITS[message.lane is Lane.URGENT][message.attempts])
                work.outgoing.mark(message.id, QUEUED, only=(SENDING,), not_before=stamp(again))
            else:
                self._give_up(work, message, "failed")

    def _give_up(self, work: Work, message: Queued, reason: str) -> None:
        log.error("failed", kind=message.kind, reason=reason)
        work.outgoing.mark(message.id, FAILED)
        work.records.tick(f"failed:{message.id}", f"failed:{message.kind}", message.id, self._clock.now())
