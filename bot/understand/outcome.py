"""From the words about one household to its answer: result, people by result, and whether a person must look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.understand.context import Context
from bot.understand.counting import Counts, count_people
from bot.understand.form import Form
from bot.understand.household import Household
from bot.understand.leaning import turned_out
from bot.understand.marks import may_be_plus
from bot.understand.of_whom import RETRACTED, some_left_out
from bot.understand.scan import Scanner
from bot.understand.segments import Segment
from bot.understand.tokens import Kind, Token
from bot.understand.weight import LINGERING, LITTLE, LOOK, NOT_A_COUNT, STORY, SURE
from bot.understand.when_tested import tells_of_test

UNCLEAR = "unclear"
SUSPECT = "suspect"  # in Entry.values: an alarm is in question, though the result does not say so


@dataclass(slots=True)
class Reading:
    """What one segment says. ``result`` is an answer's name or "unclear"; ``loose`` where it may all be talk."""

    result: str
    values: dict[str, Any]
    review: str | None = None
    same: bool = False
    loose: bool = False


def read_outcome(
    segment: Segment, voided: dict[int, str], text: str, form: Form, scanner: Scanner, context: Context
) -> Reading | None:
    """Return the answer in ``segment``, or None where it holds none."""
    return _Outcome(segment, voided, text, form, scanner, context).read()


class _Outcome(Household):
    def read(self) -> Reading | None:
        if Kind.SAME in self.kinds and all(token.weak for token in self.valid):
            same = Reading(UNCLEAR, self._values(Counts()), "same_as_before", same=True)
            return same if self.context.collecting else None
        if not self.valid:
            return self._doubtful() or self._counted_only()
        if self.explicit and self._of_goods():
            return self._look("two_meanings", True)
        reading = self._result(count_people(self.tokens, self.voided, self.text))
        return self._weigh(reading) or self._doubtful()

    def _look(self, review: str, suspect: bool) -> Reading:
        values = self._values(Counts())
        if suspect:
            values[SUSPECT] = True
        return Reading(UNCLEAR, values, review)

    def _doubtful(self) -> Reading | None:
        """Answers that do not count may still mean that somebody must look."""
        told = [token for token in self.answers if self._alarm(token) and self._announced(token)]
        if told:
            return Reading(told[0].answer, self._values(Counts()), "unclear_result")
        looks = [
            self._alarm(token) is (reason != "negated")
            for token in self.answers
            if (reason := self.voided.get(token.start)) and self._worth_a_look(token, reason, self._alarm(token))
        ]
        if looks:
            return self._look("unclear_result", any(looks))
        if self.answers and self.context.collecting and self.context.home and self._denied():
            return self._look("unclear_result", True)  # 你们阴，我家不是
        asked = sum(self._suspicious(token) and self.voided.get(token.start) == "question" for token in self.answers)
        if (
            asked
            and (asked > 1 or self._shown() or self._of_oneself() or self._is_such())
            and self.context.collecting
            and self.context.home
        ):
            return self._look("unclear_result", True)
        return None

    def _counted_only(self) -> Reading | None:
        """502 3人, or a room alone, while the form is collected: an answer without its result."""
        if not self.context.collecting or not self.segment.places or self.answers:
            return None
        if self._said > 0 or (not self._counted() and any(t.kind is Kind.FILLER and t.number for t in self.tokens)):
            return None
        if any(clause.kinds & NOT_A_COUNT for clause in self.segment.clauses):
            return None
        return self._look("unclear_result", False)

    def _result(self, counts: Counts) -> Reading:
        names, answers = self._told_of(counts), self.form.answers
        values = self._values(counts)
        review = "count_mismatch" if counts.mismatch else None
        if review and any(people == 0 and answers[name].alarm for name, people in counts.by_answer.items()):
            values[SUSPECT] = True
        if len(names) > 1 and (Kind.ATTEMPT in self.kinds or self._disowned()):
            review = "two_meanings"
        if some_left_out(self.tokens):
            review = review or self._left_out(values, names)
        if not names:
            return self._look("unclear_result", False)  # 0阳, and not a word about the others
        if any(answers[name].review for name in names):
            # 若隐若现 may be a positive; who could not make anything out (看不清, a weak word) only has to look again.
            return self._look("unclear_result", any(not token.weak for token in self.valid))
        alarms = [name for name in names if answers[name].alarm]
        if self.form.reader == "choice":
            result = alarms[0] if alarms else names[0]
            review = review or ("two_meanings" if len(names) > 1 else None)
            return Reading(result, values, review)
        if alarms:
            bare = len(names) > 1 and not counts.members and counts.unsaid()
            return Reading(alarms[0], values, review or ("two_meanings" if bare else None))
        if len(names) == 1:
            return Reading(names[0], values, review)
        if "invalid" in names:
            return Reading("invalid", values, review or ("two_meanings" if self._both_of_one(counts) else None))
        settled = {"negative", "untested"}.issuperset(names)
        return Reading("partial", values, review or (None if settled else "two_meanings"))

    def _both_of_one(self, counts: Counts) -> bool:
        """没线，阴: no valid test and a result of nobody in particular; T没有，C没有 tells of the lines of one test."""
        if counts.members or self._counted() or Kind.REST in self.kinds:
            return False
        told = (self.text[token.start : token.end] for token in self.valid if token.answer == "negative")
        return any("t" not in words and "c" not in words for words in told)

    def _told_of(self, counts: Counts) -> list[str]:
        """The answers that somebody gave; 只有我阴，其他都阳 is no unsure one."""
        answers, of_people = self.form.answers, self.form.values
        gone = {name for name, answer in answers.items() if not answer.review and name not in of_people}  # 0人 外地
        names = [name for name, people in counts.by_answer.items() if people != 0 or name in gone]
        if Kind.REST in self.kinds and any(answers[name].alarm for name in names):
            return [name for name in names if not answers[name].review]
        return names

    def _values(self, counts: Counts) -> dict[str, Any]:
        """The form's numbers. Where all people are accounted for, the answers nobody gave are 0; else None."""
        if self.form.reader == "choice":
            return {}
        total = counts.total if counts.by_answer or counts.total is not None else None
        complete = (
            total is not None
            and bool(counts.by_answer)
            and not counts.mismatch
            and None not in counts.by_answer.values()
        )
        values: dict[str, Any] = {}
        for name in self.form.values:
            if name not in self.form.answers:
                values[name] = total
            else:
                values[name] = counts.by_answer.get(name, 0 if complete else None)
        return values

    def _weigh(self, reading: Reading) -> Reading | None:
        """How sure: what else is said beside the answer, and what was said and does not count."""
        alarm = reading.result in self.form.answers and self.form.answers[reading.result].alarm
        other, where = self._other, "explicit" if self.explicit else "home"
        if not alarm and (
            self._crossed() or self._denied() or self._trails_off() or self._undone() or self._contradicted(reading)
        ):
            reading.review = reading.review or "two_meanings"
            reading.values[SUSPECT] = True
        if self._of_things(reading) or not (self.context.collecting or self._worth_it(alarm, other)):
            return None
        if not self.explicit and not self.context.chain:
            if not self._pure(alarm, other):
                unsure = alarm or reading.review == "unclear_result"
                return self._look("two_meanings", alarm) if unsure and self._own and not self._of_something() else None
            weak = alarm and all(token.weak for token in self.valid)
            if alarm and self._said > (0 if weak else 2) and not self._own and not self._counted():
                reading.review = reading.review or "two_meanings"
        odd = self._odd()
        if other > (0 if odd else SURE[where]) or (odd and self._greeted()):
            if not alarm and other > LOOK[where]:
                return None
            reading.review = reading.review or "two_meanings"
        if self.segment.away:
            reading.review = reading.review or "no_room"
        if (alarm and self._second_hand()) or (len(self.segment.places) > 1 and not self._shared()):
            reading.review = reading.review or "two_meanings"
        return reading

    def _contradicted(self, reading: Reading) -> bool:
        if not self.voided:
            return False
        return any(self._contradicts(token, reading) for token in self.answers)

    def _contradicts(self, token: Token, reading: Reading) -> bool:
        """Whether an answer that does not count leaves ``reading`` (no alarm) in doubt: 刚才报的阴看早了，阴."""
        reason = self.voided.get(token.start)
        if reason == RETRACTED and token.start > self.valid[-1].start:
            return True  # 外公阴，外婆没做（手抖: what is right is not said
        if reason == RETRACTED or (reason == "negated" and not self._alarm(token)):
            return token.answer == reading.result  # 娃阴我不阴
        if reason == "weak":
            unsure = self.form.answers[token.answer].review and reading.result != "invalid"
            plain = self._said_plainly(token) or turned_out(self.tokens, token, self.text)
            return self.context.collecting and (unsure or (self._alarm(token) and plain))
        # 阴。等等，好像又多了一条; 阴，昨天核酸混管阳
        unsure = reason == "doubt" or (reason == "past" and token.start > self.valid[-1].start)
        return reason in LINGERING and (self._suspicious(token) if unsure else self._alarm(token))

    def _second_hand(self) -> bool:
        """1605阳了！群里看到的; 居委通知我家阳了; 家里有人阳了怎么上报, which may only ask what would be done."""
        if self.explicit and Kind.HEARSAY in self.kinds:
            return True
        told = self.explicit or Kind.MEMBER in self.kinds or self._counted()
        return self._was_told() or (not told and {Kind.EXISTS, Kind.WHAT_NOW} <= self.kinds)

    def _was_told(self) -> bool:
        """Others say so, and the household only passes it on; 我阳了，居委通知的 is its own word."""
        if Kind.ANNOUNCED not in self.kinds:
            return False
        said = next(token.start for token in self.tokens if token.kind is Kind.ANNOUNCED)
        return all(token.start > said for token in self.valid if self._alarm(token))

    def _crossed(self) -> bool:
        """Whether a plus may be somebody's answer that is not read as one."""
        if Kind.PLUS not in self.kinds:
            return False
        marked = any(self.text[token.start : token.end].strip("-") == "" for token in self.valid)
        return may_be_plus(self.tokens, marked=marked)

    def _odd(self) -> bool:
        """Whether a number of its own message is the room only because it stands where one would: 110."""
        places = self.segment.places
        return bool(places) and not self.context.chain and any(place.odd for place in places)

    def _greeted(self) -> bool:
        """Whether words stand before the room: 一共 100 都阴."""
        return self.segment.tokens[0].kind is Kind.FILLER

    def _of_things(self, reading: Reading) -> bool:
        """家里没人，快递放门口: that nobody is in, or nothing was got, is said of something else."""
        told = [token for token in self.valid if token.answer == reading.result]
        alone = reading.result not in self.form.values or all(token.alone for token in told)
        answer = self.form.answers.get(reading.result)
        return bool(answer and answer.alone and not answer.plain_of_all and alone) and any(
            Kind.DECOY in clause.kinds for clause in self.segment.clauses
        )

    def _worth_it(self, alarm: bool, other: int) -> bool:
        """Nothing is being collected: only a named room, or a positive of the writer's own, is more than chatter."""
        if self.explicit:
            return alarm or other <= 6
        return alarm and ((self._own and self._said <= STORY) or other <= 2)

    def _pure(self, alarm: bool, other: int) -> bool:
        """Without a room in the text: 没问题，我来 is no answer, and who has no room at all must say little else."""
        if self._said > 0 and all(token.weak for token in self.valid) and not self._agreed_or_named():
            return alarm and self._alone()
        return alarm or self.context.home is not None or other <= 2

    def _agreed_or_named(self) -> bool:
        """没中，一条: two vague words that say the same, each in a clause that says nothing else; 我的是一条."""
        if all(self._of_a_head(token) for token in self.valid):
            return self._said <= LITTLE or any(self._alarm(token) or self._firm(token) for token in self.valid)
        plain = {id(self._clauses[token.start]) for token in self.valid if self._said_plainly(token)}
        if any(id(clause) in plain and self._names_test(clause) for clause in self.segment.clauses):
            return True  # 对了，抗原一条
        if any(self._firm(token) and self._said_plainly(token) for token in self.valid) and (
            tells_of_test(self.text[self.segment.start() : self.segment.end()], self.form.signs.about)
        ):
            return True  # 夜班回来测了，还是一道
        return len(plain) > 1 and len({token.answer for token in self.valid}) == 1

    def _left_out(self, values: dict[str, Any], names: list[str]) -> str | None:
        """How many they are is not said then; nor is it said of those left out whether they are an alarm."""
        counted = any(values.get(name) is not None for name in self.form.values if name not in self.form.answers)
        values.update(dict.fromkeys(name for name in self.form.values if name in self.form.answers))
        if any(self.form.answers[name].alarm for name in names):
            return "count_mismatch" if counted else None
        values[SUSPECT] = True
        return "two_meanings"

    def _alone(self) -> bool:
        """还是两条: little else is said, and nothing of what there would be two."""
        return self._said <= LITTLE and not self._of_something()

    def _of_something(self) -> bool:
        """两条新裤子: what follows says of what there are two."""
        ends = {token.end for token in self.valid}
        followed = any(token.kind is Kind.OTHER and token.start in ends for token in self.tokens)
        return followed or Kind.DECOY in self.kinds

    def _of_goods(self) -> bool:
        """我要牛肉两条，1903; 两条肠粉，1402: vague words, and right beside each of them what there are two of."""
        others = [token for token in self.tokens if token.kind is Kind.OTHER]
        edges = {token.start for token in others} | {token.end for token in others}
        beside = all(token.weak and (token.start in edges or token.end in edges) for token in self.valid)
        return beside and any(map(self._alarm, self.valid))

    def _shared(self) -> bool:
        return self.segment.listed and not self._counted() and (Kind.WHOLE in self.kinds or self.segment.joined)
