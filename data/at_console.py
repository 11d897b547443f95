"""Contacts of persons who type at the console, made with the installation's key: no chat network can have one."""

from __future__ import annotations

from bot.contract import CONSOLE
from data.crypt import Seal


def console_contact(seal: Seal, person: str) -> str:
    """The contact under which ``person`` types at the console."""
    return f"{CONSOLE}{person}:{seal.hash(CONSOLE, person)}"


def at_console(seal: Seal, contact: str) -> str | None:
    """The person who typed at the console; None where ``contact`` was not made there."""
    if not contact.startswith(CONSOLE):
        return None
    person = contact.removeprefix(CONSOLE).partition(":")[0]
    return person if contact == console_contact(seal, person) else None
