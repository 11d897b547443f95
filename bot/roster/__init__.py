"""The household roster that a committee keeps: read strictly at every start, loosely where a file is taken over."""

from bot.roster.household import Column, Household, clean, natural, roster_words
from bot.roster.strict import load_roster
from bot.roster.tabular import decode, read_bytes

__all__ = ["Column", "Household", "clean", "decode", "load_roster", "natural", "read_bytes", "roster_words"]
