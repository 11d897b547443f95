"""Counting a copied chat: the engine's rules of bot.answers without an account, a group or a database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from bot.count.booking import PLACED, Booking
from bot.count.pages import Counted, Page, Said
from bot.count.places import Place
from bot.errors import ConfigError
from bot.roster import Household, clean
from bot.understand import Form, Meaning, Message, Reader, parse_copied
from bot.understand.copied import Copied, is_client, is_media

_SAMPLE = 400  # messages that are read to tell which form is answered
Roster = Mapping[str, Mapping[Place, Household]]


def find_form(forms: Mapping[str, Form], word: str) -> Form:
    """The form of that name, title or word (antigen, 抗原).

    Raises:
        ConfigError: no form is called so; says which there are.
    """
    asked = word.strip().casefold()
    for form in forms.values():
        if asked in (known.casefold() for known in (form.name, form.title, *form.words)):
            return form
    known_forms = ", ".join(f"{form.name} ({form.words[0]})" for form in forms.values())
    raise ConfigError(f"--form {word}: no form is called so. There are: {known_forms}.")


def count_chat(
    text: str,
    forms: Mapping[str, Form],
    *,
    form: str | None = None,
    building: str | None = None,
    households: Sequence[Household] | None = None,
    since: str | None = None,
    deadline: str | None = None,
    ignore: Collection[str] = (),
    today: date | None = None,
    reader: Reader | None = None,
) -> Counted:
    """Count what ``text`` says.

    Args:
        text: what somebody copied out of a chat; see ``parse_copied``.
        form: a form's name or word; None: the one that the text answers.
        building: None: the one that the roster or the text names.
        households: who is expected; without them nobody is missing and no room can be wrong.
        since: leave out what was said before: 7:30 (of the last day), 2022-04-10 or 2022-04-10 07:30.
        deadline: answers after it stand as late; written like ``since``.
        ignore: names whose messages are left out: another robot's, or the counter's own tables.
        today: the day on which it was copied; without it what the client dates by it (昨天 21:03) has no time.
        reader: one for ``forms`` that is there already.

    Raises:
        ConfigError: no such form or building, a roster of several buildings and none told, or no such time.
    """
    messages = [one for one in _in_order(parse_copied(text, today)) if not one.name or one.name not in ignore]
    if since is not None:
        start = _time("--since", since, messages)
        messages = [one for one in messages if one.time is None or one.time >= start]
    until = _time("--deadline", deadline, messages) if deadline is not None else None
    reader = reader or Reader(forms)
    chosen = find_form(forms, form) if form else _guess(reader, forms, messages)
    meanings = [_read(reader, one, chosen) for one in messages]
    roster = _by_building(households) if households is not None else None
    told = _told(building, roster)
    home = told or _named(meanings, roster)
    booking = Booking(chosen, home, roster, until)
    counted = Counted(chosen.name, booking.pages, form is not None, told is not None, messages=len(messages))
    for one, meaning in zip(messages, meanings, strict=True):
        left = booking.take(Said(one.name, one.text, one.time), meaning)
        if left:
            counted.left.append(left)
    counted.repeated = booking.repeated
    times = [one.time for one in messages if one.time is not None]
    counted.first, counted.last = min(times, default=None), max(times, default=None)
    for building in [name for name, page in counted.pages.items() if name != home and not page.said_of()]:
        del counted.pages[building]  # only a nickname named it
    if not counted.pages:
        counted.pages[home or ""] = Page(home or "", False)
    return counted


def _in_order(messages: list[Copied]) -> list[Copied]:
    """By time where all have one, each once: two copies of one chat overlap, and the older may be pasted last."""
    timed = [(one.time, one) for one in dict.fromkeys(messages) if one.time is not None]
    if any(one.time is None for one in messages):
        return messages
    return [one for _, one in sorted(timed, key=lambda pair: pair[0])]


def _time(option: str, text: str, messages: list[Copied]) -> datetime:
    last = max((one.time for one in messages if one.time is not None), default=None)
    if last is None:
        raise ConfigError(f"{option}: the copied text tells no dates. Leave the option out, or copy it with its times.")
    try:
        if "-" in text:
            return datetime.fromisoformat(text.strip())
        hour, minute = text.replace("：", ":").split(":")
        return last.replace(hour=int(hour), minute=int(minute), second=0)
    except ValueError:
        raise ConfigError(f"{option} {text}: no time. Write 7:30, 2022-04-10 or '2022-04-10 07:30'.") from None


def _read(reader: Reader, one: Copied, form: Form) -> Meaning:
    if is_client(one.text):
        return Meaning("client")
    if is_media(one.text):
        return Meaning("media")
    return reader.read(Message(one.text, one.name or None, collecting=form.name))


def _guess(reader: Reader, forms: Mapping[str, Form], messages: list[Copied]) -> Form:
    """The form with most answers that nobody must look at; counting heads fits any number, so words go before it."""
    scores = dict.fromkeys(forms, 0)
    for name, form in forms.items():
        for one in messages[:_SAMPLE]:
            entries = _read(reader, one, form).entries
            scores[name] += sum(
                entry.form == name and (not entry.review or entry.review in PLACED) for entry in entries
            )
    worded = [name for name, form in forms.items() if form.reader != "headcount"]
    best = max(forms, key=lambda name: (scores[name] * (2 if name in worded else 1), name in worded))
    return forms[best]


def _by_building(households: Sequence[Household]) -> Roster:
    roster: dict[str, dict[Place, Household]] = {}
    for home in households:
        roster.setdefault(home.building, {})[home.unit, home.room] = home
    return roster


def _told(building: str | None, roster: Roster | None) -> str | None:
    """The building that the caller named, or the only one of the roster."""
    if building is not None:
        name = clean(building, "building")
        if roster is not None and name not in roster:
            raise ConfigError(f"--building {building}: not in the roster, which has {', '.join(roster)}.")
        return name
    return next(iter(roster)) if roster is not None and len(roster) == 1 else None


def _named(meanings: list[Meaning], roster: Roster | None) -> str | None:
    """The one building that the texts name; None where they name several, or none at all."""
    named = {entry.building for meaning in meanings for entry in meaning.entries if entry.building}
    if roster is not None:
        named &= roster.keys()
        if not named and any(meaning.entries for meaning in meanings):
            raise ConfigError(f"Which building is it? Say it with --building; the roster has {', '.join(roster)}.")
    return named.pop() if len(named) == 1 else None
