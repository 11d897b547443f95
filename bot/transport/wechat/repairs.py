"""What wechaty 0.10.7 and its parts need before they can be imported on a current Python.

Each repair names the version it mends. tests/wechat/test_repairs.py leaves each out in turn and says which is needed
no longer.
"""

from __future__ import annotations

import importlib
import socket
import sys
import types
import warnings
from collections.abc import Callable
from typing import Any


def event_emitter() -> None:
    """wechaty-puppet-service 0.8.10 and wechaty 0.10.7 take AsyncIOEventEmitter from pyee: it was there until 12."""
    pyee = importlib.import_module("pyee")
    if not hasattr(pyee, "AsyncIOEventEmitter"):
        pyee.__dict__["AsyncIOEventEmitter"] = importlib.import_module("pyee.asyncio").AsyncIOEventEmitter


def host_of_url() -> None:
    """wechaty-puppet 0.4.23 takes get_host from urllib3, where it was until urllib3 2."""
    urllib3 = importlib.import_module("urllib3")
    if not hasattr(urllib3, "get_host"):
        urllib3.__dict__["get_host"] = _get_host


def _get_host(url: str) -> tuple[str, str | None, int | None]:
    parts = importlib.import_module("urllib3.util").parse_url(url)
    return parts.scheme or "http", parts.hostname, parts.port


def telnet() -> None:
    """wechaty-puppet-service 0.8.10 imports telnetlib, which left the standard library in 3.13 and warns before."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            importlib.import_module("telnetlib")
    except ImportError:
        module: Any = types.ModuleType("telnetlib")
        module.Telnet = _Telnet
        sys.modules["telnetlib"] = module


class _Telnet:
    """As much of a telnet client as finds out whether a port answers."""

    def open(self, host: str, port: int = 0, timeout: float = 3) -> None:
        socket.create_connection((host, port), timeout).close()


def options_as_default() -> None:
    """wechaty 0.10.7 has a PuppetOptions as a dataclass default, which Python 3.11 refuses for what has no hash."""
    options = importlib.import_module("wechaty_puppet.schemas.puppet").PuppetOptions
    if options.__hash__ is None:
        options.__hash__ = object.__hash__


REPAIRS: tuple[Callable[[], None], ...] = (event_emitter, host_of_url, telnet, options_as_default)
"""In the order in which they have to be made."""
