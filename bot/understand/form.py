"""A collection form: what is asked, and every way of answering it. A new kind of collection is a YAML file alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from bot.errors import FormError, LexiconError
from bot.lexicon import Misplaced, validate_yaml
from bot.understand.demand_words import Category
from bot.understand.shapes import Shapes, all_words, check_shape

Word = Annotated[str, Field(pattern=r"\S")]
"""Not blank: a space stands in every message."""


class Answer(BaseModel):
    """One answer of a form.

    ``words`` answer whenever they stand beside a room; ``weak`` words (ok, 没事) only while this form is collected.
    ``shapes`` are ways of speaking that answer as ``words`` do, built of the form's parts.
    ``alone`` names those of its words that mean something else where more follows directly (没拿到, but 没拿到菜);
    ``plain_of_all`` its weak words that are as plain as ``words`` right behind everybody (都一道).
    ``alarm``: a positive. It is relayed in private and to the staff at once, and ends only by /resolve.
    ``sensitive``: never shown to people who need not know; an alarm always is.
    ``review``: whoever answers this waits for a person.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    words: list[Word] = Field(min_length=1)
    shapes: list[str] = []
    weak: list[Word] = []
    alone: list[str] = []
    plain_of_all: list[str] = []
    alarm: bool = False
    sensitive: bool = Field(default=False, validate_default=True)
    review: bool = False

    @field_validator("sensitive")
    @classmethod
    def _alarm_is_sensitive(cls, sensitive: bool, info: ValidationInfo) -> bool:
        return sensitive or bool(info.data.get("alarm"))


class Signs(BaseModel):
    """Words that may tell a result of the form though no rule reads them.

    ``plain`` ones are enough in a short message, of ``faint`` ones it takes several; ``beside`` a result that is read,
    these leave it in doubt; ``against`` says that none is told. ``done`` says that the answer is known, unless it is
    ``promised`` behind that; ``about`` is what questions about it are told by.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    plain: list[str] = []
    faint: list[str] = []
    beside: list[str] = []
    against: list[str] = []
    done: list[str] = []
    promised: list[str] = []
    about: list[str] = []


class Again(BaseModel):
    """``model`` is the file of data/learned that looks again; the answers that are ``worth`` sending to a person."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: Literal["results"]
    worth: list[str]


class Form(BaseModel):
    """A kind of collection. ``answers`` keeps the order of the file; its keys are the answer names of the contract.

    ``words`` call it (/collect 抗原). ``about`` are those that name what it asks about, where some of ``words`` say
    more general things (人数); else all do. ``reader``: ``outcome`` counts people by answer, ``headcount`` people,
    ``choice`` takes one answer a household. ``values`` are the output keys whose sums are the totals of people.
    ``not_answers`` only look like answers, and so does all that ``not_shapes`` stand for; ``category`` is that of a
    question about the form. ``parts`` are what shapes are built of: ``{two}`` in a shape is any word of that part,
    ``{red?}`` any or none. ``second_look`` looks again at what no rule reads.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    words: list[str] = Field(min_length=1)
    about: list[str] = []
    reader: Literal["outcome", "headcount", "choice"]
    result_key: Literal["result", "status"] = "result"
    values: list[str] = []
    how_to: str
    parts: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    answers: dict[str, Answer] = Field(min_length=1)
    not_answers: list[str] = []
    not_shapes: list[str] = []
    signs: Signs = Signs()
    second_look: Again | None = None
    category: Category | None = None

    @model_validator(mode="after")
    def _one_meaning_a_word(self) -> Form:
        known: dict[str, str] = {}
        for name, answer in self.answers.items():
            for key, words in (("words", answer.words), ("weak", answer.weak)):
                for index, word in enumerate(words):
                    other = known.setdefault(word.casefold(), name)
                    if other != name:
                        says = f"the word {word} stands under two answers, {other} and {name}: keep one"
                        raise Misplaced(says, "answers", name, key, index)
        for name in self.second_look.worth if self.second_look else []:
            if name not in self.answers:
                raise Misplaced(f"{name} is none of the answers", "second_look", "worth")
        totals = [name for name in self.values if name not in self.answers]
        if len(totals) > 1:
            says = f"{totals[-1]} is none of the answers; one of them only is the number of people"
            raise Misplaced(says, "values", self.values.index(totals[-1]))
        for name, answer in self.answers.items():
            self._check_shapes(answer.shapes, "answers", name, "shapes")
        self._check_shapes(self.not_shapes, "not_shapes")
        return self

    def _check_shapes(self, shapes: list[str], *path: str) -> None:
        for index, shape in enumerate(shapes):
            try:
                check_shape(shape, self.parts)
            except ValueError as error:
                raise Misplaced(str(error), *path, index) from error

    @cached_property
    def look_alikes(self) -> list[str]:
        """All words that only look like answers."""
        return [*self.not_answers, *(word for shape in self.not_shapes for word in all_words(shape, self.parts))]

    def shaped(self, *, alarms: bool = False) -> Shapes:
        """All shapes of the answers; of the ``alarms`` only."""
        chosen = [answer for answer in self.answers.values() if answer.alarm or not alarms]
        return Shapes([shape for answer in chosen for shape in answer.shapes], self.parts)


def read_form(text: str, source: str) -> Form:
    """Parse one form. ``source`` is the file's name, for the error.

    Raises:
        FormError: each fault with the file and the line.
    """
    try:
        return validate_yaml(text, source, Form, filled=True)
    except LexiconError as error:
        raise FormError(*error.problems) from error


def load_forms(folder: Path | None = None) -> dict[str, Form]:
    """Read the forms that ship, and those of ``folder``, which may replace a shipped one by its name.

    Raises:
        FormError: a form is wrong, two files of one folder hold the same name, or two forms are called by one word.
    """
    found = _load(files("data").joinpath("forms"), "data/forms")
    if folder is not None:
        found.update(_load(folder, str(folder)))
    _refuse_shared_words(found)
    return {name: form for name, (form, _) in found.items()}


def _load(folder: Traversable, shown: str) -> dict[str, tuple[Form, str]]:
    """The forms of one folder, each with its file."""
    found: dict[str, tuple[Form, str]] = {}
    if not folder.is_dir():
        raise FormError(f"{shown}: there is no such folder of forms. Name a folder that holds .yaml files.")
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".yaml"):
            continue
        source = f"{shown}/{file.name}"
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise FormError(f"{source}: cannot be read. Save it as UTF-8.") from error
        form = read_form(text, source)
        if form.name in found:
            raise FormError(f"{source}, line 1: another file of this folder is named {form.name} too. Rename one.")
        found[form.name] = form, source
    return found


def _refuse_shared_words(forms: Mapping[str, tuple[Form, str]]) -> None:
    """/collect must open the form that is meant: a word is one form's."""
    first: dict[str, str] = {}
    for form, source in forms.values():
        for word in dict.fromkeys(word.casefold() for word in (form.name, form.title, *form.words)):
            other = first.setdefault(word, source)
            if other != source:
                raise FormError(f"{source}: the word {word} calls the form of {other} too. Keep it in one of them.")
