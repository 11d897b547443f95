"""Small records: running numbers, previews, ticks, alerts, the audit, 接龙 lines and one-time codes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.store import Store, moment, new_id, stamp, table
from data.tables import (
    AlertRow,
    AuditRow,
    ChainLineRow,
    CodeRow,
    CommunityRow,
    NumberRow,
    PreviewRow,
    TickRow,
)


@dataclass(slots=True)
class Preview:
    """A command that waits for its sender to confirm it."""

    id: str
    number: int
    person: str
    command: str
    data: dict[str, Any]
    expires_at: datetime


@dataclass(slots=True, frozen=True)
class Deed:
    """Who did what; "" is the bot itself."""

    at: datetime
    person: str
    act: str
    refer: str


class Records:
    """Records of one community."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def next_number(self, kind: str, ref: str) -> int:
        """Give the next running number (编号) to the thing with key ``ref``."""
        source = table(CommunityRow)
        own = source.c.id == self._store.community
        self._store.connection.execute(sa.update(source).where(own).values(number=source.c.number + 1))
        number = int(self._store.connection.execute(sa.select(source.c.number).where(own)).scalar_one())
        self._store.add(NumberRow(community=self._store.community, number=number, kind=kind, ref=ref))
        return number

    def renumber(self, number: int, kind: str, ref: str) -> None:
        """Let ``number`` name something else: what was previewed keeps its number when it is confirmed."""
        self._store.change(NumberRow, table(NumberRow).c.number == number, kind=kind, ref=ref)

    def named(self, number: int) -> tuple[str, str] | None:
        """The kind and key of what ``number`` names."""
        row = self._store.row(self._store.select(NumberRow, table(NumberRow).c.number == number))
        return (row.kind, row.ref) if row else None

    def preview(
        self, person: str, command: str, data: dict[str, Any], expires_at: datetime, *, number: int | None = None
    ) -> Preview:
        """Keep a command until it is confirmed; with ``number``, under that of what it changes."""
        key = new_id()
        if number is None:
            number = self.next_number("preview", key)
        body = self._store.seal.close_data(data)
        self._store.add(
            PreviewRow(
                community=self._store.community, id=key, number=number, person=person, command=command, body=body,
                expires_at=stamp(expires_at),
            )
        )  # fmt: skip
        return Preview(key, number, person, command, data, expires_at)

    def previews(self, now: datetime, *, person: str | None = None, number: int | None = None) -> list[Preview]:
        """Previews that wait, of ``person`` or with ``number``."""
        source = table(PreviewRow)
        conditions = [source.c.state == "waiting", source.c.expires_at > stamp(now)]
        if person is not None:
            conditions.append(source.c.person == person)
        if number is not None:
            conditions.append(source.c.number == number)
        rows = self._store.rows(self._store.select(PreviewRow, *conditions).order_by(source.c.number))
        return [
            Preview(r.id, r.number, r.person, r.command, self._store.seal.open_data(r.body), moment(r.expires_at))
            for r in rows
        ]

    def end_preview(self, preview: str, state: str) -> bool:
        """Confirmed or cancelled; False where it was ended already."""
        source = table(PreviewRow)
        return self._store.change(PreviewRow, source.c.id == preview, source.c.state == "waiting", state=state) == 1

    def tick(self, key: str, name: str, refer: str, at: datetime) -> None:
        """Be woken at ``at``; the same key wakes once."""
        self._store.stirred = True
        columns = ("community", "key", "name", "refer", "at", "fired")
        self._store.later(TickRow, columns, (self._store.community, key, name, refer, stamp(at), False))

    def has_ticks(self, refer: str) -> bool:
        """Whether anything about ``refer`` is, or was, to be woken for."""
        return (
            self._store.row(self._store.select(TickRow, table(TickRow).c.refer == refer, columns=("key",))) is not None
        )

    def ticks(self, prefix: str, *, waiting: bool = False) -> list[str]:
        """Keys that begin with ``prefix``; of those only that are still ``waiting`` for their moment."""
        self._store.write_later()
        source = table(TickRow)
        conditions = [
            source.c.key.startswith(prefix, autoescape=True),
            *([source.c.fired.is_(False)] if waiting else []),
        ]
        return [row.key for row in self._store.rows(self._store.select(TickRow, *conditions, columns=("key",)))]

    def forget_ticks(self, refer: str, names: Iterable[str]) -> None:
        """Do not wake for these any more."""
        self._store.write_later()
        source = table(TickRow)
        self._store.remove(TickRow, source.c.refer == refer, source.c.name.in_(list(names)), source.c.fired.is_(False))

    def due_ticks(self, now: datetime) -> list[TickRow]:
        """Ticks whose moment has come, oldest first."""
        self._store.write_later()
        source = table(TickRow)
        rows = self._store.rows(
            self._store.select(TickRow, source.c.fired.is_(False), source.c.at <= stamp(now)).order_by(
                source.c.at, source.c.key
            )
        )
        return [TickRow(**row._mapping) for row in rows]

    def fired(self, keys: Sequence[str]) -> None:
        """Note that these ticks are in the inbox."""
        self._store.change(TickRow, table(TickRow).c.key.in_(list(keys)), fired=True)

    def next_tick(self) -> datetime | None:
        """When the next tick is due."""
        self._store.write_later()
        source = table(TickRow)
        row = self._store.row(
            sa.select(sa.func.min(source.c.at)).where(
                source.c.community == self._store.community, source.c.fired.is_(False)
            )
        )
        return moment(row[0]) if row and row[0] else None

    def alert(
        self, place: str, kind: str, home: tuple[str, str, str], collection: str | None, at: datetime,
        source: int | None,
    ) -> None:  # fmt: skip
        """Keep something that ``place`` (a group's or a person's key) must hear; message no. ``source`` told it."""
        columns = ("community", "id", "place", "collection", "building", "unit", "room", "kind", "at", "source")
        row = (self._store.community, new_id(), place, collection, *home, kind, stamp(at), source)
        self._store.later(AlertRow, columns, row)

    def alerts(self, place: str, message: str | None = None) -> list[AlertRow]:
        """What ``place`` has still to hear, or heard in ``message``; oldest first."""
        self._store.write_later()
        source = table(AlertRow)
        said = source.c.message.is_(None) if message is None else source.c.message == message
        rows = self._store.rows(
            self._store.select(AlertRow, source.c.place == place, said).order_by(source.c.at, source.c.id)
        )
        return [AlertRow(**row._mapping) for row in rows]

    def alerts_said(self, alerts: Sequence[str], message: str) -> None:
        """Note in which message they were told."""
        self._store.write_later()
        self._store.change(AlertRow, table(AlertRow).c.id.in_(list(alerts)), message=message)

    def audit(self, at: datetime, person: str, act: str, refer: str = "") -> None:
        """Note who did what. Never what anybody wrote."""
        columns = ("community", "id", "at", "person", "act", "refer")
        self._store.later(AuditRow, columns, (self._store.community, new_id(), stamp(at), person, act, refer))

    def done_since(self, act: str, since: datetime) -> set[str]:
        """To what this was done since then."""
        self._store.write_later()
        source = table(AuditRow)
        rows = self._store.rows(
            self._store.select(AuditRow, source.c.act == act, source.c.at >= stamp(since), columns=("refer",))
        )
        return {row.refer for row in rows}

    def doers(self, what: str, refer: str) -> list[str]:
        """Who did something of this kind (``what``: before the colon of an act) to one thing, the last first."""
        self._store.write_later()
        source = table(AuditRow)
        rows = self._store.rows(
            self._store.select(AuditRow, source.c.act.like(f"{what}:%"), source.c.refer == refer, columns=("person",))
            .order_by(source.c.at.desc())
        )  # fmt: skip
        return list(dict.fromkeys(row.person for row in rows))

    def deeds(self, most: int, *, since: datetime | None = None, until: datetime | None = None) -> list[Deed]:
        """What was noted of who did what, the newest first."""
        self._store.write_later()
        source = table(AuditRow)
        conditions = [source.c.at >= stamp(since)] if since is not None else []
        conditions += [source.c.at < stamp(until)] if until is not None else []
        rows = self._store.rows(
            self._store.select(AuditRow, *conditions).order_by(source.c.at.desc(), source.c.id).limit(most)
        )
        return [Deed(moment(row.at), row.person, row.act, row.refer) for row in rows]

    def refusals(self, person: str, command: str, reason: str, since: datetime) -> int:
        """How often a command of ``person`` was refused for ``reason`` since then."""
        self._store.write_later()
        source = table(AuditRow)
        statement = self._store.select(
            AuditRow, source.c.person == person, source.c.act == f"refused:{command}", source.c.refer == reason,
            source.c.at >= stamp(since), columns=("id",),
        )  # fmt: skip
        return len(self._store.rows(statement))

    def chain_lines(self, collection: str, group: str) -> dict[str, ChainLineRow]:
        """The 接龙 lines seen in ``group``, by the keyed hash of line and household."""
        source = table(ChainLineRow)
        rows = self._store.rows(
            self._store.select(ChainLineRow, source.c.collection == collection, source.c.chat_group == group)
        )
        return {row.line: ChainLineRow(**row._mapping) for row in rows}

    def keep_chain_lines(self, lines: Sequence[ChainLineRow]) -> None:
        """Write lines that are new or have changed."""
        columns = ("community", "collection", "chat_group", "line", "building", "unit", "room", "author", "gone")
        rows = [tuple(getattr(line, column) for column in columns) for line in lines]
        self._store.write(ChainLineRow, columns, rows, update=("author", "gone"))

    def make_code(self, person: str, expires_at: datetime) -> str:
        """A one-time code for ``person``: eight digits; only its keyed hash is kept."""
        code = "".join(secrets.choice("23456789") for _ in range(8))
        self._store.add(
            CodeRow(
                community=self._store.community, hash=self._store.seal.hash("code", code), person=person,
                expires_at=stamp(expires_at),
            )
        )  # fmt: skip
        return code

    def use_code(self, code: str, now: datetime) -> str | None:
        """The person whose code this is; it works once."""
        source = table(CodeRow)
        key = self._store.seal.hash("code", code)
        row = self._store.row(
            self._store.select(
                CodeRow, source.c.hash == key, source.c.used_at.is_(None), source.c.expires_at > stamp(now)
            )
        )
        if row is None:
            return None
        self._store.change(CodeRow, source.c.hash == key, used_at=stamp(now))
        return str(row.person)
