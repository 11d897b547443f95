"""The only door to wechaty: repaired, and kept from logging texts and tokens or writing into the working directory."""

from __future__ import annotations

import importlib
import logging
import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.transport.wechat.repairs import REPAIRS


@contextmanager
def _environment(values: Mapping[str, str | None]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    _set(values)
    try:
        yield
    finally:
        _set(before)


def _set(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@contextmanager
def _quietly() -> Iterator[None]:
    """No log file, no log line, no folder of its own.

    Its levels are read at import. INFO writes message texts and WARNING the token; ``silly`` is, of all its names, the
    one that lets nothing through.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        _environment({"WECHATY_LOG": "silly", "WECHATY_LOG_FILE": None, "CACHE_DIR": folder}),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


with _quietly():
    for repair in REPAIRS:
        repair()
    from wechaty_grpc.wechaty import PuppetStub
    from wechaty_grpc.wechaty import puppet as messages
    from wechaty_puppet import PuppetOptions
    from wechaty_puppet_service import PuppetService


# Below WARNING these two write every header: the token, and errors that quote messages.
for talkative in ("h2", "hpack"):
    logging.getLogger(talkative).setLevel(logging.WARNING)


def wechaty_on(puppet: Any) -> Any:
    """The real Wechaty over ``puppet``: without its scheduler's file, its web server's port, its log.

    It brings a web framework along, so it is imported only where it is wanted.
    """
    with _quietly():
        wechaty = importlib.import_module("wechaty")
        scheduler = importlib.import_module("apscheduler.schedulers.asyncio").AsyncIOScheduler()
        return wechaty.Wechaty(wechaty.WechatyOptions(puppet=puppet, scheduler=scheduler))


__all__ = ["PuppetOptions", "PuppetService", "PuppetStub", "messages", "wechaty_on"]
