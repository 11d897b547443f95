"""Another account goes on where one was lost: what was queued is said by the new one as soon as it knows to whom."""

from __future__ import annotations

import sqlalchemy as sa

from bot.contract import Act
from data.store import Store, table
from data.tables import AliasRow, GroupAliasRow, OutboxRow


def take_over(store: Store, account: str) -> int:
    """Queue for ``account`` what other accounts had queued, where it knows the group or has a line to the person.

    What was on its way already stays with the account that sent it: nothing is sent twice. Returns how many moved.
    """
    waiting = table(OutboxRow).c
    others = (waiting.account != account, waiting.state == "queued", waiting.act != Act.ACCEPT.value)
    rows = store.rows(store.select(OutboxRow, *others, columns=("id", "chat_group", "person")))
    if not rows:
        return 0
    groups, lines = table(GroupAliasRow).c, table(AliasRow).c
    known = {row.chat_group for row in store.rows(store.select(GroupAliasRow, groups.account == account))}
    known |= {row.person for row in store.rows(store.select(AliasRow, lines.account == account, lines.friend))}
    mine = [row.id for row in rows if (row.chat_group or row.person) in known]
    if not mine:
        return 0
    store.stirred = True
    return store.change(OutboxRow, waiting.id.in_(sa.bindparam("mine", mine, expanding=True)), account=account)
