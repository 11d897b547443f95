"""Which of several open forms a text answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understand import Meaning, Message, Reader

TWO_MEANINGS = "two_meanings"


def read_by_forms(reader: Reader, message: Message, forms: Sequence[str]) -> Meaning:
    """Read ``message`` in the light of the forms asked there.

    Where several are, its own words decide (502 3人阴 names a result, so it is no head count), then the form that reads
    it without doubt; what fits two forms equally is for a person.
    """
    if len(forms) < 2:
        asked = forms[0] if forms else None
        return reader.read(message if message.collecting == asked else replace(message, collecting=asked))
    found = {form: reader.read(replace(message, collecting=form)) for form in forms}
    reports = {form: meaning for form, meaning in found.items() if meaning.kind == "report" and meaning.form in forms}
    if len(reports) < 2:
        return next(iter(reports.values()), next(iter(found.values())))
    unasked = reader.read(replace(message, collecting=None))
    if unasked.kind == "report" and unasked.form in reports:
        return reports[unasked.form]
    certain = [meaning for meaning in reports.values() if meaning.review is None]
    if len(certain) == 1:
        return certain[0]
    doubtful = (certain or list(reports.values()))[0]
    doubtful.review = doubtful.review or TWO_MEANINGS
    return doubtful
