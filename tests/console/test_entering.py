"""The plain forms of logging in take whatever a browser, or what pretends to be one, may send."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from bot.console.entering import add_entrance
from bot.console.gate import Message, Scope
from tests.console.conftest import Desk


@pytest.mark.parametrize(
    "body", [b"", b"a=1&" * 50, b"name=%ff%fe&password=\xff", b"name=%00&password=%00", b"name=" + b"x" * 1_000_000]
)
@pytest.mark.parametrize("path", ["/login", "/enter", "/password"])
def test_what_is_no_form_lets_nobody_in(desk: Desk, path: str, body: bytes) -> None:
    app = FastAPI()
    add_entrance(app, desk.guard, "天山河畔花园")
    said: list[Message] = []
    scope: Scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [(b"content-type", b"application/x-www-form-urlencoded")], "http_version": "1.1",
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": body}

    async def send(message: Message) -> None:
        said.append(message)

    desk.do(app(scope, receive, send))
    assert said[0]["status"] == 401
    assert not any(name == b"set-cookie" for name, _ in said[0]["headers"])
