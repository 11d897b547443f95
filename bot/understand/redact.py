"""Identity and telephone numbers are masked as soon as a text is read."""

from __future__ import annotations

import re

MASK = "▇"

# Every digit may be full width; spaces, dashes and dots may stand inside a number.
_DIGIT = "[0-9０-９]"
_GAP = r"[ \-\u2010-\u2015－.·\u00a0\u3000]?"
_ANY = re.compile(_DIGIT + "{3}|" + _DIGIT + "[ -]" + _DIGIT)
_MONTH = "(?:[0０]" + _GAP + _DIGIT + "|[1１]" + _GAP + "[0-2０-２])"
_DAY = "[0-3０-３]" + _GAP + _DIGIT


def _run(count: int) -> str:
    return "(?:" + _DIGIT + _GAP + "){" + str(count) + "}"


# With gaps inside, a number must also look like one: 1401 1502 301 are three rooms.
_NUMBERS = re.compile(
    "(?<!" + _DIGIT + ")(?:"
    # identity card of 18 places (the last may be X), or of 15
    + _DIGIT + "{17}[0-9０-９xXｘＸ]"
    + "|" + _run(6) + "(?:[1１]" + _GAP + "[9９]|[2２]" + _GAP + "[0０])" + _GAP + _run(2) + _MONTH + _GAP + _DAY + _GAP
    + _run(3) + "[0-9０-９xXｘＸ]"
    + "|" + _DIGIT + "{15}"
    + "|" + _run(8) + _MONTH + _GAP + _DAY + _GAP + _DIGIT + _GAP + _DIGIT + _GAP + _DIGIT
    # mobile, with or without the country's 86
    + "|(?:[+＋]?[8８][6６]" + _GAP + ")?[1１][3-9３-９](?:" + _DIGIT + _GAP + _DIGIT + "{4}" + _GAP + _DIGIT + "{4}"
    + "|" + _DIGIT + "{9}|(?: " + _DIGIT + "){9})"
    # landline, with or without its area
    + "|[(（]?[0０][1-9１-９]" + _DIGIT + "{1,2}[)）]?" + _GAP + "[2-8２-８]" + _DIGIT + "{2,3}" + _GAP + _DIGIT + "{4}"
    + "|[2-8２-８]" + _DIGIT + "{7}"
    + "|[4４][0０][0０]" + _GAP + _DIGIT + "{3}" + _GAP + _DIGIT + "{4}"
    + ")(?!" + _DIGIT + ")"
)  # fmt: skip


def redact(text: str) -> str:
    """Return ``text`` with the identity and telephone numbers masked; the same object where there are none."""
    if _ANY.search(text) is None:
        return text
    return _NUMBERS.sub(MASK, text)
