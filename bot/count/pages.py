"""What stands after a copied chat was counted: one page a building, as data for a program and for the templates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.answers import UNCLEAR, Given, Standing
from bot.roster import Household, natural


@dataclass(slots=True, frozen=True)
class Said:
    """Somebody's own words. ``who`` is "" where the copy has no names, ``time`` None where it has no times."""

    who: str
    words: str
    time: datetime | None = None


@dataclass(slots=True, frozen=True)
class Doubt:
    """Words that a person must look at before they count for anybody. ``room`` is what they name, if anything."""

    room: str | None
    reason: str
    said: Said
    alarm: bool = False


@dataclass(slots=True)
class Voice:
    """One answer for a flat. ``gone`` once it was taken back."""

    given: Given
    said: Said
    gone: bool = False


@dataclass(slots=True)
class Flat:
    """One household and everything that was said of it. Without a roster it is known only from what was said."""

    unit: str
    room: str
    household: Household | None = None
    standing: Standing | None = None
    voices: list[Voice] = field(default_factory=list)

    @property
    def label(self) -> str:
        """``502``, or ``2-502`` where there are units."""
        return f"{self.unit}-{self.room}" if self.unit else self.room

    @property
    def floor(self) -> str:
        """The room without its last two digits, and without a letter behind them."""
        digits = self.room.rstrip("ABCDEF")
        return digits[:-2] if digits[:-2].isdigit() else ""

    @property
    def vacant(self) -> bool:
        return self.household is not None and self.household.vacant

    @property
    def answered(self) -> bool:
        return self.standing is not None and self.standing.given

    @property
    def result(self) -> str:
        """The answer's name; "unclear" where a person must look."""
        if self.standing is None:
            return ""
        return UNCLEAR if self.standing.review else self.standing.result

    def heard(self) -> list[Said]:
        """What a person must read to settle it: the last words of each voice, oldest first, no words twice."""
        last: dict[str, Said] = {}
        for voice in self.voices:
            if not voice.gone:
                last.pop(voice.given.reporter, None)
                last[voice.given.reporter] = voice.said
        return list(dict.fromkeys(last.values())) or [voice.said for voice in self.voices[-1:]]


@dataclass(slots=True)
class Page:
    """One building. ``building`` is "" where no text names one; ``complete`` where a roster tells who is expected."""

    building: str
    complete: bool
    flats: dict[tuple[str, str], Flat] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def ordered(self) -> list[Flat]:
        """The flats, by unit and room."""
        return sorted(self.flats.values(), key=lambda flat: (natural(flat.unit), natural(flat.room)))

    def answered(self) -> list[Flat]:
        return [flat for flat in self.ordered() if flat.answered]

    def said_of(self) -> bool:
        """Whether anything was said of this building."""
        return bool(self.doubts) or any(flat.voices for flat in self.flats.values())

    def missing(self) -> list[Flat]:
        """Expected and not heard of; of a building without a roster nobody can say."""
        return [flat for flat in self.ordered() if not flat.answered and not flat.vacant] if self.complete else []

    def expected(self) -> int | None:
        """How many households should answer, 空置 left out; None where no roster tells."""
        return sum(not flat.vacant for flat in self.flats.values()) if self.complete else None

    def review(self) -> list[Flat]:
        return [flat for flat in self.answered() if flat.standing and flat.standing.review]

    def positive(self) -> list[str]:
        """Labels of the flats with a positive, or with one in question."""
        known = {flat.label for flat in self.flats.values()}
        found = [flat.label for flat in self.answered() if flat.standing and flat.standing.alarm]
        return list(
            dict.fromkeys(found + [one.room for one in self.doubts if one.alarm and one.room in known and one.room])
        )

    def unplaced_positive(self) -> list[Doubt]:
        """Positives in question of which nobody can tell yet whose they are."""
        known = {flat.label for flat in self.flats.values()}
        return [one for one in self.doubts if one.alarm and one.room not in known]

    def households(self) -> Counter[str]:
        """Households by result."""
        return Counter(flat.result for flat in self.answered())

    def people(self) -> Counter[str]:
        """People by result, as far as the answers say how many; answers in review are left out."""
        found: Counter[str] = Counter()
        for flat in self.answered():
            if flat.standing and not flat.standing.review:
                found.update(
                    {name: n for name, n in flat.standing.counts.items() if n is not None and name != "people"}
                )
        return found

    def state(self) -> dict[str, Any]:
        """The building's object of CONTRACT.md section 2, with the words behind what needs a look."""
        return {
            "households": self.expected(),
            "reported": len(self.answered()),
            "missing": [flat.label for flat in self.missing()],
            "review": [_look(flat) for flat in self.review()],
            "positive_rooms": self.positive(),
            "late": [flat.label for flat in self.answered() if flat.standing and flat.standing.late],
            "answers": {flat.label: flat.result for flat in self.answered()},
            "totals": {"households": dict(self.households()), "people": dict(self.people())},
            "people": {flat.label: flat.standing.counts for flat in self.answered() if flat.standing},
            "unplaced": [_unplaced(doubt) for doubt in self.doubts],
        }


@dataclass(slots=True)
class Counted:
    """A whole copied chat. ``left`` are messages that answer nothing; ``repeated`` counts answers given once more."""

    form: str
    pages: dict[str, Page]
    form_told: bool = True
    building_told: bool = True
    left: list[Left] = field(default_factory=list)
    repeated: int = 0
    messages: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def state(self, show_all: bool = False) -> dict[str, Any]:
        """The object that ``--json`` prints; several buildings stand under ``buildings``.

        With ``show_all`` what was not counted is listed under ``left``.
        """
        state: dict[str, Any] = {"form": self.form, "building": None}
        pages = list(self.pages.values())
        if len(pages) == 1:
            state |= {"building": pages[0].building or None} | pages[0].state()
        else:
            state["buildings"] = {page.building: page.state() for page in pages}
            state["totals"] = {
                "households": dict(sum((page.households() for page in pages), Counter())),
                "people": dict(sum((page.people() for page in pages), Counter())),
            }
        if show_all:
            state["left"] = [_said(left.said) | {"kind": left.kind} for left in self.left]
        return state | {
            "roster": all(page.complete for page in pages),
            "messages": self.messages,
            "repeated": self.repeated,
            "not_counted": len(self.left),
            "urgent": [_said(left.said) for left in self.left if left.urgent],
        }


@dataclass(slots=True, frozen=True)
class Left:
    """A message that was not counted, and the kind that the reader takes it for."""

    kind: str
    said: Said
    urgent: bool = False


def _said(said: Said) -> dict[str, Any]:
    return {"who": said.who, "words": said.words, "time": said.time.isoformat() if said.time else None}


def _look(flat: Flat) -> dict[str, Any]:
    heard = flat.heard()
    reason = flat.standing.review if flat.standing else None
    return {
        "room": flat.label,
        "reason": str(reason),
        "words": heard[-1].words,
        "who": heard[-1].who,
        "said": [_said(said) for said in heard],
    }


def _unplaced(doubt: Doubt) -> dict[str, Any]:
    return {"room": doubt.room, "reason": doubt.reason, "positive": doubt.alarm} | _said(doubt.said)
