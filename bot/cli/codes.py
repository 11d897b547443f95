"""One-time codes: who has a role but no contact of this account's network proves himself with one."""

from __future__ import annotations

from datetime import timedelta

from rich.console import Console
from rich.text import Text

from bot.app import Engine
from data.store import table
from data.tables import AliasRow, PersonRow
from data.work import Work

CODE_DAYS = 7
Code = tuple[str, str, str]
"""Name, roles, and the code itself."""


def make_codes(engine: Engine, present: frozenset[str] | None = None) -> list[Code]:
    """A code for everybody with a role whom this account has no contact of.

    Args:
        present: the contacts that sit in the account's groups or are its friends; whoever of the file is not among
            them may have another id on this network. None: every id of the file is believed.
    """
    until = engine.clock.now() + timedelta(days=CODE_DAYS)
    codes: list[Code] = []

    def make(work: Work) -> None:
        persons, aliases = table(PersonRow).c, table(AliasRow).c
        for person, duties in work.directory.duties.items():
            own = work.store.select(AliasRow, aliases.account == work.account, aliases.person == person)
            contacts = [row.contact for row in work.store.rows(own)]
            if any(present is None or contact in present for contact in contacts):
                continue
            row = work.store.row(work.store.select(PersonRow, persons.id == person))
            if row is not None:
                roles = ", ".join(" ".join([duty.role.value, *sorted(duty.buildings)]) for duty in duties)
                codes.append((work.store.seal.open(row.name), roles, work.records.make_code(person, until)))

    engine.look(make)
    return codes


def tell_codes(codes: list[Code], console: Console) -> None:
    """Print them for whoever started the bot, who hands them on."""
    for name, roles, code in codes:
        console.print(Text(f"One-time code for {name} ({roles}): {code}", style="bold"))
    if codes:
        console.print(Text("  Each sends the own one to the bot in a private chat, for example"))
        console.print(Text(f"  /verify {codes[0][2]}   A code is good for {CODE_DAYS} days."))
