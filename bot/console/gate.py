"""The gate before every page, file and socket: without an open visit nothing but the log-in answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from bot.console.callers import Caller, Callers
from bot.console.guard import COOKIE, Guard
from bot.errors import StorageError
from data.logins import Visit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN = frozenset({"/login", "/enter"})
VISIT = "fenjian.visit"
"""Where a request carries its visit."""
CALLER = "fenjian.caller"
"""Where a request that came with a token carries whose it is."""
API = "/api/"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_ENDED = 4401
_TOUCH = '42["event"'
"""How a socket's message begins where somebody clicked or typed; the rest the page sends by itself."""
# Vue makes its templates in the browser and NiceGUI starts from a script in the page: both need "unsafe". Nothing is
# ever loaded from, or sent to, another host.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"x-robots-tag", b"noindex"),
]
_STRICT = (b"strict-transport-security", b"max-age=31536000")


def cookie_name(host: str) -> str:
    """Beyond loopback the cookie goes through TLS only, and the browser holds it to that."""
    return COOKIE if host in _LOOPBACK else f"__Host-{COOKIE}"


def host_of(scope: Scope) -> str:
    """The host that the browser asked for, without its port."""
    try:
        return urlsplit(f"//{_header(scope, b'host')}").hostname or ""
    except ValueError:
        return ""


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _token(scope: Scope) -> str | None:
    """The token that a request for data came with; None where it came with none, or asks for a page."""
    kind, _, token = _header(scope, b"authorization").partition(" ")
    asks_for_data = scope["type"] == "http" and str(scope["path"]).startswith(API)
    return token.strip() if asks_for_data and kind.lower() == "bearer" else None


def _secret(scope: Scope) -> str:
    try:
        cookies = SimpleCookie(_header(scope, b"cookie"))
    except CookieError:
        return ""
    found = cookies.get(cookie_name(host_of(scope)))
    return found.value if found else ""


class Gate:
    """Pure ASGI, so that it stands before sockets as well as before pages.

    Args:
        names: hosts that it answers to, beside loopback; others are refused, whoever's name points here.
    """

    def __init__(self, app: App, guard: Guard, callers: Callers, names: frozenset[str]) -> None:
        self._app = app
        self._guard = guard
        self._callers = callers
        self._names = names | _LOOPBACK

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        send = self._dressed(scope, send)
        token = _token(scope)
        if host_of(scope) not in self._names:
            await _refuse(scope, send, 421, b"This host is not known here. Name it in FENJIAN_CONSOLE_NAMES.")
        elif token is not None:
            # No browser adds a token by itself, as it adds a cookie: no other page can make it ask.
            await self._let_in(scope, receive, send, token)
        elif (scope["type"] == "websocket" or scope["method"] not in _SAFE) and not _own_page(scope):
            await _refuse(scope, send, 403, b"This was asked by another page.")
        else:
            await self._pass(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send, token: str) -> None:
        try:
            caller, locked = await self._callers.by_token(token)
        except StorageError as error:
            await _refuse(scope, send, 503, str(error).encode())
            return
        if caller is None and locked:
            await _refuse(scope, send, 429, b"Too many wrong tokens lately. Try again later.")
        elif caller is None:
            await _refuse(scope, send, 401, b"This token is none, or lets in no more. Ask for a new one.")
        else:
            await self._app({**scope, CALLER: caller}, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            visit = await self._guard.visit(_secret(scope))
            if visit is not None:
                await self._guard.note(visit)
        except StorageError as error:
            await _refuse(scope, send, 503, str(error).encode())
            return
        scope[VISIT] = visit
        if visit is None and scope["path"] not in OPEN:
            await _to_login(scope, send)
        elif scope["type"] == "websocket" and visit is not None:
            await self._app(scope, self._watched(scope, receive), send)
        else:
            await self._app(scope, receive, send)

    def _watched(self, scope: Scope, receive: Receive) -> Receive:
        """A socket hears nothing more from a browser whose visit has ended."""
        secret = _secret(scope)

        async def watched() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            try:
                visit = await self._guard.visit(secret)
                if visit is not None and (message.get("text") or "").startswith(_TOUCH):
                    await self._guard.note(visit)
            except StorageError:
                visit = None
            return message if visit is not None else {"type": "websocket.disconnect", "code": _ENDED}

        return watched

    @staticmethod
    def _dressed(scope: Scope, send: Send) -> Send:
        extra = _HEADERS if host_of(scope) in _LOOPBACK else [*_HEADERS, _STRICT]

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ()), *extra]
                is_page = any(key == b"content-type" and value.startswith(b"text/html") for key, value in headers)
                if is_page or scope["path"].startswith(API):
                    headers = [pair for pair in headers if pair[0] != b"cache-control"]
                    headers.append((b"cache-control", b"no-store"))
                message = {**message, "headers": headers}
            await send(message)

        return dressed


def _own_page(scope: Scope) -> bool:
    """Whether one of our own pages asked: the browser says which page it was."""
    try:
        origin = urlsplit(_header(scope, b"origin")).netloc
    except ValueError:
        return False
    return bool(origin) and origin == _header(scope, b"host")


async def _to_login(scope: Scope, send: Send) -> None:
    asks_for_page = scope["type"] == "http" and scope["method"] == "GET" and "text/html" in _header(scope, b"accept")
    if asks_for_page:
        await send({"type": "http.response.start", "status": 303, "headers": [(b"location", b"/login")]})
        await send({"type": "http.response.body", "body": b""})
    else:
        await _refuse(scope, send, 401, b"Log in first.")


async def _refuse(scope: Scope, send: Send, status: int, why: bytes) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _ENDED})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if scope["path"].startswith(API):
        headers = [(b"content-type", b"application/json")]
        why = json.dumps({"detail": why.decode()}).encode()
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": why})


def visit_of(scope: Scope) -> Visit | None:
    """The visit of a request that came through the gate."""
    found = scope.get(VISIT)
    return found if isinstance(found, Visit) else None


def caller_of(scope: Scope) -> Caller | None:
    """The program whose token a request came with."""
    found = scope.get(CALLER)
    return found if isinstance(found, Caller) else None
