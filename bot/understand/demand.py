"""Everything that is no answer: requests, complaints, questions, offers, sign-ups, and chatter."""

from __future__ import annotations

from bot.understand.meaning import Meaning, Message


def read(folded: str, message: Message) -> Meaning:
    """What ``folded`` asks for, offers or complains of; chat where it does none."""
    return Meaning()
