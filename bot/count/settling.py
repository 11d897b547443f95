"""What a person settles who has read the doubtful words of a copied chat."""

from __future__ import annotations

from bot.answers import UNCLEAR, Given, Way, settle
from bot.count.booking import PLACED, alarms
from bot.count.pages import Doubt, Flat, Page, Said, Voice
from bot.understand import Entry, Form, Message, Reader


def read_answer(reader: Reader, form: Form, flat: Flat, text: str) -> Entry | None:
    """What ``text`` answers for ``flat``; None where it is not clear."""
    entries = reader.read(Message(f"{flat.room} {text}", None, collecting=form.name)).entries
    found = entries[0] if len(entries) == 1 and entries[0].form == form.name else None
    if found is None or not (found.review is None or found.review in PLACED):
        return None
    return found if found.result not in ("", UNCLEAR) else None


def resolve(page: Page, flat: Flat, entry: Entry, form: Form, text: str, doubt: Doubt | None = None) -> None:
    """Let ``entry`` stand for ``flat``: a person has looked. ``doubt`` were the words that had no place."""
    counts = {name: entry.values.get(name) for name in form.values}
    given = Given("", entry.result, counts, None, alarms(form, entry), Way.RESOLVED, "", "")
    flat.standing = settle(flat.standing, given, vacant=flat.vacant)
    flat.voices.append(Voice(given, doubt.said if doubt is not None else Said("", text)))
    if doubt is not None:
        page.doubts.remove(doubt)
