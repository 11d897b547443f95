"""Chinese numerals up to 99, and digit by digit (五零二), as people type them in a house number."""

from __future__ import annotations

from bot.understand.words import place_words, reading_words


def to_number(text: str) -> int:
    """Return the number that ``text`` writes: ``12``, ``十二``, ``两``, ``五零二``.

    Raises:
        ValueError: it writes none.
    """
    if text.isdecimal():
        return int(text)
    places, units = place_words(), reading_words().numbers
    if places.tens in text:
        before, _, after = text.partition(places.tens)
        return (units[before] if before else 1) * 10 + (units[after] if after else 0)
    if len(text) == 1:
        return units.get(text, 0)
    return int("".join(str(places.digits.index(character)) for character in text))
