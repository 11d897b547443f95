"""Which kind of demand a text is: by the words it holds, how many of them and which stand first."""

from __future__ import annotations

import re

from bot.understand.demand_words import Found

# What somebody lacks himself: who complains of that asks for it.
_PERSONAL = ("medicine", "medical", "supplies", "psychological", "elderly")
# What is done for somebody who asks whether it could be.
_ACTED_ON = (*_PERSONAL, "transfer", "sanitation", "property")
_WORK = ("volunteering", "supplies", "testing", "parcels")  # what volunteers do
_SOUGHT = ("medicine", "medical", "supplies", "testing", "psychological", "other")  # somebody may have it
_FEW_WORDS = 4  # fewer characters than this ask for nothing without a question mark
_A_WORD = 2  # characters that may name a danger and tell of none
_BARE = 60  # so many characters may be a list of things and nothing else
_LIST = 5  # characters of names that are a list without a title
_APPEAL = 3  # what a call to the authorities adds to a grievance
_STORY = 10  # characters that tell of trouble
_BAD, _BAD_AT_HOME = 4, 3  # characters of words of trouble, and where it is one's own
_BARELY = 2  # the weight of one word of need
_TITLE = 30  # what stands so early says what the text is
_NEVER = 1 << 30
_NUMBERED = re.compile(r"^\s*(?:#|[0-9]+[.、．])", re.MULTILINE)  # a list of people, an instruction
_PIECE = re.compile(r"[^\s,，、;；]+")


def kind_of(found: Found, text: str, category: str, drugs: int) -> str:
    """``request``, ``complaint``, ``question``, ``offer``, ``signup`` or ``chat``."""
    marked = "?" in text or "？" in text
    asks = marked or found.kind("asking", "wh") > 0 or found.shape("choice")
    if _signs_up(found, category, asks=asks):
        return "signup"
    if found.kind("unreal"):
        return "question" if asks and len(text) >= _FEW_WORDS else "chat"
    if found.kind("joke") and (found.weight("urgency", "low") or not found.kind("need")):
        return "chat"
    if _offers(found, asks=asks):
        return "offer"
    trapped = category == "property" and found.shape("trapped")
    if (found.weight("urgency", "event") or trapped) and len(text) > _A_WORD:
        return _of_event(found, category)
    if found.kind("settled") and not asks and not found.kind("need", "grievance"):
        return "chat"
    if _complains(found, category):
        return "complaint"
    if _requests(found, text, category, drugs, asks=asks):
        return "request"
    if asks and len(text) >= _FEW_WORDS:
        return "question"
    return _of_trouble(found, text, category)


def _of_trouble(found: Found, text: str, category: str) -> str:
    """Nothing is asked for, yet things are bad in more than one word, or for somebody of the household."""
    if not found.weights.get("categories") or len(text) < _STORY or found.about("relief"):
        return "chat"
    if found.weight("about", "trouble") < (_BAD_AT_HOME if _of_mine(found) else _BAD) or found.kind(
        "settled", "joke", "notice"
    ):
        return "chat"
    return "request" if _of_mine(found) or category in _ACTED_ON else "complaint"


def _of_mine(found: Found) -> bool:
    return found.about("household") or found.about("frail")


def _signs_up(found: Found, category: str, *, asks: bool) -> bool:
    if found.kind("signup"):
        return True
    if asks or found.kind("need", "grievance"):
        return False
    return found.kind("enrol") > 0 or (category in _WORK and found.shape("signed"))


def _first(found: Found, name: str) -> int:
    return found.first.get(("kinds", name), _NEVER)


def _about(found: Found) -> bool:
    return bool(found.weights.get("categories")) or found.high() > 0


def _offers(found: Found, *, asks: bool) -> bool:
    giving, able, need = found.kind("giving"), found.kind("able"), found.kind("need")
    if _first(found, "provide") <= 1:
        return not asks or bool(giving)
    if giving and not (asks and found.shape("sought")):
        grievance = found.kind("grievance")
        return giving >= grievance and (_first(found, "giving") <= _first(found, "need") or giving > need)
    if not asks and found.shape("offered") and not found.kind("grievance"):
        return True
    return bool(able) and not asks and not need and not found.kind("grievance") and able > 2


def _of_event(found: Found, category: str) -> str:
    """Somebody is in danger: asked for, unless it is a notice, or part of a grievance about something else."""
    if found.kind("notice", "settled") and not found.kind("need"):
        return "chat"
    if (
        category not in _PERSONAL
        and not found.about("pet")
        and found.kind("grievance") > found.kind("need", "broken") + 2
    ):
        return "complaint"
    return "request"


def _complains(found: Found, category: str) -> bool:
    grievance, annoyance = found.kind("grievance"), found.kind("annoyance")
    need, plea = found.kind("need"), found.kind("plea")
    grievance += 2 * found.shape("neglected")
    if found.about("appeal") and category not in _PERSONAL:
        grievance += 2 * _APPEAL if grievance else _APPEAL
    if category == "neighbour" and annoyance > 2 and not found.kind("wh"):
        grievance += annoyance
    if not grievance:
        if found.shape("blamed") and not found.about("relief"):
            return not need and not found.kind("asking", "settled", "notice", "joke")
        waiting = annoyance > 1 and found.shape("waiting")
        return bool(waiting) and not need and not found.kind("asking") and _about(found)
    if found.weight("urgency", "stranded") or (category in _PERSONAL and (need or plea or _of_mine(found))):
        return False
    if category == "transfer" and (need or plea > 2 or found.about("household")):
        return False
    if found.kind("asking") and _first(found, "asking") < _first(found, "grievance"):
        return False
    if grievance <= 2 and not _about(found):
        return False
    return grievance + annoyance > 2 * need or _first(found, "grievance") < min(_TITLE, _first(found, "need"))


def _requests(found: Found, text: str, category: str, drugs: int, *, asks: bool) -> bool:
    if _runs_out(found, category):
        return True
    if _is_notice(found):
        return False
    asked = _asked(found, category, asks=asks)
    return asked if asked is not None else not asks and _named(found, text, category, drugs)


def _is_notice(found: Found) -> bool:
    first = _first(found, "notice")
    return first < _first(found, "need") and (first == 0 or found.kind("notice") > 3)


def _runs_out(found: Found, category: str) -> bool:
    if category in ("medicine", "medical"):
        return found.shape("out_of_drug") or found.shape("short_time")
    if category == "supplies":
        return found.shape("short_time") or found.shape("starving")
    if category == "transfer":
        return found.about("household") and (found.shape("neglected") or found.shape("waiting"))
    return category in ("other", "elderly") and found.shape("starving")


def _asked(found: Found, category: str, *, asks: bool) -> bool | None:
    """Whether words of need, of a breakdown or a plea ask for something; None where there are none."""
    need, plea, asking = found.kind("need"), found.kind("plea"), found.kind("asking")
    about = _about(found)
    if category in _SOUGHT and not asking and found.shape("sought"):
        return True
    if need and (about or need > 1):
        if need == _BARELY and not plea and found.shape("whether"):
            return False
        return not (asking and _first(found, "asking") < _first(found, "need") and need < 4)
    if asking:
        return False
    if (about or plea > 1) and found.shape("asked"):
        return category in (*_ACTED_ON, "testing") or not asks
    if about and (found.kind("broken") or found.shape("broken")):
        return plea > 0 or not asks
    if plea > 1 and about:
        return category in _ACTED_ON or not asks
    return None


def _named(found: Found, text: str, category: str, drugs: int) -> bool:
    """Whether the thing needed is named and nothing more is said: a drug, an illness, what is lacking, a list."""
    if drugs or (found.about("illness") and len(text) <= _BARE and category == "medicine"):
        return not found.about("relief")
    if found.weight("urgency", "high") > 0:
        return len(text) > _FEW_WORDS
    if category == "supplies" and not found.about("relief") and found.shape("lacking_food"):
        return len(text) > _FEW_WORDS
    if len(text) > _BARE or found.about("relief") or found.kind("settled", "joke"):
        return False
    if _NUMBERED.search(text):
        return False
    return any(_is_list(found, start, end, len(text)) for start, end in _lines(text)) or _all_things(found, text)


def _all_things(found: Found, text: str) -> bool:
    """Several words with spaces or commas between, and each the name of a thing."""
    pieces = [match.span() for match in _PIECE.finditer(text)]
    if len(pieces) < 2:
        return False
    return all(any(start <= place < end for place, _ in found.things) for start, end in pieces)


def _lines(text: str) -> list[tuple[int, int]]:
    ends = [place for place, character in enumerate(text) if character == "\n"]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))


def _is_list(found: Found, start: int, end: int, length: int) -> bool:
    """尿不湿 L号: mostly names of things. A title names one and nothing else."""
    covered = sum(to - place for place, to in found.things if start <= place < end)
    if start == 0 and end < length:
        return covered > 1 and covered == end
    return covered >= (2 if start else _LIST) and 2 * covered >= end - start - 4 * bool(start)
