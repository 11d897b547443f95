"""Which words of one message led to what, for a relay who disagrees. Reads the message anew: never on the hot path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.chain import find_chain
from bot.understand.clauses import split, void_reasons
from bot.understand.demand import demand_patterns
from bot.understand.form import Form
from bot.understand.homophones import as_meant
from bot.understand.learned import learned
from bot.understand.list_look import talk_in
from bot.understand.marks import with_marks
from bot.understand.meaning import Entry, Meaning, Message
from bot.understand.normalise import fold
from bot.understand.place import Place, read_nickname
from bot.understand.quotation import in_quotes, own_start
from bot.understand.scan import Scanner
from bot.understand.second_look import RESULT, SecondLook
from bot.understand.segments import split_households
from bot.understand.settling import settle
from bot.understand.sight import Sight, look
from bot.understand.tokens import LISTS, Kind, Token
from bot.understand.words import reading_words

_LONGEST = 9_000  # characters, as many as the reader reads
_MOST = 400  # steps of one explanation
_DEMANDS = frozenset({"request", "complaint", "question", "offer", "signup"})
_NUMBERS = (Kind.PEOPLE, Kind.NUMBER)
_GROUPS = {Kind.FLOOR: "floor", Kind.NAME: "name"}
_READING, _PLACES = "data/lexicon/reading.yaml", "data/lexicon/places.yaml"
_LEARNED = "data/learned/{name}.json"
_HEAVIEST = 5  # pieces of a text that are shown for what was learned
_GOODS, _DEMAND_WORDS = "data/lexicon/goods.yaml", "data/lexicon/demands.yaml"
_DANGERS = "data/lexicon/dangers.yaml"

Step = dict[str, str | None]  # words, as, from


class ExplainingWords(BaseModel):
    """data/lexicon/explaining.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    place: str
    nickname: str
    group: str
    answer: str
    void: str
    number: str
    unknown: str
    form: str
    heard: str
    quoted: str
    withdraw: str
    command: str
    chain: str
    drug: str
    item: str
    fields: str
    review: str
    demands: dict[str, str]
    learned: str
    talk: str
    danger: str
    in_danger: str
    decided: str
    lists: dict[str, str]
    voids: dict[str, str]
    reviews: dict[str, str]


@cache
def explaining_words() -> ExplainingWords:
    """The words, read once a process."""
    return load_lexicon("explaining", ExplainingWords)


@cache
def _list_names() -> dict[str, str]:
    """For each word of reading.yaml the list it stands in."""
    lists = reading_words()
    return {word: name for name, _ in LISTS for word in getattr(lists, name)}


class Explainer:
    """Tells what led to a meaning, by the reader's ``forms``."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self._forms = forms
        self._scanners: dict[str, Scanner] = {}

    def explain(self, message: Message, meaning: Meaning) -> list[Step]:
        """Return what led from ``message`` to ``meaning``, in the text's order: {words, as, from (a file or None)}.

        Nothing is decided here: where a step and the meaning disagree, the meaning holds.
        """
        form = self._forms.get(meaning.form or "") or self._forms.get(message.collecting or "")
        name = form.name if form else ""
        if name not in self._scanners:
            self._scanners[name] = Scanner(form)
        return _Explanation(message, meaning, form, self._scanners[name]).steps()[:_MOST]


class _Explanation:
    def __init__(self, message: Message, meaning: Meaning, form: Form | None, scanner: Scanner) -> None:
        self.message, self.meaning, self.form, self.scanner = message, meaning, form, scanner
        self.words = explaining_words()
        self.found: list[Step] = []

    def steps(self) -> list[Step]:
        text = self._own_words()
        bare = text.strip()
        if self.meaning.kind in ("withdraw", "command"):
            file = _READING if self.meaning.kind == "withdraw" else "data/lexicon/commands.yaml"
            said = self.words.withdraw if self.meaning.kind == "withdraw" else self.words.command
            self._add(bare, said, file)
            return self.found
        folded = in_quotes(as_meant(fold(text[:_LONGEST])))
        if self.form is not None:
            self._report(text, folded)
            self._looked_again(folded)
        if self.message.collecting and not self.meaning.chain and (talk := talk_in(folded, self.message.collecting)):
            self._add("", self.words.talk.format(words=" ".join(talk)), _LEARNED.format(name="lists"))
        if self.meaning.kind in _DEMANDS or self.meaning.kind == "chat":
            self._demand(text, folded)
        for entry in self.meaning.entries:
            self._entry(entry)
        if self.meaning.review is not None and not any(entry.review for entry in self.meaning.entries):
            self._review(bare, self.meaning.review)
        return self.found

    def _add(self, words: str, said: str, source: str | None) -> None:
        self.found.append({"words": words, "as": said, "from": source})

    def _own_words(self) -> str:
        own = own_start(self.message.text)
        if own:
            self._add(self.message.text[:own].strip(), self.words.quoted, None)
        return self.message.text[own:]

    def _report(self, text: str, folded: str) -> None:
        if self.form is not None:
            said = self.words.form if self.form.name == self.message.collecting else self.words.heard
            self._add("", said.format(title=self.form.title), f"data/forms/{self.form.name}.yaml")
        chain = find_chain(folded)
        if chain is None or not chain.items:
            self._clauses(text, folded, listed=False)
            return
        self._add(chain.title.strip(), self.words.chain.format(number=len(chain.items)), "data/lexicon/chains.yaml")
        for item in chain.items:
            self._clauses(text[item.start : item.end], folded[item.start : item.end], listed=True)

    def _clauses(self, text: str, folded: str, *, listed: bool) -> None:
        tokens = self.scanner.scan(folded, listed=listed)
        settle(tokens, folded)
        clauses = split(tokens, folded)
        voided = void_reasons(clauses, folded, listed=listed)
        if self.form is not None and self.form.name == self.message.collecting:
            marked = (with_marks(one, self.scanner, folded) for one in split_households(clauses, folded, None))
            answers = {token.start: token for segment in marked for token in segment}
            tokens = [answers.get(token.start, token) for token in tokens]
        for token in tokens:
            self._token(token, text[token.start : token.end], folded, voided.get(token.start))

    def _token(self, token: Token, words: str, folded: str, void: str | None) -> None:
        if token.kind is Kind.ANSWER and self.form is not None:
            label = self.form.answers[token.answer].label
            said = self.words.answer.format(label=label)
            if void:
                said = self.words.void.format(label=label, reason=self.words.voids.get(void, void))
            self._add(words, said, f"data/forms/{self.form.name}.yaml")
        elif token.kind is Kind.DECOY and self.form is not None:
            self._add(words, self.words.lists["not_answers"], f"data/forms/{self.form.name}.yaml")
        elif token.place is not None:
            self._add(words, self.words.place.format(place=_shown(token.place)), _PLACES)
        elif token.kind in _NUMBERS:
            self._add(words, self.words.number.format(number=token.number), _READING)
        elif token.kind in _GROUPS:
            self._add(words, self.words.lists[_GROUPS[token.kind]], _PLACES)
        elif token.kind is Kind.OTHER:
            self._add(words, self.words.unknown, None)
        else:
            said = self.words.lists.get(_list_names().get(folded[token.start : token.end], ""), "")
            if said:
                self._add(words, said, _READING)

    def _looked_again(self, folded: str) -> None:
        """What was learned of answers, where no rule read one and a person has to look."""
        form = self.form
        if form is None or form.second_look is None or all(entry.result != "unclear" for entry in self.meaning.entries):
            return
        if SecondLook(form, self.scanner).says(folded, "chat") is None:
            return
        model = learned(form.second_look.model)
        name = max(form.second_look.worth, key=model.weigh(folded, ()).of(RESULT).__getitem__)
        heaviest = model.heaviest(folded, RESULT, name)[:_HEAVIEST]
        said = self.words.learned.format(name=form.answers[name].label, words=" ".join(piece for piece, _ in heaviest))
        self._add("", said, _LEARNED.format(name=form.second_look.model))

    def _demand(self, text: str, folded: str) -> None:
        patterns = demand_patterns()
        for word, start, end in patterns.words.find(folded[:2000]):
            for group, name in patterns.labels[word]:
                if group in self.words.demands:
                    said = self.words.demands[group].format(name=name)
                    self._add(text[start:end], said, _DEMAND_WORDS)
        sight = look(folded[:2000])
        if sight.danger is not None:
            self._add(text[sight.danger.start : sight.danger.end], self.words.danger, _DANGERS)
        self._learned(sight)
        told = (self.meaning.kind, self.meaning.category, self.meaning.urgency, self.meaning.party)
        self._add("", self.words.decided.format(name=" · ".join(one for one in told if one)), _DEMAND_WORDS)

    def _learned(self, sight: Sight) -> None:
        """Which pieces of the text spoke most for what was decided, by the labelled texts that were learned from."""
        decided = [("kind", self.meaning.kind), ("category", self.meaning.category)]
        if self.meaning.urgency == "high":
            decided.append(("danger", "yes"))
        for label, name in decided:
            if name is not None:
                heaviest = learned("demands").heaviest(sight.read, label, name)[:_HEAVIEST]
                shown = self.words.in_danger if label == "danger" else name
                said = self.words.learned.format(name=shown, words=" ".join(piece for piece, _ in heaviest))
                self._add("", said, _LEARNED.format(name="demands"))

    def _entry(self, entry: Entry) -> None:
        for key, said in (("drug", self.words.drug), ("item", self.words.item)):
            if entry.values.get(key):
                amount = entry.values.get("quantity")
                self._add(entry.values[key], said.format(number="?" if amount is None else amount), _GOODS)
        self._place(entry)
        if entry.review is not None:
            self._review(entry.words or self.message.text.strip(), entry.review)

    def _place(self, entry: Entry) -> None:
        """Where a household comes from that the text does not name."""
        home = read_nickname(self.message.sender[:200]) if self.message.sender else (None, None, None)
        if entry.room is not None and home[2] == entry.room and entry.room not in fold(self.message.text):
            shown = _shown(Place(*home))
            self._add(self.message.sender or "", self.words.nickname.format(place=shown), _PLACES)
        if entry.building is not None and entry.building == self.message.building:
            said = self.words.group.format(place=entry.building)
            if all(step["as"] != said for step in self.found):
                self._add("", said, None)

    def _review(self, words: str, reason: str) -> None:
        self._add(words, self.words.review.format(reason=self.words.reviews.get(reason, reason)), None)


def _shown(place: Place) -> str:
    return "-".join(part for part in (place.building, place.unit, place.room) if part)
