"""Capabilities: one file each. A new one is a file and a line here."""

from __future__ import annotations

from bot.routing import Router

from . import (
    account,
    alert,
    answer,
    appoint,
    ask,
    bind,
    broadcast,
    claim,
    collect,
    confirm,
    deadline,
    decide,
    demand,
    digest,
    export,
    forward,
    gap,
    greet,
    medicine,
    minor,
    my,
    outdated,
    overdue,
    photo,
    presence,
    quarrel,
    recall,
    remind,
    resend,
    retention,
    roster,
    settle,
    show_help,
    sort,
    tally,
    welcome,
)

MODULES = (
    greet, show_help, my, answer, settle, collect, confirm, deadline, tally, remind, broadcast, resend, recall,
    outdated, forward, alert, minor, quarrel, demand, claim, sort, digest, decide, overdue, bind, appoint,
    presence, welcome, gap, retention, medicine, ask, photo, account, export,
    roster,
)  # fmt: skip


def all_routes() -> Router:
    """Every route, in one ordered place. A route that is registered twice fails here."""
    router = Router("all")
    for module in MODULES:
        router.include(module.router)
    return router
