"""From what a message means to booked answers: whose household it is, how it came, and what a person must look at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.answers import UNCLEAR, Given, Review, Way
from bot.call import Call
from bot.collecting.chains import changed_lines
from bot.collecting.places import MATTERS, OTHER_BUILDING, Place, find_place, unit_not_building
from bot.collecting.taking_back import take_back
from bot.understand import Entry, Meaning
from data.collections import given_of
from data.directory import Household
from data.rounds import Collection
from data.store import stamp


@dataclass(slots=True)
class Booked:
    """What became of one entry. ``place`` is (building, unit, room); the room is "" where it is not known."""

    place: tuple[str, str, str]
    collection: str | None
    new_alarm: bool = False
    certain: bool = True
    late: str | None = None
    ask_room: bool = False


@dataclass(slots=True)
class Answering:
    """Books the entries of one message for one form."""

    call: Call
    form: str
    way: Way | None = None
    counted: int = 0
    results: list[Booked] = field(default_factory=list)

    def book(self, meaning: Meaning) -> list[Booked]:
        """Book every entry; return what others must hear of."""
        here = self.call.group.building if self.call.group else None
        for entry in meaning.entries:
            if unit_not_building(self.call, entry, here) and meaning.review == OTHER_BUILDING:
                meaning.review = None
        entries = meaning.entries
        if meaning.chain:
            entries = self._news(meaning)
        for entry in entries:
            doubt = entry.review or meaning.review
            self._book(entry, doubt, chain=meaning.chain, alone=len(meaning.entries) == 1)
        return self.results

    def book_one(self, entry: Entry) -> None:
        """Book one entry that somebody with a role typed."""
        self._book(entry, entry.review, chain=False, alone=True)

    def overhear(self, meaning: Meaning) -> list[Booked]:
        """Of what is said where nothing is collected, the positives of a home; nothing is booked."""
        for entry in meaning.entries:
            if not entry.room or not self._alarms(entry) or self._repeated():
                continue
            place = find_place(self.call, entry)
            collection = self._collection(place.building) if place.building else None
            home = place.home
            standing = self.call.work.collections.standing(collection, home) if collection and home else None
            if standing is None or not standing.given or not standing.alarm:
                unit, room = (home.unit, home.room) if home else ("", "")
                certain = not (entry.review or meaning.review or place.review)
                self.results.append(Booked((place.building, unit, room), None, new_alarm=True, certain=certain))
        return self.results

    def _collection(self, building: str) -> Collection | None:
        """The round that takes an answer from there; where "there" is not known, one in which it can wait."""
        collections, at = self.call.work.collections, self.call.message.at
        if building and self.form:
            return collections.round_of(self.form, building, at)
        taking = collections.taking(building, at) if building else collections.taking_anywhere(self.form, at)
        return next(iter(taking), None)

    def _book(self, entry: Entry, review: str | None, *, chain: bool, alone: bool) -> None:
        place = find_place(self.call, entry, tied=self.way is None)
        collection = self._collection(place.building)
        alarm = self._alarms(entry)
        if collection is None:
            if alarm and self.way is not Way.RESOLVED and not self._repeated():
                room = place.home.room if place.home else ""
                unit = place.home.unit if place.home else ""
                # Whether it is certain or not, a positive that nobody asked for still alerts.
                self.results.append(
                    Booked((place.building, unit, room), None, new_alarm=True, certain=not (review or place.review))
                )
            return
        review = self._reason(place, review)
        way = self._way(place.home, alone=alone, chain=chain)
        given = self._given(entry, review, alarm, way, collection, place.home)
        if place.home is None:
            self._unplaced(collection, place, given)
        else:
            self._stand(collection, place.home, given)

    def _repeated(self) -> bool:
        since = self.call.message.at - timedelta(minutes=self.call.kit.settings.repeat_minutes)
        return self.call.work.inbox.said_before(self.call.message, since)

    @staticmethod
    def _reason(place: Place, words: str | None) -> str | None:
        """Why a person must look. What only the reader did not know, whose home it is, the engine may know."""
        if place.home is None and words not in MATTERS:
            # What is doubtful in the words stays so once the home is known.
            return words or place.review
        if place.home is not None and words in MATTERS and words != OTHER_BUILDING:
            words = None
        return words if words == OTHER_BUILDING and place.home is not None else place.review or words

    def _way(self, home: Household | None, *, alone: bool, chain: bool) -> Way:
        if self.way is not None:
            return self.way
        people = self.call.work.people
        ties = people.ties(self.call.sender)
        own = home is not None and any(
            (t.building, t.unit, t.room) == (home.building, home.unit, home.room) for t in ties
        )
        if chain:
            return Way.CHAIN
        if home is not None and not ties and alone:
            people.tie(self.call.sender, (home.building, home.unit, home.room), "text")
            own = True
        return Way.OWN if own or not ties else Way.NEIGHBOUR

    def _alarms(self, entry: Entry) -> bool:
        form = self.call.kit.forms[entry.form]
        answer = form.answers.get(entry.result)
        if entry.values.get("suspect"):
            return True
        return bool(answer and answer.alarm) or any(
            bool(entry.values.get(name)) for name, known in form.answers.items() if known.alarm
        )

    def _given(
        self, entry: Entry, review: str | None, alarm: bool, way: Way, collection: Collection, home: Household | None
    ) -> Given:
        form = self.call.kit.forms[entry.form]
        result, values = entry.result or UNCLEAR, entry.values
        if entry.same and home is not None:
            before = self._round_before(collection, home)
            if before is not None:
                result, values, alarm = before.result, before.counts, before.alarm
                review = None if review == "same_as_before" else review
        at = self.call.message.at
        late = collection.late(at)
        counts = {name: values.get(name) for name in form.values}
        answer = self.call.work.collections.answer_id(self.call.message.seq)
        if result == UNCLEAR and review is None:
            review = "unclear_result"
        return Given(answer, result, counts, review, alarm, way, self.call.sender, stamp(at), late)

    def _round_before(self, collection: Collection, home: Household) -> Any:
        rounds = [
            one for one in self.call.work.collections.all()
            if one.form == collection.form and one.number < collection.number and home.building in one.buildings
        ]  # fmt: skip
        if not rounds:
            return None
        standing = self.call.work.collections.standing(rounds[-1], home)
        return standing if standing and standing.given and not standing.review else None

    def _stand(self, collection: Collection, home: Household, given: Given) -> None:
        collections = self.call.work.collections
        current = collections.standing(collection, home)
        if given.review == OTHER_BUILDING and current is not None and current.given and not given.alarm:
            # Whoever lives there has answered: the stray line waits for the relay without disturbing that answer.
            collections.unplaced(collection, home.building, given, self.call.message.seq)
            return
        if current is not None and current.given and _says_nothing_new(current, given):
            self.counted += 1
            return
        before, after = collections.book(collection, home, given, self.call.message.seq)
        self.counted += 1
        self.results.append(
            Booked(
                (home.building, home.unit, home.room), collection.id,
                new_alarm=after.alarm and not (before is not None and before.given and before.alarm),
                certain=after.review is None, late=collection.id if given.late else None,
            )
        )  # fmt: skip

    def _unplaced(self, collection: Collection, place: Place, given: Given) -> None:
        """Nothing is lost: it waits for its sender to say which home it is, or for the relay to settle it."""
        collections = self.call.work.collections
        waiting = collections.unplaced_answers(collection, place.building, self.call.sender)
        said = (given.result, given.review)
        if any((one.result, one.review) == said and one.source != self.call.message.seq for one in waiting):
            return
        collections.unplaced(collection, place.building, given, self.call.message.seq)
        self.counted += 1
        ask = self.way is None and place.review in ("no_room", "which_home", "which_unit")
        self.results.append(
            Booked((place.building, "", ""), collection.id, new_alarm=given.alarm, certain=False, ask_room=ask)
        )

    # 接龙, photographs, and answers taken back.

    def _news(self, meaning: Meaning) -> list[Entry]:
        """Of a 接龙 snapshot, the lines that say something new; and withdraw what its author took out."""
        call = self.call
        if call.group is None or call.group.building is None:
            return meaning.entries
        collection = self._collection(call.group.building)
        if collection is None:
            return meaning.entries
        places = [find_place(call, entry) for entry in meaning.entries]
        lines = call.work.records.chain_lines(collection.id, call.group.id)
        fresh, gone, rows = changed_lines(call, collection.id, meaning.entries, [p.home for p in places], lines)
        call.work.records.keep_chain_lines(rows)
        for line in gone:
            for home in call.directory.find(line.building, line.unit or None, line.room):
                standing = call.work.collections.standing(collection, home)
                if standing is not None and standing.way == Way.CHAIN:
                    # A newer direct answer does not go with the line.
                    take_back(call, collection, home, "withdrawn")
        return fresh

    def media(self) -> None:
        """A photograph of a known household that has not answered."""
        call = self.call
        if call.group is None:
            return
        homes = call.work.people.homes(call.sender, call.group.building)
        for collection in call.work.collections.taking(call.group.building or "", call.message.at):
            if len(homes) != 1 or collection.status != "open":
                continue
            current = call.work.collections.standing(collection, homes[0])
            if current is None or not current.given:
                answer = call.work.collections.answer_id(call.message.seq)
                given = Given(answer, UNCLEAR, {}, Review.MEDIA, False, Way.MEDIA, call.sender, stamp(call.message.at))
                call.work.collections.book(collection, homes[0], given, call.message.seq)

    def place_waiting(self, building: str | None, unit: str | None, room: str) -> list[Booked]:
        """The sender said which home is his: what waited for that is booked as what it was."""
        call, collections = self.call, self.call.work.collections
        for collection in collections.current():
            for row in collections.unplaced_answers(collection, None, call.sender):
                where = [row.building] if row.building or building else collection.buildings
                homes = [home for here in where for home in call.directory.at(here, building, unit, room)]
                if len(homes) != 1 or row.building not in ("", homes[0].building):
                    continue
                collections.placed(row.id)
                self.counted += 1
                self._place(collection, homes[0], given_of(row))
        return self.results

    def _place(self, collection: Collection, home: Household, waiting: Given) -> None:
        call, collections = self.call, self.call.work.collections
        place = (home.building, home.unit, home.room)
        call.work.people.tie(call.sender, place, "text")
        review = None if waiting.review in MATTERS else waiting.review
        if waiting.result == UNCLEAR and review is None:
            review = "unclear_result"
        answer = collections.answer_id(call.message.seq)
        given = replace(waiting, answer=answer, review=review, way=Way.OWN, reporter=call.sender)
        # It waited wherever the form was collected; it counts where its home is asked.
        at_home = home.building in collection.buildings
        target = collection if at_home else collections.round_of(collection.form, home.building, call.message.at)
        if target is not None:
            self._stand(target, home, given)
        elif given.alarm:
            self.results.append(Booked(place, None, new_alarm=True, certain=review is None))


def _says_nothing_new(current: Any, given: Given) -> bool:
    """The same words once more are one answer; a 接龙 line that repeats what stands says nothing either."""
    if given.way is Way.RESOLVED:
        return False
    same = (current.result, current.review, current.alarm) == (given.result, given.review, given.alarm)
    return same and (current.counts == given.counts or (given.way is Way.CHAIN and not any(given.counts.values())))
