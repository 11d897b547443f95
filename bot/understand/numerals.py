"""Chinese numerals: amounts up to 99 (十二), and house numbers, which are also written digit by digit (五零二)."""

from __future__ import annotations

from bot.understand.words import place_words, reading_words


def to_number(text: str) -> int | None:
    """Return the amount that ``text`` writes: ``12``, ``十二``, ``两``; None where it writes none.

    Digits side by side are no amount: 一两 and 三五 are a guess of who speaks, not twelve and thirty-five.
    """
    if text.isdecimal():
        return int(text)
    units = reading_words().numbers
    return units[text] if text in units else _tens(text)


def to_house_number(text: str) -> str:
    """Return the building, unit or room that ``text`` writes: ``12``, ``十二``, ``五零二``; as it stands if none."""
    if text.isdecimal():
        return str(int(text))
    digits = place_words().digits
    if all(character in digits for character in text):
        return str(int("".join(str(digits.index(character)) for character in text)))
    number = _tens(text)
    return text.upper() if number is None else str(number)


def _tens(text: str) -> int | None:
    """二十三, 十三, 二十, 十."""
    places = place_words()
    before, ten, after = text.partition(places.tens)
    if not ten or len(before) > 1 or len(after) > 1 or not set(before + after) <= set(places.digits[1:]):
        return None
    return (places.digits.index(before) if before else 1) * 10 + (places.digits.index(after) if after else 0)
