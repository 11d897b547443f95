"""Books what a copied chat says, message by message: whose answer it is, and what a person must look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from bot.answers import UNCLEAR, Given, Review, Standing, Way, settle, take_back
from bot.count.pages import Doubt, Flat, Left, Page, Said, Voice
from bot.count.places import Place, Places, of_somebody_else
from bot.roster import Household
from bot.understand import Entry, Form, Meaning
from bot.understand.patterns import any_of
from bot.understand.words import reading_words

PLACED = ("other_building", "no_room")
"""The reasons of the reader that end once the flat is known."""
_SHORT = 80  # a text of at most so many characters is shown whole to who must look


@dataclass(slots=True)
class _Line:
    """A line of a 接龙: who posted it first, whose it is, whether its author took it out."""

    author: str
    flat: Flat | None
    gone: bool = False


@dataclass(slots=True)
class _Pending:
    """An answer without a room, until its writer says which home it is."""

    page: Page
    doubt: Doubt
    entry: Entry


class Booking:
    """Pages fill while messages are taken in order.

    Args:
        building: whose group it is; None: each text must name its own.
        roster: households by building and place; None: whatever is named exists.
    """

    def __init__(
        self,
        form: Form,
        building: str | None,
        roster: Mapping[str, Mapping[Place, Household]] | None,
        deadline: datetime | None = None,
    ) -> None:
        self.repeated = 0
        self._form, self._building, self._deadline = form, building, deadline
        self._places = Places(building, roster)
        self._pending: dict[str, list[_Pending]] = {}
        self._lines: dict[tuple[str, ...], _Line] = {}
        self._last: dict[str, list[tuple[Flat, str]]] = {}
        self._number = 0

    @property
    def pages(self) -> dict[str, Page]:
        """The pages, by building."""
        return self._places.pages

    def take(self, said: Said, meaning: Meaning) -> Left | None:
        """Book one message; what answers nothing is returned."""
        self._number += 1
        done = False
        if meaning.kind == "media":
            done = self._media(said)
        elif meaning.kind == "withdraw":
            done = self._withdraw(said)
        elif meaning.kind == "report":
            done = self._report(said, meaning)
        elif meaning.review == "maybe_positive":
            home = self._places.home(said.who)
            self._doubt(
                self._places.page(self._building or ""), home.label if home else None, meaning.review, said, True
            )
            done = True
        return None if done else Left(meaning.kind, said, meaning.urgency == "high")

    def _report(self, said: Said, meaning: Meaning) -> bool:
        entries = [entry for entry in meaning.entries if entry.form == self._form.name]
        others = [entry for entry in meaning.entries if entry.form != self._form.name]
        for entry in others:
            page, flat, _ = self._places.locate(entry, said, chain=meaning.chain)
            room = flat.label if flat else _label(entry)
            self._doubt(page, room, "other_form", _words(said, entry, len(meaning.entries)), True)
        if not entries:
            return bool(others)
        self._last[said.who] = []
        fresh = self._fresh(entries, said) if meaning.chain else set(range(len(entries)))
        twice = _twice(entries) if meaning.chain else {}
        self.repeated += not fresh
        for index in sorted(fresh):
            entry = entries[index]
            names = twice.get(_place(entry))
            voice = said.who if names is None else f"{said.who}#{index}"
            review = entry.review or meaning.review
            if names is not None and len(names) > 1:
                review = Review.CONFLICT if review is None or review in PLACED else review
            self._entry(entry, review, said, voice, meaning, len(entries))
        return True

    def _entry(self, entry: Entry, review: str | None, said: Said, voice: str, meaning: Meaning, of: int) -> None:
        alarm, chain = alarms(self._form, entry), meaning.chain
        shown = _words(said, entry, of)
        page, flat, reason = self._places.locate(entry, said, chain=chain)
        if flat is None:
            doubt = self._doubt(page, _label(entry), reason or review or "no_room", shown, alarm)
            if doubt and said.who and not entry.room and not chain and not of_somebody_else(said):
                self._pending.setdefault(said.who, []).append(_Pending(page, doubt, entry))
            return
        if review in PLACED:
            review = None
        own = self._places.home(said.who)
        if not chain and of == 1 and said.who and own is None:
            own = flat
            self._places.tie(said.who, flat)
            waited = self._pending.pop(said.who, [])
            for pending in waited:
                pending.page.doubts.remove(pending.doubt)
                late = self._given(pending.entry, None, Way.OWN, pending.doubt.said, said.who)
                self._stand(flat, late, pending.doubt.said)
            if waited and review == "unclear_result" and not alarm:
                return  # Only the room was said, and what waited for it is booked.
        way = Way.CHAIN if chain else Way.OWN if own is flat or own is None else Way.NEIGHBOUR
        if not said.who and not chain:
            voice = self._nameless(flat, said)
        self._stand(flat, self._given(entry, review, way, said, voice), shown)

    def _nameless(self, flat: Flat, said: Said) -> str:
        """Lines without names are voices of their own, but for one that says that it corrects."""
        if flat.standing and _correction().search(said.words):
            return flat.standing.reporter
        return f"#{self._number}"

    def _given(self, entry: Entry, review: str | None, way: Way, said: Said, voice: str) -> Given:
        self._number += 1
        result = entry.result or UNCLEAR
        if result == UNCLEAR and review is None:
            review = "unclear_result"
        counts = {name: entry.values.get(name) for name in self._form.values}
        late = self._deadline is not None and said.time is not None and said.time > self._deadline
        at = said.time.isoformat() if said.time else ""
        return Given(str(self._number), result, counts, review, alarms(self._form, entry), way, voice, at, late)

    def _stand(self, flat: Flat, given: Given, said: Said) -> None:
        now = flat.standing
        if now is not None and now.given and _says_nothing_new(now, given):
            self.repeated += 1
            return
        flat.standing = settle(now, given, vacant=flat.vacant)
        flat.voices.append(Voice(given, said))
        self._last.setdefault(said.who, []).append((flat, given.answer))

    def _doubt(self, page: Page, room: str | None, reason: str, said: Said, alarm: bool = False) -> Doubt | None:
        doubt = Doubt(room, str(reason), said, alarm)
        if any((one.said.who, one.said.words, one.reason) == (said.who, said.words, reason) for one in page.doubts):
            self.repeated += 1
            return None
        page.doubts.append(doubt)
        return doubt

    # 接龙, photographs, and answers taken back.

    def _fresh(self, entries: list[Entry], said: Said) -> set[int]:
        """Which lines of a snapshot say something new; what its own author took out is withdrawn."""
        keys = [(*(part or "" for part in _place(entry)), _squeezed(entry)) for entry in entries]
        fresh: set[int] = set()
        for index, (key, entry) in enumerate(zip(keys, entries, strict=True)):
            line = self._lines.get(key)
            if line is None or (line.gone and line.author == said.who):
                flat = self._places.locate(entry, said, chain=True)[1]
                self._lines[key] = _Line(said.who, flat)
                fresh.add(index)
        present = {id(line.flat) for key in keys if (line := self._lines[key]).flat is not None}
        for key, line in self._lines.items():
            if said.who and line.author == said.who and key not in keys and not line.gone:
                line.gone = True
                now = line.flat.standing if line.flat else None
                own = now is not None and now.way == Way.CHAIN and now.reporter == said.who
                if line.flat and now and own and id(line.flat) not in present:
                    self._take_back(line.flat, now)
        return fresh

    def _media(self, said: Said) -> bool:
        """A photograph of a household that has not answered is no answer, but a person may read it."""
        flat = self._places.home(said.who)
        if flat is None or flat.answered:
            return False
        entry = Entry(self._form.name, None, None, None, result=UNCLEAR)
        self._stand(flat, self._given(entry, Review.MEDIA, Way.MEDIA, said, said.who), said)
        return True

    def _withdraw(self, said: Said) -> bool:
        """Take back what the writer answered last."""
        if not said.who:
            return self._doubt(self._places.page(self._building or ""), None, "who_withdraws", said) is not None
        for pending in self._pending.pop(said.who, []):
            pending.page.doubts.remove(pending.doubt)
        last = self._last.pop(said.who, [])
        for flat, answer in last:
            if flat.standing is not None and flat.standing.answer == answer:
                self._take_back(flat, flat.standing)
        return bool(last)

    @staticmethod
    def _take_back(flat: Flat, current: Standing) -> None:
        """What others had answered before stands again."""
        before: Standing | None = None
        for voice in flat.voices:
            if voice.given.answer == current.answer:
                voice.gone = True
            elif not voice.gone and voice.given.reporter != current.reporter:
                before = settle(before, voice.given, vacant=flat.vacant)
        flat.standing = take_back(current, before)


def alarms(form: Form, entry: Entry) -> bool:
    """Whether a positive is in question."""
    answer = form.answers.get(entry.result)
    counted = any(bool(entry.values.get(name)) for name, known in form.answers.items() if known.alarm)
    return bool(answer and answer.alarm) or counted or bool(entry.values.get("suspect"))


def _says_nothing_new(now: Standing, given: Given) -> bool:
    same = (now.result, now.review, now.alarm) == (given.result, given.review, given.alarm)
    return same and (now.counts == given.counts or (given.way is Way.CHAIN and not any(given.counts.values())))


def _place(entry: Entry) -> tuple[str | None, str | None, str | None]:
    return entry.building, entry.unit, entry.room


def _squeezed(entry: Entry) -> str:
    return "".join(entry.words.split())


def _twice(entries: list[Entry]) -> dict[tuple[str | None, str | None, str | None], set[str]]:
    """Places that one list names twice in different words, with the names beside them: voices, not a correction."""
    words: dict[tuple[str | None, str | None, str | None], dict[str, str]] = {}
    for entry in entries:
        words.setdefault(_place(entry), {})[_squeezed(entry)] = entry.name or ""
    return {place: set(names.values()) for place, names in words.items() if len(names) > 1}


def _words(said: Said, entry: Entry, of: int) -> Said:
    """What is shown of a message: all of it where it is short and about one household, else what was read of it."""
    if of == 1 and len(said.words) <= _SHORT:
        return said
    return Said(said.who, entry.words or said.words[:_SHORT], said.time)


def _label(entry: Entry) -> str | None:
    return "-".join(part for part in (entry.building, entry.unit, entry.room) if part) if entry.room else None


@cache
def _correction() -> re.Pattern[str]:
    return re.compile(any_of(reading_words().correction))
