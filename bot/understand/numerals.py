"""Chinese numerals: amounts (十二, 一百), and house numbers, which are also written digit by digit (五零二)."""

from __future__ import annotations

from bot.understand.words import place_words, reading_words


def to_number(text: str) -> int | None:
    """Return the amount that ``text`` writes: ``12``, ``十二``, ``两``; None where it writes none.

    Digits side by side are no amount: 一两 and 三五 are a guess of who speaks, not twelve and thirty-five.
    """
    if text.isdecimal():
        return int(text)
    for units in (reading_words().numbers, reading_words().formal):
        if text in units:
            return units[text]
    return _tens(text)


def to_house_number(text: str) -> str:
    """Return the building, unit or room that ``text`` writes: ``12``, ``十二``, ``五零二``; as it stands if none."""
    if text.isdecimal():
        return str(int(text))
    digits = place_words().digits
    text = "".join(place_words().aloud.get(character, character) for character in text)
    if all(character in digits for character in text):
        return str(int("".join(str(digits.index(character)) for character in text)))
    number = _tens(text)
    floor = _tens(text[:-2]) if number is None and text[-2:-1] == digits[0] and text[-1] in digits else None
    if floor is not None:
        return f"{floor}0{digits.index(text[-1])}"  # 十二零六
    return text.upper() if number is None else str(number)


def _tens(text: str) -> int | None:
    """二十三, 十三, 二十, 十; 一百, 五百零三, 一千零二."""
    places = place_words()
    total, rest, small = 0, text, False
    for unit, value in ((places.thousands, 1000), (places.hundreds, 100)):
        before, found, after = rest.partition(unit)
        if not found:
            continue
        if len(before) != 1 or before not in _units():
            return None
        total, rest, small = total + _units()[before] * value, after, True
    if small:
        rest = rest.removeprefix(places.digits[0])
    before, ten, after = rest.partition(places.tens)
    if not ten:
        known = small and (not rest or rest in places.digits[1:])
        return total + places.digits.index(rest) if known and rest else total if known else None
    if len(before) > 1 or len(after) > 1 or not set(before + after) <= set(places.digits[1:]):
        return None
    return total + (places.digits.index(before) if before else 1) * 10 + (places.digits.index(after) if after else 0)


def _units() -> dict[str, int]:
    return reading_words().numbers
