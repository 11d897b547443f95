"""Identity and telephone numbers are masked as soon as a text is read."""

from __future__ import annotations

import re
from unicodedata import normalize

MASK = "▇"

# Every digit may be full width; spaces, dashes and dots may stand inside a number.
_DIGIT = "[0-9０-９]"
# Marks without width come with copied numbers, unseen.
_GAP = r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]{0,2}[ \-\u2010-\u2015－.·\u00a0\u3000]?"
_ANY = re.compile(_DIGIT + "{3}|" + _DIGIT + "[ -]" + _DIGIT)
_MONTH = "(?:[0０]" + _GAP + _DIGIT + "|[1１]" + _GAP + "[0-2０-２])"
_DAY = "[0-3０-３]" + _GAP + _DIGIT


def _run(count: int) -> str:
    return "(?:" + _DIGIT + _GAP + "){" + str(count) + "}"


# With gaps inside, a number must also look like one: 1401 1502 301 are three rooms.
_IDENTITY = (
    # identity card of 18 places (the last may be X), or of 15
    _DIGIT + "{17}[0-9０-９xXｘＸ]"
    + "|" + _run(6) + "(?:[1１]" + _GAP + "[9９]|[2２]" + _GAP + "[0０])" + _GAP + _run(2) + _MONTH + _GAP + _DAY + _GAP
    + _run(3) + "[0-9０-９xXｘＸ]"
    + "|" + _DIGIT + "{15}"
    + "|" + _run(8) + _MONTH + _GAP + _DAY + _GAP + _DIGIT + _GAP + _DIGIT + _GAP + _DIGIT
)  # fmt: skip
_MOBILE = (
    # with or without the country's 86
    "(?:[+＋]?[8８][6６]" + _GAP + ")?[1１][3-9３-９](?:" + _DIGIT + _GAP + _DIGIT + "{4}" + _GAP + _DIGIT + "{4}"
    + "|" + _DIGIT + "{9}|(?: " + _DIGIT + "){9})"
)  # fmt: skip
_LANDLINE = (
    # with or without its area
    "[(（]?[0０][1-9１-９]" + _DIGIT + "{1,2}[)）]?" + _GAP + "[2-8２-８]" + _DIGIT + "{2,3}" + _GAP + _DIGIT + "{4}"
    + "|[2-8２-８]" + _DIGIT + "{7}"
    + "|[4４][0０][0０]" + _GAP + _DIGIT + "{3}" + _GAP + _DIGIT + "{4}"
)  # fmt: skip


def _whole(*numbers: str) -> re.Pattern[str]:
    return re.compile("(?<!" + _DIGIT + ")(?:" + "|".join(numbers) + ")(?!" + _DIGIT + ")")


_SLIP = re.compile("(?<!" + _DIGIT + ")(?:" + _DIGIT + "{16,17}|" + _DIGIT + "{19,20})[xXｘＸ]?(?!" + _DIGIT + ")")
_NUMBERS = _whole(_IDENTITY, _MOBILE, _LANDLINE)
_PERSONAL = _whole(_IDENTITY, _MOBILE)
_CARDS = _whole(_IDENTITY)
_MOBILES = _whole(_MOBILE)


def redact(text: str) -> str:
    """Return ``text`` with the identity and telephone numbers masked; the same object where there are none."""
    if _ANY.search(text) is None:
        return text
    return _NUMBERS.sub(MASK, text)


def mask_personal(text: str) -> str:
    """Return ``text`` with what leads to one person masked: identity and mobile numbers; a hotline may stand."""
    if _ANY.search(text) is None:
        return text
    return _PERSONAL.sub(MASK, text)


def identity_numbers(text: str) -> list[str]:
    """The identity numbers in ``text``, in order, without gaps and in narrow digits."""
    return _found(_CARDS, text)


def mobile_numbers(text: str) -> list[str]:
    """The same of mobile numbers: eleven digits each."""
    return [number.lstrip("+")[-11:] for number in _found(_MOBILES, text)]


def is_identity_number(number: str) -> bool:
    """Whether the last place of an 18-place ``number`` agrees with the others (GB 11643)."""
    if len(number) != 18:
        return False
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def mask_slips(text: str) -> str:
    """``text`` with what was meant as an identity number and has a digit too many or too few masked."""
    return _SLIP.sub(MASK, text)


def has_identity_slip(text: str) -> bool:
    """Whether ``text`` holds what was meant as an identity number and is none: a wrong last place, a digit too few."""
    numbers = identity_numbers(text)
    return not any(map(is_identity_number, numbers)) and (bool(numbers) or _SLIP.search(text) is not None)


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    if _ANY.search(text) is None:
        return []
    narrow = (normalize("NFKC", match[0]) for match in pattern.finditer(text))
    return ["".join(one for one in number if one.isalnum()).upper() for number in narrow]
