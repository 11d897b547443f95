"""The words about one household, and which of those that do not count are worth a look all the same."""

from __future__ import annotations

from bisect import bisect_left

from bot.understand.clauses import answered, asks_about
from bot.understand.context import Context
from bot.understand.form import Form
from bot.understand.heads import answer_at_once
from bot.understand.leaning import doubts_a_test, forbids, lacks
from bot.understand.marks import with_marks
from bot.understand.of_whom import LAUGHED, RETRACTED, TOPIC
from bot.understand.scan import Scanner
from bot.understand.segments import Segment
from bot.understand.tokens import Clause, Kind, Token
from bot.understand.weight import LOOK, QUESTION_MARKS, STORY, hardly_more, weight
from bot.understand.words import reading_words

_A_REMARK = 6  # characters in which somebody says that it is otherwise now
_UNTESTED = "untested"
_A_FEW = 2  # characters nobody taught us that change nothing
_OF_OTHERS = frozenset({Kind.OTHERS, Kind.NEIGHBOURS, Kind.BUILDING, Kind.FLOOR, Kind.PLACE})
_OF_ONESELF = frozenset({Kind.OWN, Kind.MEMBER, Kind.CORRECTION, Kind.RETRACTING})
_OF_OTHERS_BESIDE = frozenset({Kind.OTHERS, Kind.NEIGHBOURS})
_OF_US = frozenset({Kind.MEMBER, Kind.OWN})
_DENIED = _OF_US | {Kind.PRONOUN, Kind.NEGATION, Kind.FILLER, Kind.COMMA, Kind.STOP, Kind.OTHER, Kind.POSSESSIVE}
_OF_WHOM_OR_WHETHER = frozenset({Kind.MEMBER, Kind.DOUBT})
_SAYING_SO = _OF_US | {Kind.PLACE, Kind.DEFINING, Kind.FILLER, Kind.COMMA, Kind.STOP}
_UNSAID = frozenset({Kind.MEMBER, Kind.DOUBT, Kind.NEGATION, Kind.FILLER, Kind.COMMA, Kind.STOP})
_TRAILING = frozenset({"…", "……", "..", "。。"})
_TOLD = frozenset({"announced", "general", "hearsay"})
_MENTIONED = frozenset({"negated", "past", "joke", LAUGHED, "decoy", "glued"})


class Household:
    """What ``segment`` of ``text`` says; ``voided`` are the answers in it that do not count, and why."""

    def __init__(
        self, segment: Segment, voided: dict[int, str], text: str, form: Form, scanner: Scanner, context: Context
    ) -> None:
        self.segment, self.text, self.form, self.context = segment, text, form, context
        self._answered: dict[int, Clause] | None = None
        self.explicit = bool(segment.places) or segment.neighbour
        tokens = with_marks(segment, scanner, text) if context.collecting else segment.tokens
        self.tokens = tokens
        self.answers: list[Token] = []
        self.kinds: set[Kind] = set()
        self._said = 0  # characters nobody taught us, in all that is said of this household
        for token in tokens:
            kind = token.kind
            self.kinds.add(kind)
            if kind is Kind.ANSWER:
                self.answers.append(token)
            elif kind is Kind.OTHER:
                self._said += token.number
        # Whether the text says whose answer it is: a room, or the writer's own household.
        self._own = self.explicit or not self.kinds.isdisjoint(_OF_ONESELF) or self._of_all()
        self.voided = self._as_meant(voided) if voided else {}
        self._void_weak(voided)
        self.valid = [token for token in self.answers if token.start not in self.voided]

    def _void_weak(self, voided: dict[int, str]) -> None:
        """A vague word counts only while the form is collected, and beside no plain answer."""
        weak = [token for token in self.answers if token.weak]
        plain = [token for token in self.answers if not token.weak and token.start not in voided]
        if not weak or (self.context.collecting and not plain):
            return
        told = {self.text[one.start + 1 : one.end] for one in plain}
        owed = all(token.answer == _UNTESTED for token in plain)  # 三个一条，还有一个没测
        for token in weak:
            kept = self._of_a_head(token) or self._said_again(token, told)
            if not kept and not (owed and self._firm(token) and self._said_plainly(token)):
                self.voided.setdefault(token.start, "weak")

    def _said_again(self, token: Token, plain: set[str]) -> bool:
        """今早两条，我妈也两条: a vague word that somebody has too by one of ``plain``."""
        if self._firm(token) and self.context.collecting and hardly_more(self._clauses.get(token.start)):
            return True
        return self.text[token.start : token.end] in plain and self._said_plainly(token)

    def _of_all(self) -> bool:
        """全家, not only 都."""
        return Kind.WHOLE in self.kinds and any(one.kind is Kind.WHOLE and one.number for one in self.tokens)

    def _as_meant(self, voided: dict[int, str]) -> dict[int, str]:
        """``voided``, but a plain answer that somebody laughs beside is meant: 全阴，轮到我做饭了哈哈."""
        if LAUGHED not in voided.values() or self.kinds & _OF_OTHERS_BESIDE:
            return dict(voided)
        meant = {
            token.start
            for token in self.answers
            if not token.weak and not self._suspicious(token) and self._said_plainly(token)
        }
        return {start: reason for start, reason in voided.items() if reason != LAUGHED or start not in meant}

    def _of_a_head(self, token: Token) -> bool:
        """老婆两条杠，我一条: a vague word that is said of somebody of the household, and nothing else with it."""
        clause = self._clauses.get(token.start)
        named = clause is not None and (Kind.MEMBER in clause.kinds or self._is_counted(clause, token))
        return self.context.collecting and named and self._said_plainly(token)

    def _is_counted(self, clause: Clause, token: Token) -> bool:
        """一人中了: right behind a number of people."""
        return any(one.kind in (Kind.PEOPLE, Kind.NUMBER) and one.end == token.start for one in clause.tokens)

    def _said_plainly(self, token: Token) -> bool:
        """Whether every word of the clause of ``token`` is known."""
        clause = self._clauses.get(token.start)
        return clause is not None and not any(one.kind is Kind.OTHER for one in clause.tokens)

    def _firm(self, token: Token) -> bool:
        """我一条; not 我没问题, which may be said of anything."""
        return self.text[token.start : token.end] in self.form.answers[token.answer].plain_of_all

    def _names_test(self, clause: Clause) -> bool:
        words = self.form.words
        return any(token.kind is Kind.FILLER and self.text[token.start : token.end] in words for token in clause.tokens)

    def _alarm(self, token: Token) -> bool:
        return self.form.answers[token.answer].alarm

    def _suspicious(self, token: Token) -> bool:
        return self._alarm(token) or self.form.answers[token.answer].review

    @property
    def _other(self) -> int:
        """Characters nobody taught us, in the clauses that carry the answers."""
        if len(self.segment.clauses) == 1:
            return self._said
        clauses = [
            clause for clause in self.segment.clauses if Kind.ANSWER in clause.kinds or Kind.PLACE in clause.kinds
        ]
        within = {id(token) for token in self.segment.tokens}
        return sum(weight(clause, within) for clause in clauses or self.segment.clauses)

    def _counted(self) -> bool:
        return Kind.PEOPLE in self.kinds or Kind.NUMBER in self.kinds

    def _worth_a_look(self, token: Token, reason: str, alarm: bool) -> bool:
        own, collecting = self._own, self.context.collecting
        near = self.context.home is not None and self._said <= 2
        if reason == "doubt":
            return (alarm or collecting) and (own or near or (collecting and self._other <= LOOK["home"]))
        if reason == "exists":
            return (collecting and near) or (self._counted() and self._said <= STORY and self.context.home is not None)
        if reason == TOPIC:
            return alarm and any(word in self.text for word in self.form.words)
        if reason in _TOLD:
            return self._suspicious(token) and self._told(token, reason)
        if reason == RETRACTED or reason == "elsewhere":
            return collecting or (alarm and own)
        if reason == "question":
            if self._wonders():
                return alarm or collecting
            return alarm and ((own and not self._asked(token)) or (self._wondering and (own or (collecting and near))))
        if reason == "past" and collecting and (self.explicit or self._otherwise_now()):
            return True
        if reason not in _MENTIONED or not (own or ((alarm or reason == "negated") and self._is_short())):
            return False
        return (alarm and (self.explicit or collecting)) or (collecting and reason in ("negated", "glued"))

    def _otherwise_now(self) -> bool:
        """昨天阴，今天不好了."""
        return self.context.home is not None and Kind.NOW in self.kinds and self._said <= _A_REMARK

    def _announced(self, token: Token) -> bool:
        """居委通知702阳性: who says so knows, but it is not the household that says it."""
        return self._own and self.voided.get(token.start) == "announced"

    def _told(self, token: Token, reason: str) -> bool:
        """Whether an alarm that is told of people may be the household's own."""
        if reason == "announced":
            return self._own
        if reason == "general":
            return self._own and not self.segment.neighbour
        if not self.context.collecting:
            return self.context.home is not None and self._said <= _A_FEW and self._of_the_writer(token)
        return self._of_the_writer(token) or self._names_home()

    def _wonders(self) -> bool:
        """401 阳?: a room, an answer and a mark is an unsure answer; a question has more words (401阳了吗).

        In a list whoever writes a line answers.
        """
        if not self.explicit:
            return False
        if self.context.chain:
            return True
        asking = [one for clause in self.segment.clauses for one in clause.tokens if one.kind is Kind.QUESTION]
        return self._said == 0 and all(self.text[one.start : one.end] in QUESTION_MARKS for one in asking)

    def _of_oneself(self) -> bool:
        """我这算不算阳啊: hardly a word more than the writer, the question and the answer."""
        return self._own and not self.explicit and self._said == 0

    def _is_such(self) -> bool:
        """一深一浅算啥？我家1207就是: the writer's own test is what is asked about."""
        return any(
            Kind.DEFINING in clause.kinds and clause.kinds & (_OF_US | {Kind.PLACE}) and clause.kinds <= _SAYING_SO
            for clause in self.segment.clauses
        )

    def _shown(self) -> bool:
        """The writer asks about a test in hand: 这个是不是两条杠."""
        return Kind.SHOWN in self.kinds

    def _of_the_writer(self, token: Token) -> bool:
        """医生说我是阳性: said by others, but of the writer or the own home."""
        index = bisect_left(self.tokens, token.start, key=lambda one: one.start)
        of_the_writer = False
        for one in reversed(self.tokens[:index]):
            if one.kind is Kind.HEARSAY:
                return of_the_writer
            if one.kind in _OF_OTHERS and not self._is_home(one):
                return False
            of_the_writer = (
                of_the_writer
                or one.kind is Kind.PLACE
                or one.kind is Kind.OWN
                or (one.kind is Kind.MEMBER and _short(one))
            )
        return False

    def _names_home(self) -> bool:
        """803新增一个阳, said by 803."""
        home = self.context.home
        return home is not None and any(place.room == home.room for place in self.segment.places)

    def _is_home(self, token: Token) -> bool:
        home = self.context.home
        return home is not None and token.place is not None and token.place.room == home.room

    @property
    def _clauses(self) -> dict[int, Clause]:
        if self._answered is None:
            self._answered = answered(self.segment.clauses)
        return self._answered

    @property
    def _wondering(self) -> bool:
        return any(Kind.WHAT_NOW in clause.kinds for clause in self.segment.clauses)

    def _is_short(self) -> bool:
        return self.context.collecting and self._other <= 4

    def _denied(self) -> bool:
        """我是一条，老婆不是: somebody of the household has not the answer that is read."""
        for clause in self.segment.clauses:
            if Kind.NEGATION not in clause.kinds or not clause.kinds & _OF_US or not clause.kinds <= _DENIED:
                continue
            said = sum(token.number for token in clause.tokens if token.kind is Kind.OTHER)
            if said <= _A_FEW and not lacks(clause, self.text) and not forbids(clause, self.text):
                return True
        return False

    def _disowned(self) -> bool:
        """我们两个都阴，我阳: of himself the writer tells otherwise than of all of them together."""
        ours = ""
        for before, people, token in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            if before.kind is Kind.OWN and people.kind is Kind.PEOPLE and before.end == people.start:
                ours = answer_at_once(self.tokens, token, self.voided)
            elif ours and people.kind is Kind.MEMBER and _short(people) and token.kind is Kind.ANSWER:
                again = token.answer if token.start not in self.voided else ours
                if again != ours:
                    return True
        return False

    def _undone(self) -> bool:
        """阴不住了, 一条杠没了: words right behind an answer take it away again."""
        undoing = tuple(reading_words().undoing)
        return any(self.text.startswith(undoing, token.end) for token in self.valid)

    def _trails_off(self) -> bool:
        """爸妈没事，我有点; 我阴，老公嘛…: of somebody of the household no more is said than that it is not sure."""
        if not self.context.collecting or len(self.segment.clauses) < 2:
            return False
        return self._asks_back() or any(self._unsaid(clause) for clause in self.segment.clauses)

    def _asks_back(self) -> bool:
        """她说没问题，那是不是算阴: the vague answer that is told is asked about in plain words."""
        asked = {token.answer for token in self.answers if self.voided.get(token.start) == "question"}
        return bool(asked) and all(token.weak and token.answer in asked for token in self.valid)

    def _unsaid(self, clause: Clause) -> bool:
        if clause.kinds.isdisjoint(_OF_WHOM_OR_WHETHER) or not clause.kinds <= _UNSAID:
            return doubts_a_test(clause, self.text)
        said = [token for token in clause.tokens if token.kind not in (Kind.COMMA, Kind.STOP)]
        if any(token.kind is Kind.FILLER and token.end - token.start > _A_FEW for token in said):
            return False  # 我有点咳嗽
        end = said[-1].end
        return Kind.DOUBT in clause.kinds or self.text[end : end + _A_FEW] in _TRAILING

    def _asked(self, token: Token) -> bool:
        clause = self._clauses.get(token.start)
        return clause is not None and asks_about(clause, token)


def _short(token: Token) -> bool:
    return token.end - token.start == 1
