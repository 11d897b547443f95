"""What is said beside an open collection and is no answer: the collection tells what is asked or complained of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.drug_talk import insurance_card
from bot.understand.goods import Drug, find_drugs
from bot.understand.meaning import Meaning
from bot.understand.order_amounts import known_goods
from bot.understand.patterns import any_of, lazily
from bot.understand.word_lists import bit, seen
from bot.understand.words import reading_words

_TESTING = ("antigen", "headcount")
_SUPPLIES = "supplies"
_LONGEST_THANKS = 10
_LONGEST = 120  # characters within which a grievance is told
_BRACKET = re.compile(r"[(（\[【][^()（）\[\]【】\n]{1,20}[)）\]】]")
_SENTENCE = re.compile(r"[^\n。!！?？]+[\n。!！?？]*")


class AsideWords(BaseModel):
    """data/lexicon/asides.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asking: list[str]
    blaming: list[str]
    slow: list[str]
    spoiled: list[str]
    goods: list[str]
    patient: list[str]
    about_drugs: list[str]
    begging: list[str]
    thanks: list[str]
    favour: list[str]
    choosing: list[str]
    being: list[str]
    forwarded: list[str]
    giving: list[str]


@dataclass(slots=True, frozen=True)
class _Patterns:
    """The bits of the lists that only have to stand somewhere, and patterns of those whose place counts."""

    asking: int
    blaming: int
    slow: int
    spoiled: int
    goods: int
    patient: int
    about_drugs: int
    begging: int
    favour: int
    thanked: int
    giving: int
    hearsay: re.Pattern[str]
    forwarded: re.Pattern[str]
    thanks: re.Pattern[str]
    choosing: re.Pattern[str]
    being: re.Pattern[str]


@cache
def aside_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    words = load_lexicon("asides", AsideWords)
    reading = reading_words()
    told = [who + says for who in reading.announcers for says in reading.saying]
    placed = [*reading.hearsay, *reading.pastimes, *told], words.forwarded, words.thanks, words.choosing, words.being
    return _Patterns(
        bit(words.asking), bit(words.blaming), bit(words.slow), bit(words.spoiled), bit(words.goods),
        bit(words.patient), bit(words.about_drugs), bit(words.begging), bit(words.favour), bit(words.thanks),
        bit(words.giving),
        *(lazily(any_of(one)) for one in placed),
    )  # fmt: skip


def without_thanks(folded: str) -> str:
    """``folded`` without the thanks it ends with, where it orders drugs: 秋水仙碱片一盒，801，谢谢大家."""
    patterns = aside_patterns()
    if not seen(folded) & patterns.thanked:
        return folded
    last = [match.start() for match in patterns.thanks.finditer(folded)][-1]
    if not last or len(folded) - last > _LONGEST_THANKS or not _orders(find_drugs(folded[:last])):
        return folded
    return folded[:last]


def beside(meaning: Meaning, folded: str, collecting: str | None) -> Meaning:
    """``meaning`` of ``folded``, as it is meant while ``collecting`` is open."""
    if meaning.kind == "chat" and collecting is None:
        return meaning
    patterns = aside_patterns()
    drugs = [] if meaning.kind == "chat" else find_drugs(folded)
    topic = "testing" if collecting in _TESTING else _SUPPLIES if collecting == _SUPPLIES else None
    if topic is not None and _passed_on(meaning, folded.lstrip()):
        return Meaning()
    if len(folded) <= _LONGEST and (topic or drugs) and _blames(meaning, folded, topic):
        return _complaint(meaning, topic, drugs)
    if meaning.kind == "chat" and collecting == _SUPPLIES and len(folded) <= _LONGEST:
        return _spoken_of(meaning, folded)
    if meaning.kind == "offer":
        return _offer(meaning, folded, collecting, drugs)
    if meaning.kind in ("question", "complaint"):
        if _orders(drugs) and (seen(folded) & patterns.favour or not _asks(_without(folded, drugs))):
            return _medicine()
        if meaning.kind == "question" and meaning.category == "other" and topic == "testing":
            meaning.category = topic
    elif meaning.kind == "request":
        _request(meaning, folded, drugs)
    return meaning


def is_given_away(folded: str) -> bool:
    """送两颗大白菜，601门口自己拿."""
    return seen(folded) & aside_patterns().giving > 0


def _passed_on(meaning: Meaning, folded: str) -> bool:
    """听说隔壁楼做到半夜; 转发：怎么消毒: it is somebody else who says so."""
    patterns = aside_patterns()
    if meaning.kind in ("complaint", "chat"):
        return patterns.hearsay.match(folded) is not None
    return meaning.urgency != "high" and patterns.forwarded.match(folded) is not None


def _spoken_of(meaning: Meaning, folded: str) -> Meaning:
    """What is said of goods while they are ordered: that they are spoiled, or which of two they are."""
    patterns = aside_patterns()
    if _chooses(folded):
        return Meaning("question", category=_SUPPLIES, urgency="low", party="committee")
    held = seen(folded)
    spoiled = held & patterns.spoiled and held & patterns.goods
    return _complaint(meaning, _SUPPLIES, []) if spoiled and not _asks(folded) else meaning


def _chooses(folded: str) -> bool:
    """这个米是新米还是陈米."""
    choice = aside_patterns().choosing.search(folded)
    if choice is None or not known_goods(folded):
        return False
    return aside_patterns().being.search(folded, 0, choice.start()) is not None


def _offer(meaning: Meaning, folded: str, collecting: str | None, drugs: list[Drug]) -> Meaning:
    if collecting == _SUPPLIES and _asks(folded) and not seen(folded) & aside_patterns().giving:
        return Meaning("question", category=_SUPPLIES, urgency="low", party="committee")
    if _orders(drugs) and insurance_card(folded) is not None:
        return _medicine()  # 代804：银杏叶片2盒，医保卡我这里有
    return meaning


def _medicine() -> Meaning:
    return Meaning("request", "medicine", category="medicine", urgency="medium", party="committee")


def _blames(meaning: Meaning, folded: str, topic: str | None) -> bool:
    patterns = aside_patterns()
    held = seen(folded)
    if not held & patterns.blaming or meaning.kind not in ("question", "request", "chat"):
        return False
    return meaning.urgency != "high" or (topic is not None and held & patterns.slow > 0)


def _complaint(meaning: Meaning, topic: str | None, drugs: list[Drug]) -> Meaning:
    category = "medicine" if drugs else topic or meaning.category
    if category is None:
        return meaning
    urgency = meaning.urgency if meaning.urgency == "high" else "medium"
    return Meaning("complaint", category=category, urgency=urgency, party=meaning.party or "committee")


def _request(meaning: Meaning, folded: str, drugs: list[Drug]) -> None:
    """Change a request that only asks about drugs, or that is in no hurry."""
    patterns = aside_patterns()
    if meaning.urgency == "medium" and seen(folded) & patterns.patient:
        meaning.urgency = "low"
    if meaning.category in ("medical", "other") and meaning.urgency != "high" and _orders(drugs):
        meaning.category, meaning.form = "medicine", "medicine"  # 诺和灵3支，糖尿病
    if meaning.urgency != "high" and not drugs and seen(folded) & patterns.about_drugs and _only_asks(folded):
        meaning.kind, meaning.category = "question", "medicine"


def _orders(drugs: list[Drug]) -> bool:
    return any(one.quantity is not None for one in drugs)


def _without(folded: str, drugs: list[Drug]) -> str:
    """``folded`` without the names of drugs: the word in 吗丁啉 asks nothing."""
    folded = _BRACKET.sub(" ", folded)
    for drug in drugs:
        folded = folded.replace(drug.name.lower(), " ")
    return folded


def _asks(folded: str) -> bool:
    return "?" in folded or "？" in folded or aside_patterns().asking & seen(folded) > 0


def _only_asks(folded: str) -> bool:
    sentences = [one for one in _SENTENCE.findall(folded) if one.strip()]
    patterns = aside_patterns()
    return all(seen(one) & patterns.asking and not seen(one) & patterns.begging for one in sentences)
