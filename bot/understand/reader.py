"""The reader: one message in, what it means out. Pure, deterministic, linear in time."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.understand import demand
from bot.understand.address import address_patterns, simplify
from bot.understand.answers import AnswerReader
from bot.understand.asides import aside_patterns, beside, without_thanks
from bot.understand.chain import Chain, find_chain
from bot.understand.chain_talk import alone, chain_talk_patterns, edits_a_line
from bot.understand.context import Context
from bot.understand.entries import in_conflict, joined, unread
from bot.understand.form import Form, load_forms
from bot.understand.goods import goods_patterns
from bot.understand.headcount_words import headcount_patterns
from bot.understand.homophones import as_meant, homophones
from bot.understand.learned import learned
from bot.understand.list_look import unheard
from bot.understand.listing import read_goods
from bot.understand.meaning import Meaning, Message
from bot.understand.medicine import medicine_entries
from bot.understand.normalise import closed_up, fold
from bot.understand.order_changes import change_patterns, settled
from bot.understand.order_patterns import order_patterns
from bot.understand.order_sharing import sharing_patterns
from bot.understand.overlong import alarms_beyond, with_alarms
from bot.understand.patterns import any_of
from bot.understand.place import Place, read_nickname
from bot.understand.plain import PlainAnswers, said_again
from bot.understand.quotation import in_quotes, own_start
from bot.understand.sight import look
from bot.understand.tables import without_columns
from bot.understand.titles import signs_up, title_patterns, wishes_well, with_fields, with_units
from bot.understand.trouble import troubles
from bot.understand.withdrawing import withdrawals

_SLASH = re.compile(r"\s*[/／]\s*[A-Za-z\u4e00-\u9fff]")
_ENDING = "!！。.~～？?，, "
# Characters that are read of a 接龙, and of any other message; what follows is for a person.
_LONGEST_CHAIN = 9_000
_LONGEST = 2_000
_MUCH = 4  # characters that nobody taught us: so many may be what a message is about
_NO_ANSWER = 0.2  # what speaks more for no answer at all, where what was learned may say so
_ASKING = ("request", "complaint", "question")
MAYBE_POSITIVE = "maybe_positive"
_GOODS = ("medicine", "supplies")  # lists with their own shape, not forms of a file


class Reader:
    """Reads messages by the given forms and command words (those that stand without a slash, 统计 …)."""

    def __init__(self, forms: Mapping[str, Form] | None = None, command_words: Collection[str] = ()) -> None:
        (
            look(""),
            troubles(),
            goods_patterns(),
            order_patterns(),
            change_patterns(),
            sharing_patterns(),
            find_chain(""),
            chain_talk_patterns(),
            address_patterns(),
            headcount_patterns(),
            aside_patterns(),
            title_patterns(),
            homophones(),
            learned("demands"),
            learned("lists"),
        )  # a bad word list is refused at start
        self._forms = dict(forms) if forms is not None else load_forms()
        self._readers = {
            name: AnswerReader(form, [other for other in self._forms.values() if other is not form])
            for name, form in self._forms.items()
        }
        # Outcomes are heard whenever a room is named beside them, whatever is being collected.
        self._listening = [reader for reader in self._readers.values() if reader.listens]
        self._withdrawals = withdrawals()
        self._commands = frozenset(command_words)
        words = any_of(sorted(command_words))
        self._command = re.compile(rf"\s*(?:{words})(?:$|(?=[\s0-9@#＠，,：:／/]))")
        self._nicknames: dict[str, Place | None] = {}
        self._plain = PlainAnswers()

    def read(self, message: Message) -> Meaning:
        """What ``message`` means. Never raises, whatever the text."""
        begins = message.text[:1].isdecimal()  # with a room, or with none
        plain = self._plain.key(message, self._home(message.sender) if message.sender else None) if begins else None
        if plain is None:
            return self._read(message)
        key, room, building = plain
        known = self._plain.find(key)
        if known is not None:
            return said_again(known, message, room, building)
        meaning = self._read(message)
        self._plain.keep(key, message, room, building, meaning)
        return meaning

    def _read(self, message: Message) -> Meaning:
        text = closed_up(message.text)
        if own := own_start(text):
            text = text[own:]
        bare = text.strip().rstrip(_ENDING)
        if self._withdrawals.bare(bare):
            return Meaning("withdraw", message.collecting if message.collecting in self._forms else None)
        if self._is_command(text, bare, message.group):
            return Meaning("command")
        folded = as_meant(fold(text[:_LONGEST_CHAIN]))
        if folded != text and self._withdrawals.bare(folded.strip().rstrip(_ENDING)):
            return Meaning("withdraw", message.collecting if message.collecting in self._forms else None)
        if "「" in folded or "“" in folded:
            folded = in_quotes(folded)
        folded = without_columns(folded)
        chain = find_chain(folded)
        if chain is None or not chain.items:
            folded = alone(folded[:_LONGEST], message.building)
        if chain is not None and chain.items:
            folded = with_units(with_fields(folded), chain, message.building)
        folded, contradictory = simplify(folded)
        meaning = self._understood(text, folded, chain, message)
        return in_conflict(meaning) if contradictory else meaning

    def _understood(self, text: str, folded: str, chain: Chain | None, message: Message) -> Meaning:
        if chain is not None and chain.items and (signs_up(chain) or wishes_well(chain)):
            heard = self._alarmed(text, folded, chain, message)
            return heard or Meaning("signup" if signs_up(chain) else "chat", chain=True)
        answer = self._answer(text, folded, chain, message)
        if chain is None and message.collecting and not self._settled(answer) and edits_a_line(folded):
            return unread(message.collecting, self._forms, self._context(message, collecting=True))
        if chain is None and self._takes_back(folded, answer, message):
            return Meaning("withdraw", message.collecting)
        if len(text) > len(folded):
            answer = self._overlong(answer, text, len(folded), chain, message)
        if answer is not None and (message.collecting or chain or any(entry.room for entry in answer.entries)):
            return answer if chain is not None else self._rather(answer, text, folded, message)
        meaning = self._free(text, folded, chain, message)
        if answer is None and chain is None:
            answer = self._net(folded, meaning, message)
        if answer is not None:
            # Nobody's answer yet: what it asks for comes first, and a person sees that an alarm is told in it.
            if meaning.kind not in _ASKING:
                return answer
            if any(reader.alarming(answer.entries) for reader in self._listening):
                meaning.review = meaning.review or answer.review or MAYBE_POSITIVE
        meaning.chain = chain is not None
        return meaning

    def _rather(self, answer: Meaning, text: str, folded: str, message: Message) -> Meaning:
        """``answer``, unless its text rather asks for something, with a word in it that could be an answer.

        Where a number of people is told it stays an answer, and somebody looks.
        """
        entry = answer.entries[0] if len(answer.entries) == 1 else None
        if (
            entry is None
            or entry.plain
            or entry.untold < _MUCH
            or any(reader.alarming([entry]) for reader in self._listening)
        ):
            return answer
        meaning = self._free(text, folded, None, message)
        if meaning.kind not in _ASKING:
            return answer
        against = max((reader.against(folded) for reader in self._listening), default=0.0)
        if against > _NO_ANSWER and not any(type(value) is int for value in entry.values.values()):
            return meaning
        if against > -_NO_ANSWER:
            entry.review = entry.review or "two_meanings"
            answer.review = answer.review or entry.review
        return answer

    def _alarmed(self, text: str, folded: str, chain: Chain, message: Message) -> Meaning | None:
        """The alarms in a list that collects nothing."""
        if not any(reader.may_hear(folded, alarms_only=True) for reader in self._listening):
            return None
        answer = self._answer(text, folded, chain, message)
        return answer if answer and any(reader.alarming(answer.entries) for reader in self._listening) else None

    def _takes_back(self, folded: str, answer: Meaning | None, message: Message) -> bool:
        if message.collecting not in self._forms or not self._withdrawals.may_be_in(folded) or self._settled(answer):
            return False
        return self._withdrawals.told(folded, self._home(message.sender) if message.sender else None)

    def _settled(self, answer: Meaning | None) -> bool:
        """Whether ``answer`` says for sure what somebody's answer is, or may hold an alarm."""
        if answer is None:
            return False
        alarming = any(reader.alarming(answer.entries) for reader in self._listening)
        return alarming or any(not entry.review for entry in answer.entries)

    def _net(self, folded: str, meaning: Meaning, message: Message) -> Meaning | None:
        """What may be a result though no rule read it; what asks for something then waits for a person."""
        for reader in self._listening:
            context = self._context(message, collecting=reader.form.name == message.collecting)
            found = reader.maybe(folded, context)
            found = found or reader.second_look(folded, meaning.kind, context)
            if found is not None:
                return found
        return None

    def _free(self, text: str, folded: str, chain: Chain | None, message: Message) -> Meaning:
        context = self._context(message, collecting=False)
        talked = False
        if message.collecting in _GOODS and message.collecting not in self._forms:
            listed = read_goods(folded, message.collecting, chain, context, text[: len(folded)])
            if (said := settled(listed, folded, message.collecting, context)) is not None:
                return said
            talked = listed is not None
        meaning = beside(demand.read(without_thanks(folded), context), folded, message.collecting)
        if message.collecting and chain is None and not talked and meaning.kind == "chat":
            meaning = unheard(folded, message.collecting, context) or meaning
        if talked:
            meaning.form, meaning.entries = None, []
        elif meaning.form == "medicine":
            meaning.entries = medicine_entries(folded, context, text[: len(folded)]) or meaning.entries
        if chain is not None and chain.marked and chain.items:
            # A list that everybody lengthens asks for nothing itself, unless its lines name drugs, each for a door.
            drugs = (
                read_goods(folded, "medicine", chain, context, text[: len(folded)])
                if meaning.kind == "request"
                else None
            )
            if drugs is None:
                return Meaning()
            meaning.form, meaning.category, meaning.entries = "medicine", "medicine", drugs.entries
        if meaning.kind == "question" and meaning.category == "other":
            meaning.category = self._subject(folded) or meaning.category
        if meaning.kind == "request" and any(reader.may_concern(folded) for reader in self._listening):
            meaning.review = MAYBE_POSITIVE
        return meaning

    def _subject(self, folded: str) -> str:
        """The category of a question about what a form asks; "" where it is about none."""
        return next((one.form.category for one in self._listening if one.form.category and one.is_about(folded)), "")

    def _is_command(self, text: str, bare: str, group: str) -> bool:
        if _SLASH.match(text):
            return True
        if bare in self._commands:
            return True
        return group != "official" and bool(self._commands) and self._command.match(text) is not None

    def _answer(self, text: str, folded: str, chain: Chain | None, message: Message) -> Meaning | None:
        collected = self._readers.get(message.collecting) if message.collecting else None
        best: Meaning | None = None
        if collected is not None:
            best = collected.read(text, folded, chain, self._context(message, collecting=True))
        for reader in self._listening:
            if reader is collected:
                continue
            # Where heads are counted nobody orders tests: 抗原两条 is what one showed.
            named = collected is not None and reader.may_be_named(folded)
            if not named and not reader.may_hear(folded, alarms_only=collected is not None):
                continue
            heard = reader.read(text, folded, chain, self._context(message, collecting=named))
            if heard is None or not heard.entries:
                continue
            if best is None or reader.alarming(heard.entries):
                best = joined(best, heard)
        return best

    def _overlong(
        self, answer: Meaning | None, text: str, read: int, chain: Chain | None, message: Message
    ) -> Meaning | None:
        """``answer`` of the ``read`` characters, with the alarms that the rest of ``text`` may hold."""
        for reader in self._listening:
            context = self._context(message, collecting=reader.form.name == message.collecting)
            if chain is not None:
                context = context._replace(home=None)
            beyond = alarms_beyond(reader, text, read, context, answer.entries if answer else [])
            answer = with_alarms(answer, beyond, reader.form.name, chain=chain is not None)
        return answer

    def _context(self, message: Message, *, collecting: bool) -> Context:
        home = self._home(message.sender) if message.sender else None
        return Context(message.building, home, collecting, medicine=message.collecting == _GOODS[0])

    def _home(self, sender: str) -> Place | None:
        """The household of a nickname, remembered: the same few people write all day."""
        if sender not in self._nicknames:
            if len(self._nicknames) > 20_000:
                self._nicknames.clear()
            building, unit, room = read_nickname(sender[:200])
            self._nicknames[sender] = Place(building, unit, room) if room is not None else None
        return self._nicknames[sender]
