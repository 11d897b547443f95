"""Reads the answers to one form out of a text: one household's words, several, or a whole 接龙."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from itertools import islice
from typing import Any

from bot.understand.chain import Chain, Item
from bot.understand.clauses import split, void_reasons
from bot.understand.context import Context
from bot.understand.corrected import rooms_taken_back
from bot.understand.elsewhere import Elsewhere
from bot.understand.entries import mark_disagreeing, of_one_unit, overall_review, told_once
from bot.understand.form import Form
from bot.understand.grouped import Grouped
from bot.understand.headcount import read_headcount
from bot.understand.headcount_lists import counts_nobody, of_households, of_others, without_heading, without_numerals
from bot.understand.headcount_words import headcount_patterns
from bot.understand.list_lines import doubt_few, nobody_lost, none_read, of_names, owed
from bot.understand.list_look import counted
from bot.understand.meaning import Entry, Meaning
from bot.understand.naming import read_name
from bot.understand.outcome import SUSPECT, UNCLEAR, Reading, read_outcome
from bot.understand.patterns import any_of, lazily
from bot.understand.place import Place
from bot.understand.safety_net import SafetyNet
from bot.understand.scan import Scanner
from bot.understand.second_look import SecondLook
from bot.understand.segments import Segment, split_households
from bot.understand.settling import quieten, settle
from bot.understand.tokens import Kind, Voided
from bot.understand.told import note_rest
from bot.understand.word_lists import bit, seen
from bot.understand.words import reading_words

_DIGIT = re.compile("[0-9]")
# Where none of these stands, no outcome is told; a head count may be a bare number.
_TELLING = frozenset({Kind.ANSWER, Kind.PLACE, Kind.SAME, Kind.DASH, Kind.PLUS})
_LONGEST_ITEM = 600  # characters that are read of one entry of a 接龙


class AnswerReader:
    """The answers of one form. Its patterns are compiled when first needed."""

    def __init__(self, form: Form, others: Collection[Form] = ()) -> None:
        self.form = form
        answers, reading = form.answers.values(), reading_words()
        strong = {word.lower() for answer in answers for word in answer.words}
        self._alarming = {word.lower() for answer in answers if answer.alarm for word in answer.words}
        self._strong, self._alarms = bit(strong), bit(self._alarming)
        self._named = bit(word.lower() for word in form.words)
        vague = [word.lower() for answer in answers if answer.alarm for word in answer.weak]
        self._vague_alarms = bit(word for word in vague if len(word) > 1)
        self._about = bit(word.lower() for word in form.signs.about)
        self._own = bit([*reading.own, *reading.mine, *reading.members, *reading.some_members])
        weak = {word.lower() for answer in answers for word in answer.weak}
        counting = [*reading.numbers, *reading.people_numbers] if form.reader == "headcount" else []
        # Without any of these a text holds no answer, even while the form is collected.
        self._gate = bit([*strong, *weak, *counting, *reading.same, "+", "-"])
        self._shapes, self._alarm_shapes = form.shaped(), form.shaped(alarms=True)
        self._elsewhere, self._grouped = Elsewhere(form, others), Grouped(form)
        self.listens = form.reader == "outcome" and any(answer.alarm for answer in form.answers.values())

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner(self.form)

    def may_hear(self, folded: str, *, alarms_only: bool) -> bool:
        """A cheap first look: could this hold an answer (or only an alarm) though the form is not collected?"""
        return self._alarmed(folded) if alarms_only else self._answered(folded)

    def may_be_named(self, folded: str) -> bool:
        """Whether ``folded`` names what the form asks about, and may tell an alarm in a vague word: 抗原两条."""
        held = seen(folded)
        return bool(held & self._named and held & self._vague_alarms)

    @cached_property
    def _net(self) -> SafetyNet:
        return SafetyNet(self.form, self._scanner)

    @cached_property
    def _second(self) -> SecondLook:
        return SecondLook(self.form, self._scanner)

    def is_about(self, folded: str) -> bool:
        """Whether ``folded`` speaks of what the form asks about."""
        return seen(folded) & self._about > 0 or self._answered(folded)

    def maybe(self, folded: str, context: Context) -> Meaning | None:
        """An entry in review where ``folded``, of which nothing was read, may tell a result all the same."""
        alarm = self._net.may_alarm(folded) and (context.collecting or self.is_about(folded))
        alarm = alarm and self._net.alarming(folded, context)
        if not alarm and not (context.collecting and self._net.done(folded) and not self._elsewhere.asked(folded)):
            return None
        return self._unread(context, alarm=alarm)

    def against(self, folded: str) -> float:
        """How much more of what was learned says that ``folded`` is no answer at all; below 0 it says that it is."""
        return self._second.against(folded)

    def second_look(self, folded: str, kind: str, context: Context) -> Meaning | None:
        """The same by what was learned, of a text that was read as ``kind``."""
        alarm = self._second.says(folded, kind) if context.collecting else None
        return None if alarm is None else self._unread(context, alarm=alarm)

    def _unread(self, context: Context, *, alarm: bool) -> Meaning:
        place, _ = context.locate(None)
        entry = self.suspected(place.building, place.unit, place.room, "unclear_result" if place.room else "no_room")
        if not alarm:
            del entry.values[SUSPECT]
        return Meaning("report", self.form.name, False, [entry], review=entry.review)

    def _may_answer(self, folded: str) -> bool:
        """A cheap first look, while the form is collected."""
        return seen(folded) & self._gate > 0 or _DIGIT.search(folded) is not None or self._shapes.are_in(folded)

    def _answered(self, folded: str) -> bool:
        return seen(folded) & self._strong > 0 or self._shapes.are_in(folded)

    def _alarmed(self, folded: str) -> bool:
        return seen(folded) & self._alarms > 0 or self._alarm_shapes.are_in(folded)

    def may_concern(self, folded: str) -> bool:
        """Whether an alarm word and the writer's own household stand in one text, a story or a request."""
        return seen(folded) & self._own > 0 and bool(self.alarm_places(folded, 1))

    @cached_property
    def _alarms_or_not(self) -> re.Pattern[str]:
        words = any_of(self._alarming)
        others = any_of([word.lower() for word in self.form.look_alikes])
        shapes = f"{self._alarm_shapes.pattern}|" if self._alarm_shapes.pattern else ""
        return lazily(rf"(?:{others})|(?P<alarm>{shapes}{words})")

    def alarm_places(self, folded: str, most: int) -> list[int]:
        """Where the first ``most`` alarm words stand in ``folded``, however they are meant."""
        if not self._alarmed(folded):
            return []
        found = (match.start() for match in self._alarms_or_not.finditer(folded) if match["alarm"])
        return list(islice(found, most))

    def suspected(self, building: str | None, unit: str | None, room: str | None, review: str) -> Entry:
        """An entry that says no more than that somebody must look for an alarm."""
        values: dict[str, Any] = {**dict.fromkeys(self.form.values), SUSPECT: True}
        return Entry(self.form.name, building, unit, room, None, UNCLEAR, values, review)

    def alarming(self, entries: list[Entry]) -> bool:
        """Whether one of ``entries`` is an alarm, or may be one."""
        return any(map(self._is_alarm, entries))

    def _is_alarm(self, entry: Entry) -> bool:
        answer = self.form.answers.get(entry.result)
        return bool(answer and answer.alarm) or bool(entry.values.get("suspect"))

    def read(self, text: str, folded: str, chain: Chain | None, context: Context) -> Meaning | None:
        """The answers in ``text`` (``folded`` is its folded form, as long; ``chain`` its 接龙); None for none."""
        said = folded
        if context.collecting and self.form.reader == "headcount":
            folded = headcount_patterns().as_meant(folded)
        if chain is not None and chain.items:
            return self._chain(text, folded, chain, context)
        if (context.collecting and not self._may_answer(folded)) or not of_households(folded, self.form.reader):
            return None
        if self.form.reader != "headcount":
            folded = self._grouped.turned(folded)
        entries = self._entries(text, folded, context)
        if self.form.reader == "headcount":
            entries = counted(entries, said, self.form.name)
        if not entries:
            return None
        return Meaning("report", self.form.name, chain is not None, entries, review=overall_review(entries))

    def _chain(self, text: str, folded: str, chain: Chain, context: Context) -> Meaning | None:
        inner = Context(context.building, None, context.collecting, chain=True)
        lines = [self._item(text, folded, item, inner) for item in chain.items]
        entries = [entry for line in lines for entry in line]
        asked = context.collecting and chain.marked and self.is_about(chain.title)  # nobody is lost
        if not entries and self.listens and asked and not chain.elsewhere:
            found = none_read(chain.items, folded, self.form, inner, self._scanner)
            return Meaning("report", self.form.name, True, found) if found else None
        said = [item for item in chain.items if folded[item.start : item.end].strip()]
        named = of_names(entries, len(said), self.form, marked=chain.marked, alarming=self.alarming(entries))
        if not named and all(entry.room is None for entry in entries):
            return None  # a list of rules or steps, not of households
        if self.form.reader == "headcount" and counts_nobody(entries, folded, chain):
            return None
        if not entries or (chain.elsewhere and not any(self._answered(folded[i.start : i.end]) for i in chain.items)):
            return None
        answered = self.form.reader == "headcount" or any(entry.result != UNCLEAR for entry in entries)
        if not (answered or asked) and len(entries) > 1:
            return None
        others = self.form.reader == "headcount" and of_others(entries, chain)
        if context.collecting and (others or self._elsewhere.asked(chain.title)):
            self._doubt(entries)
        doubt_few(entries, len(said))
        if context.collecting:
            entries = nobody_lost(lines, chain.items, folded, self.form, inner, self._scanner)
        mark_disagreeing(entries)
        review = "no_room" if len(entries) == 1 and entries[0].room is None else None
        return Meaning("report", self.form.name, True, entries, review=review)

    def _item(self, text: str, folded: str, item: Item, context: Context) -> list[Entry]:
        end = min(item.end, item.start + _LONGEST_ITEM)
        if not folded[item.start : end].strip():
            return []
        entries = self._entries(text[item.start : end], without_numerals(folded[item.start : end]), context)
        if end < item.end and self.listens and self.alarm_places(folded[end - 10 : item.end], 1):
            entries = entries or [self.suspected(context.building, None, None, "no_room")]
            for entry in entries:
                entry.review, entry.values[SUSPECT] = entry.review or "too_long", True
        return entries

    def _entries(self, text: str, folded: str, context: Context) -> list[Entry]:
        tokens = self._scanner.scan(folded, listed=context.chain)
        settle(tokens, folded)
        if context.chain:
            quieten(tokens)
        tokens = without_heading(tokens, folded, self.form.reader, listed=context.chain)
        kinds = {token.kind for token in tokens}
        if self.form.reader != "headcount" and kinds.isdisjoint(_TELLING):
            return []
        clauses = split(tokens, folded)
        voided = void_reasons(clauses, folded, listed=context.chain) if Kind.ANSWER in kinds else {}
        entries = self._read_segments(split_households(clauses, folded, context.home), voided, text, folded, context)
        if not context.chain:
            entries = told_once(entries)
            of_one_unit(entries, folded)
            for entry in entries if Kind.CORRECTION in kinds else ():
                entry.review = entry.review or ("two_meanings" if entry.room in rooms_taken_back(tokens) else None)
        if len(entries) == 1:
            note_rest(entries[0], clauses, voided, self.form, folded)
        return entries

    def _read_segments(
        self, segments: list[Segment], voided: dict[int, str], text: str, folded: str, context: Context
    ) -> list[Entry]:
        entries: list[Entry] = []
        unread: list[Segment] = []
        for segment in segments:
            reading = self._read_segment(segment, voided, folded, context)
            if reading is not None:
                booked = self._book(segment, reading, text, context)
                if self.listens and not context.chain and self._doubted(booked, segment, voided, folded, context):
                    self._suspect(booked)
                if context.collecting and self._elsewhere.concerns(segment, folded):
                    self._doubt(booked)
                entries.extend(booked)
            elif context.collecting and not context.chain:
                unread.append(segment)
        sure = self.listens and len([entry for entry in entries if entry.room and not entry.review]) > 1
        # 302 做好了，303我妈家也好了 2个人: nobody is lost beside another
        for segment in owed(unread, folded, self.form, sure=sure) if entries else ():
            entries += self._book(segment, Reading(UNCLEAR, {"count": None}, "unclear_result"), text, context)
        return entries

    def _doubted(self, booked: list[Entry], segment: Segment, voided: Voided, folded: str, context: Context) -> bool:
        """Whether what is left beside an answer may tell an alarm."""
        if self._net.left_over(segment, voided, folded):
            return True
        asked = context.collecting and self._second.may_doubt(segment.tokens, folded)
        return asked and any(not (e.review or self._is_alarm(e)) for e in booked) and self._second.doubts(folded)

    def _doubt(self, entries: list[Entry]) -> None:
        """They may answer another form; an alarm is one whatever was asked."""
        for entry in entries:
            if not self._is_alarm(entry):
                entry.review = entry.review or "two_meanings"

    def _suspect(self, entries: list[Entry]) -> None:
        """Words beside them that nobody taught us may tell an alarm."""
        for entry in entries:
            if not self._is_alarm(entry):
                entry.review, entry.values[SUSPECT] = entry.review or "two_meanings", True

    def _read_segment(self, segment: Segment, voided: dict[int, str], folded: str, context: Context) -> Reading | None:
        if self.form.reader == "headcount":
            return read_headcount(segment, voided, folded, self.form, context)
        return read_outcome(segment, voided, folded, self.form, self._scanner, context)

    def _book(self, segment: Segment, reading: Reading, text: str, context: Context) -> list[Entry]:
        """One entry for each household of ``segment``."""
        places: list[Place | None] = (
            [*segment.places] if segment.places else [Place(segment.building, None, None) if segment.away else None]
        )
        words = text if context.chain and len(segment.places) < 2 else text[segment.start() : segment.end()]
        name = read_name(segment, text, in_chain=context.chain)
        entries: list[Entry] = []
        for place in places:
            found, review = context.locate(place)
            building, unit, room, *_ = found
            entry = Entry(self.form.name, building, unit, room, name, reading.result, dict(reading.values))
            unplaced = room is None or building is None
            entry.review = reading.review or review or ("no_room" if unplaced else None)
            entry.words, entry.same, entry.loose = words.strip(), reading.same, reading.loose
            entries.append(entry)
        return entries
