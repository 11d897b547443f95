"""The gate before everything: nothing answers without a visit, nor to another page, nor under another host's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.console.callers import Callers
from bot.console.gate import Gate, Message, Receive, Scope, Send
from bot.console.guard import COOKIE
from tests.console.conftest import Desk
from tests.support.night import SONG

HOST = "127.0.0.1:8642"
OWN = f"http://{HOST}"


@dataclass
class Behind:
    """What lies behind the gate: it notes what came through."""

    passed: list[str] = field(default_factory=list)
    heard: list[Message] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.passed.append(scope["path"])
        if scope["type"] == "websocket":
            for _ in range(2):
                self.heard.append(await receive())
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b"inside"})


@dataclass
class Browser:
    """Somebody who asks; keeps the cookie he is given."""

    desk: Desk
    behind: Behind
    secret: str = ""

    def ask(
        self, path: str, method: str = "GET", *, host: str = HOST, origin: str = "", kind: str = "http",
        accept: str = "text/html", says: Sequence[Message] = (),
    ) -> tuple[int, dict[str, str]]:  # fmt: skip
        """The status and the headers of the answer; a socket that was closed has its closing code."""
        headers = {"host": host, "origin": origin, "accept": accept, "cookie": f"{COOKIE}={self.secret}"}
        scope: Scope = {
            "type": kind, "method": method, "path": path,
            "headers": [(key.encode(), value.encode()) for key, value in headers.items() if value],
        }  # fmt: skip
        said: list[Any] = []
        waiting = list(says)

        async def receive() -> Message:
            message = waiting.pop(0)
            if message["type"] == "later":
                self.desk.wall.later(hours=13)
                message = waiting.pop(0)
            return message

        async def send(message: Message) -> None:
            said.append(message)

        callers = Callers(self.desk.looking, self.desk.wall)
        gate = Gate(self.behind, self.desk.guard, callers, frozenset({"fenjian.example"}))
        self.desk.do(gate(scope, receive, send))
        if not said:
            return 101, {}
        first = said[0]
        found = {key.decode(): value.decode() for key, value in first.get("headers", ())}
        return int(first.get("status") or first["code"]), found


@pytest.fixture
def stranger(desk: Desk) -> Browser:
    return Browser(desk, Behind())


@pytest.fixture
def guest(desk: Desk) -> Browser:
    link = desk.do(desk.guard.invite(desk.person(SONG)))
    secret = desk.do(desk.guard.enter(link or ""))
    return Browser(desk, Behind(), secret or "")


@pytest.mark.parametrize("path", ["/", "/street", "/building/3", "/_nicegui/x.js", "/api/v1/state", "/password", "//"])
def test_without_a_visit_nothing_answers(stranger: Browser, path: str) -> None:
    status, headers = stranger.ask(path)
    assert (status, headers["location"]) == (303, "/login")
    assert stranger.ask(path, accept="application/json")[0] == 401
    assert stranger.ask(path, "POST", origin=OWN)[0] == 401
    assert stranger.ask(path, kind="websocket", origin=OWN)[0] == 4401
    assert stranger.behind.passed == []


def test_the_log_in_is_open(stranger: Browser) -> None:
    assert stranger.ask("/login")[0] == 200
    assert stranger.ask("/login", "POST", origin=OWN)[0] == 200


def test_a_guest_gets_in_and_a_made_up_cookie_does_not(guest: Browser) -> None:
    assert guest.ask("/")[0] == 200
    guest.secret = guest.secret[::-1]
    assert guest.ask("/")[0] == 303


def test_another_page_can_make_the_browser_do_nothing(guest: Browser) -> None:
    for origin in ("", "https://evil.example", "null", "http://127.0.0.1:9999"):
        assert guest.ask("/logout", "POST", origin=origin)[0] == 403
        assert guest.ask("/_nicegui_ws/socket.io/", kind="websocket", origin=origin)[0] == 4401
    assert guest.ask("/logout", "POST", origin=OWN)[0] == 200


def test_another_hosts_name_is_refused(guest: Browser) -> None:
    assert guest.ask("/", host="rebound.example:8642")[0] == 421
    assert guest.ask("/login", host="rebound.example")[0] == 421


@pytest.mark.parametrize("broken", ["[::1", "[", "a]b", "127.0.0.1@evil.example"])
def test_what_is_no_host_is_refused_and_breaks_nothing(guest: Browser, broken: str) -> None:
    assert guest.ask("/", host=broken)[0] == 421
    assert guest.ask("/logout", "POST", origin=f"http://{broken}")[0] == 403


def test_beyond_loopback_the_cookie_needs_tls(guest: Browser) -> None:
    """The browser keeps a name with that prefix only where it came through TLS, and for this host alone."""
    assert guest.ask("/", host="fenjian.example")[0] == 303, "loopback's cookie opens nothing there"
    status, headers = guest.ask("/login", host="fenjian.example")
    assert status == 200
    assert "max-age" in headers["strict-transport-security"]


def test_every_answer_wears_the_headers(guest: Browser, stranger: Browser) -> None:
    for _, headers in (guest.ask("/"), stranger.ask("/"), stranger.ask("/x", "POST")):
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert guest.ask("/")[1]["cache-control"] == "no-store"


def test_a_socket_hears_nothing_more_once_the_visit_is_over(guest: Browser) -> None:
    click: Message = {"type": "websocket.receive", "text": '42["event",{}]'}
    assert guest.ask("/_nicegui_ws/", kind="websocket", origin=OWN, says=[click, {"type": "later"}, click])[0] == 101
    assert [message["type"] for message in guest.behind.heard] == ["websocket.receive", "websocket.disconnect"]
