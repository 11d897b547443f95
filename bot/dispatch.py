"""From the inbox to the handlers: in order, many messages in one transaction, each alone if one of them fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.engine import Connection

from bot.apology import apology
from bot.call import Accept, Call, CarryOut, Kit, Reply, TakeBack
from bot.clock import Clock
from bot.command import split_command
from bot.commanding import run_command
from bot.contract import MEDIA, MessageType
from bot.errors import StorageError
from bot.log import get_log, safe_exception
from bot.post import Post
from bot.quote import split_quotation
from bot.reading import read_by_forms
from bot.recalling import ask_to_recall
from bot.render import Renderer
from bot.routing import Router
from bot.understand import Meaning, Message, redact
from bot.understand.discreet import for_private_only, mask_insurance
from bot.understand.redact import mask_slips
from data.crypt import Seal
from data.directory import Directory, Group
from data.inbox import Stored
from data.memory import Memory, counts
from data.seed import meet_group
from data.session import Database
from data.store import Store
from data.work import Work

log = get_log("dispatch")
BATCH = 512
_LINE = (MessageType.CONNECTED, MessageType.DISCONNECTED)
_NAMED = (*MEDIA, MessageType.FILE)
"""What may bear a name that somebody gave it."""
_PRESENCE = (
    MessageType.JOIN, MessageType.LEAVE, MessageType.TOPIC, MessageType.FRIEND, MessageType.REQUEST, MessageType.INVITE,
)  # fmt: skip


class Dispatch:
    """Hands stored messages to handlers.

    Args:
        account: the transport's account.
        open_to_all: whether contacts seen for the first time have a private line.
    """

    def __init__(
        self, database: Database, community: str, account: str, seal: Seal, kit: Kit, router: Router, clock: Clock
    ) -> None:
        self._database = database
        self._community = community
        self._account = account
        self._seal = seal
        self._kit = kit
        self._router = router
        self._clock = clock
        self._directory: Directory | None = None
        self._memory: Memory | None = None
        self._post: Post | None = None
        self._limit = BATCH
        self.open_to_all = True
        self.stirred = True

    @property
    def cautious(self) -> bool:
        """Whether batches are small because something in them failed: more is waiting."""
        return self._limit < BATCH

    @contextmanager
    def at_work(self) -> Iterator[Work]:
        """A unit of work in a transaction of its own; what it put off is written at its end."""
        with self._database.transaction() as connection:
            work = self._work(connection)
            yield work
            work.flush()
        self._keep(work)

    def _work(self, connection: Connection) -> Work:
        """A unit of work on ``connection``; what was read before is used as far as it is still right."""
        store = Store(connection, self._community, self._seal)
        revision, changes = counts(store)
        directory, self._directory = self._directory, None
        memory, self._memory = self._memory, None
        if directory is None or directory.revision != revision:
            directory = memory = None
        if memory is None or memory.changes != changes:
            memory = Memory(changes)
        return Work(store, self._account, directory, memory, open_to_all=self.open_to_all)

    def _keep(self, work: Work) -> None:
        """Keep what was read for the next unit of work; after one that failed, nothing is kept."""
        self._directory = work.directory
        if not work.store.overwrote and not work.memory.full:
            self._memory = work.memory

    def renderer(self, work: Work) -> Post:
        """The post office, made once the community's time zone is known."""
        if self._post is None:
            self._post = Post(Renderer(work.directory.timezone))
        return self._post

    def drain(self) -> int:
        """Handle one batch of what waits; return how many messages it was. Runs in the desk's thread.

        ``stirred`` is set where something was queued to be sent, or to be woken for.

        Raises:
            StorageError: nothing was lost; try again later.
        """
        seqs: list[int] = []
        try:
            with self.at_work() as work:
                messages = work.inbox.waiting(self._limit)
                seqs = [message.seq for message in messages]
                if messages:
                    self._handle_all(work, messages)
        except StorageError:
            raise
        except Exception as error:
            if not seqs:
                raise
            if len(seqs) == 1:
                self._park(seqs, error)
                return 1
            self._limit = max(1, len(seqs) // 2)
            return self.drain()
        self._limit = min(BATCH, self._limit * 2)
        return len(seqs)

    def _park(self, seqs: list[int], error: Exception) -> None:
        log.error("parked", error=safe_exception(error), messages=len(seqs))
        with self.at_work() as work:
            messages = [message for message in work.inbox.waiting(len(seqs)) if message.seq in seqs]
            for seq in seqs:
                work.inbox.park(seq, safe_exception(error))
        with suppress(Exception), self.at_work() as work:  # what broke may break again: it is set aside all the same
            for call, replies in (apology(work, self._kit, message, self._clock.now()) for message in messages):
                self._say(call, replies)
            self.stirred |= work.store.stirred

    def _handle_all(self, work: Work, messages: list[Stored]) -> None:
        work.people.load(message.contact for message in messages if message.contact)
        outcomes = [(message.seq, self._handle(work, message)) for message in messages]
        self.stirred |= work.store.stirred
        work.flush()
        work.inbox.finish(outcomes)

    # One message. What it was taken for is returned, and stored beside it.

    def _handle(self, work: Work, message: Stored) -> str:
        if message.type is MessageType.TICK:
            return self._engine_event(work, message)
        if message.type in _LINE:
            return self._run(Call(work, self._kit, message, self._clock.now()), self._router.events.get(message.type))
        group = self._group(work, message)
        if message.own or message.contact == work.directory.bot:
            return self._echo(work, message)
        if message.type is MessageType.SYSTEM or message.contact in work.directory.bots or not message.contact:
            return "ignored"
        person = work.people.person(message.contact, message.name)
        call = Call(
            work, self._kit, message, self._clock.now(), person, group, work.directory.acts_as(person),
            quote=message.quote, text=message.text,
        )  # fmt: skip
        if message.type in _PRESENCE:
            return self._run(call, self._router.events.get(message.type)) or "presence"
        if group is not None and message.name:
            work.people.seen(group.id, person, message.contact, message.name, group.building)
        if message.type is not MessageType.TEXT:
            if message.type in _NAMED:
                self._hide(call)
            return self._run(call, self._router.events.get(message.type)) or "unread"
        return self._text(call)

    def _text(self, call: Call) -> str:
        message = call.message
        quoted, call.text = split_quotation(message.text)
        call.quote = call.quote or quoted
        private = self._hide(call)
        command = split_command(call.text, self._kit.words)
        if command is not None and (outcome := run_command(self._router.commands, call, command, self._say)):
            return outcome
        if call.group is not None and call.group.kind is None:
            return "unbound"
        if private:
            call.text, call.unkept = redact(call.text), True
        return self._meaning(call)

    def _hide(self, call: Call) -> bool:
        """Keep no number of a person out of what was written; True where nothing of it may be kept."""
        message = call.message
        parts = (message.text, message.name, message.quote or "")
        hidden = redact if call.group is not None else without_numbers
        redacted = tuple(map(hidden, parts))
        private = call.group is not None and any(map(for_private_only, (message.text, message.quote or "")))
        if private:
            call.work.inbox.forget(message)
            self._say(call, ask_to_recall(call))
        elif redacted != parts:
            call.work.inbox.redact(message, *redacted)
        return private

    def _meaning(self, call: Call) -> str:
        meaning = self._read(call)
        self._say(call, self._heard(call, meaning))
        return meaning.kind

    def _heard(self, call: Call, meaning: Meaning) -> Iterator[object]:
        """What listeners say, then whoever takes messages of this kind."""
        for listener in self._router.listeners.values():
            yield from listener(call, meaning)
        handler = self._router.meanings.get(meaning.kind)
        if handler is not None and not call.taken:
            yield from handler(call, meaning) or ()

    def _read(self, call: Call) -> Meaning:
        """Read a text in the light of what is collected there. Two forms that both fit are for a person."""
        group = call.group
        building = group.building if group else call.work.people.only_building(call.sender)
        kind = str(group.kind) if group and group.kind else "private"
        forms = self._forms_asked(call, building)
        asked = forms[0] if len(forms) == 1 else None
        message = Message(call.message.text, call.message.name or None, kind, building, asked)
        return read_by_forms(self._kit.reader, message, forms)

    def _forms_asked(self, call: Call, building: str | None) -> list[str]:
        collections = call.work.collections
        if building is not None:
            taking = collections.taking(building, call.message.at)
        else:
            taking = [one for one in collections.current() if one.takes(call.message.at)]
        return list(dict.fromkeys(one.form for one in taking))

    # What the engine itself put into the inbox, and the bot's own voice.

    def _engine_event(self, work: Work, message: Stored) -> str:
        name, _, refer = message.text.partition("\n")
        call = Call(work, self._kit, message, max(self._clock.now(), message.at), refer=refer)
        failed, _, kind = name.partition(":")
        handler = self._router.failures.get(kind) if failed == "failed" else self._router.ticks.get(name)
        if handler is None:
            return "ignored"
        self._say(call, handler(call, refer))
        return "tick"

    def _echo(self, work: Work, message: Stored) -> str:
        work.flush()
        echo = work.outgoing.echo_hash(message.group or message.contact, message.text)
        return "echo" if work.outgoing.confirm(message.id, echo) else "own"

    def _run(self, call: Call, handler: Callable[..., object] | None) -> str:
        if handler is None:
            return ""
        result = handler(call)
        self._say(call, result if isinstance(result, Iterable) else None)
        return str(call.message.type)

    def _say(self, call: Call, replies: object) -> str:
        """Queue what a handler says, and carry out what it confirms."""
        if isinstance(replies, Iterable):
            said: list[Reply] = []
            for reply in replies:
                if isinstance(reply, CarryOut):
                    said.extend(self._router.confirmations[reply.preview.command](call, reply.preview))
                elif isinstance(reply, Accept):
                    self.renderer(call.work).accept(call, reply)
                elif isinstance(reply, TakeBack):
                    self.renderer(call.work).take_back(call, reply)
                elif isinstance(reply, Reply):
                    said.append(reply)
            self.renderer(call.work).queue(call, said)
        return ""

    def _group(self, work: Work, message: Stored) -> Group | None:
        """The chat group, by the transport's id; one that means nothing yet may get a topic of the community file."""
        if message.group is None:
            return None
        known = work.directory.groups.get(work.directory.aliases.get((message.account, message.group), ""))
        if known is not None and (known.kind is not None or message.topic is None):
            return known
        topic = message.topic or message.group
        return meet_group(work, message.account, message.group, topic, filter(None, [message.contact]))


def without_numbers(text: str) -> str:
    """A private text as it is kept: without the numbers of cards and telephones."""
    return mask_insurance(mask_slips(redact(text)))
